from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.reply import HandOver
from bot.services.look_alikes import VERSION_IN_USE
from bot.services.weighing import Weighing
from tests.shipped_knowledge import shipped_knowledge, shipped_matcher

WEIGHING = Weighing(shipped_knowledge(), shipped_matcher())


@pytest.mark.parametrize(
    ("text", "articles", "gap"),
    [
        ("welke versie heb ik?", (), "finding-my-version"),
        ("We want to start next week. Which version do we have?", (), "finding-my-version"),
        ("Which version do we have? And which version do we need?", ("version-required",), None),
        (
            "Moeten wij een contract tekenen? Op welke versie zitten wij?",
            ("contract-required",),
            "finding-my-version",
        ),
        ("welke versie heb ik nodig", ("version-required",), None),
        ("what's the latest version of Exact Globe?", (), None),
        ("Which subscription do we have at the moment?", (), "econnect-account-management"),
        ("welk abonnement hebben wij nodig", ("subscription-needed",), None),
        ("What is your postal address?", (), None),
        ("How do I change the address of a creditor in Globe?", (), None),
        ("Wat is het KvK-nummer van eConnect?", (), None),
        ("Do we have to sign a contract? And what is your billing address?", ("contract-required",), None),
        ("What is the mailbox address? And what is your postal address?", ("mailbox-address-format",), None),
        ("what is my address", ("mailbox-address-format",), None),
    ],
)
def test_what_is_asked_in_nearly_the_same_words_is_told_apart(
    text: str, articles: tuple[str, ...], gap: str | None
) -> None:
    reply = WEIGHING.consider(text, None, "en", None).decision.reply

    assert (getattr(reply, "articles", ()), getattr(reply, "gap", None)) == (articles, gap)


def test_without_a_gap_for_it_the_version_in_use_is_handed_over_all_the_same() -> None:
    knowledge = shipped_knowledge()
    gaps = {slug: gap for slug, gap in knowledge.gaps.items() if slug != VERSION_IN_USE}
    weighing = Weighing(replace(knowledge, gaps=gaps), shipped_matcher())

    reply = weighing.consider("welke versie heb ik?", None, "nl", None).decision.reply

    assert isinstance(reply, HandOver)
    assert reply.gap is None
