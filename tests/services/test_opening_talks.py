from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.conversation import Memory
from bot.services.opening_talks import opening, waits_for_more
from tests.several import library_of_several
from tests.shipped_knowledge import shipped_knowledge


def test_the_overview_and_what_stands_below_help_are_offered_first() -> None:
    reply = opening(shipped_knowledge(), "nl")

    assert (reply.language, reply.is_opening) == ("nl", True)
    assert reply.articles == ("setup-overview", "prerequisites", "version-required", "mailbox-address-format")


def test_where_there_are_few_articles_all_of_them_are_and_no_small_talk() -> None:
    _, balansboek, _ = library_of_several().bases

    assert opening(balansboek, "en").articles == ("setup-overview", "version-required", "retrieve-invoices")
    articles = {slug: each for slug, each in balansboek.articles.items() if slug == "version-required"}
    assert opening(replace(balansboek, articles=articles), "en").articles == ("version-required",)
    assert opening(replace(balansboek, articles={}), "en").articles == ()


@pytest.mark.parametrize(
    ("memory", "waits"),
    [(Memory(), False), (Memory(trace_id="q"), False), (Memory("version-check"), True), (Memory(setup="s"), True)],
)
def test_a_number_or_a_card_waits_for_more(memory: Memory, *, waits: bool) -> None:
    assert waits_for_more(memory) == waits
