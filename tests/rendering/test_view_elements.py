"""Every view and every form in both languages, as Slack judges them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, get_args

import pytest

from bot.domain.language import LANGUAGES, Language
from bot.domain.ticket import STATES, Ticket
from bot.domain.ticket_bodies import TicketCard, TicketCorrection, TicketNews, TicketNote, TicketStatus
from bot.domain.told_kinds import NewsKind, NoteKind
from bot.domain.views import DigestView, HomeView, QueueView, ReportView, RequestsView, TeamQueue, TicketView
from bot.rendering.targets.block_kit import blocks_of, fallback_of
from bot.rendering.view_elements import view_elements
from localslack.blockkit.validation import validate
from tests.rendering.examples import REPLIES
from tests.rendering.reports.report_examples import REPORT
from tests.rendering.ticket_examples import LONG, WIDE, context, person_in, ticket

if TYPE_CHECKING:
    from bot.domain.views import View
    from bot.rendering.document import Element


def looks(language: Language, asked: Ticket) -> list[tuple[Element, ...]]:
    """Return everything that is posted about a ticket."""
    cards = [
        TicketView(TicketCard("a", 1), replace(asked, state=state, reply=reply))
        for state in STATES
        for reply in (None, *REPLIES)
    ]
    statuses = [TicketView(TicketStatus("a", 1), replace(asked, state=state)) for state in STATES]
    news = [
        TicketView(TicketNews("a", kind, person_in(f"news-{kind}"), LONG, "mailbox"), asked)
        for kind in get_args(NewsKind)
    ]
    notes = [
        TicketView(TicketNote("a", kind, person_in(f"note-{kind}"), LONG, "mailbox"), asked)
        for kind in get_args(NoteKind)
    ]
    about = [*cards, *statuses, *news, *notes, TicketView(TicketCorrection("a"), asked)]
    many = tuple(replace(asked, number=number, state="open") for number in range(10))
    lists: list[View] = [
        QueueView("all", ("x",), many, "/econnect-triage open p2"),
        DigestView(many, many),
        RequestsView(language, many),
        HomeView(language, many, TeamQueue(many, many, many)),
        ReportView(language, REPORT),
    ]
    return [view_elements(view, context(language)) for view in (*about, *lists)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", [LONG, WIDE, "x"])
def test_everything_about_tickets_is_taken_by_slack_and_told_in_words(language: Language, text: str) -> None:
    for elements in looks(language, ticket(language, text)):
        blocks = blocks_of(elements)
        assert validate(blocks) == []
        assert fallback_of(elements)
        assert "<!" not in fallback_of(elements)
