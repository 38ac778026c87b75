from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.domain.markup import Link, Paragraph
from bot.domain.views import DIGEST_LIMIT, DigestView, QueueView
from bot.rendering.targets.block_kit import blocks_of
from bot.rendering.targets.plain_text import to_plain_text
from bot.rendering.tickets.queue import digest, queue, queued
from localslack.blockkit.validation import validate
from tests.rendering.ticket_examples import context, desk, ticket

if TYPE_CHECKING:
    from bot.rendering.document import FormattedText

OPEN = replace(ticket("en", "Where is *it*? 123456782"), state="open", assignee=None)
CLAIMED = replace(OPEN, id="b" * 16, number=2, state="claimed", assignee="UBOB")


def queue_of(view: QueueView) -> str:
    return to_plain_text(queue(view, "All", context("en"), desk("en")))


def test_a_queue_has_a_line_for_each_ticket_and_the_command_for_more() -> None:
    text = queue_of(QueueView("all", (), (OPEN, CLAIMED), "/econnect-triage all p2"))

    assert text.splitlines()[::2] == [
        "All",
        "Number · status · assignee, if any · subject · requester and when",
        "#413 (https://x/C1/1.1) · open · Where is *it*? (9 digits, not shown) · @UALICE 25 Nov 2026 12:00",
        "#2 (https://x/C1/1.1) · claimed · @UBOB · Where is *it*? (9 digits, not shown) · @UALICE 25 Nov 2026 12:00",
        "There are more. Next page: /econnect-triage all p2",
    ]


def test_an_empty_queue_says_so() -> None:
    assert queue_of(QueueView("all", (), (), None)) == "All\n\nNo tickets."


def test_the_number_leads_to_the_card_where_there_is_one() -> None:
    def first(element: FormattedText) -> object:
        ((paragraph),) = element.blocks
        assert isinstance(paragraph, Paragraph)
        return paragraph.content[0]

    assert first(queued(OPEN, context("en"), desk("en"), "en")) == Link("https://x/C1/1.1", ("#413",))
    assert str(first(queued(replace(OPEN, card=None), context("en"), desk("en"), "en"))).startswith("#413 · open")


def test_a_digest_counts_and_lists_what_is_late_and_what_nobody_has() -> None:
    text = to_plain_text(digest(DigestView((OPEN, CLAIMED), (CLAIMED,)), context("en"), desk("en")))

    assert "1 open · 1 claimed · 0 waiting for the requester" in text
    assert text.index("Overdue") < text.index("#2 ") < text.index("Unassigned") < text.index("#413 ")
    assert text.count("Number · status · assignee") == 2


def test_a_digest_names_each_ticket_once() -> None:
    text = to_plain_text(digest(DigestView((OPEN, CLAIMED), (OPEN,)), context("en"), desk("en")))

    assert text.count("#413") == 1


def test_a_digest_that_did_not_count_all_says_so() -> None:
    def said(count: int) -> int:
        return len(digest(DigestView((CLAIMED,) * count, ()), context("en"), desk("en")))

    assert said(DIGEST_LIMIT) == said(DIGEST_LIMIT - 1) + 1


def test_a_digest_says_which_articles_are_to_be_reviewed_and_by_whom() -> None:
    later = replace(context("en"), today=context("en").today + timedelta(days=400))
    view = DigestView((OPEN,), ())

    assert "To review" not in to_plain_text(digest(view, context("en"), desk("en")))
    text = to_plain_text(digest(view, later, desk("en")))
    assert "To review, now or within two weeks: 2. econnect-bot due lists all of them" in text
    assert validate(blocks_of(digest(view, later, desk("en")))) == []
