"""Every view and every form in both languages, as Slack judges them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, get_args

import pytest

from bot.domain.desk import SupportDeskConfig
from bot.domain.forms import AssignForm, HandOverForm, PreviewForm, ReplyForm, ResolveForm
from bot.domain.incoming import HandOverDraft
from bot.domain.language import LANGUAGES, Language
from bot.domain.outgoing import (
    NewsKind,
    NoteKind,
    SystemNotice,
    TicketCard,
    TicketCorrection,
    TicketNews,
    TicketNote,
    TicketStatus,
)
from bot.domain.ticket import STATES, Place, PostedMessage, Ticket
from bot.domain.views import DigestView, HomeView, QueueView, ReportView, RequestsView, TeamQueue, TicketView
from bot.rendering.form_metadata import draft_metadata, preview_metadata, read_draft, read_preview
from bot.rendering.form_views import LONGEST_REPLY, form_view, notice_view
from bot.rendering.targets.block_kit import blocks_of, fallback_of
from bot.rendering.view_elements import view_elements
from bot.texts import load, values_of
from localslack.blockkit.validation import validate
from tests.domain.test_hours import AMSTERDAM
from tests.rendering.examples import CONTEXT, REPLIES
from tests.rendering.reports.report_examples import REPORT

if TYPE_CHECKING:
    from bot.domain.forms import Form
    from bot.domain.views import View
    from bot.rendering.context import RenderContext
    from bot.rendering.document import Element

NOON = datetime(2026, 11, 25, 11, tzinfo=UTC)
LONG = "Waarom doet mijn brievenbus het niet? <!channel> & *vet* " * 60
WIDE = "𝕏" * 3000


def ticket(language: Language, text: str = LONG) -> Ticket:
    return Ticket(
        id="a" * 16,
        number=413,
        team="T1",
        person="UALICE",
        language=language,
        title=" ".join(text.split())[:80],
        text=text[:3000],
        opened_at=NOON,
        home=Place("D1"),
        permalink="https://x.slack.com/archives/C1/p1",
        assignee="UBOB",
        card=PostedMessage("C1", "1.1", 1),
        closed_at=NOON,
        resolved_at=NOON,
        resolution="article",
        article="mailbox",
    )


def desk(language: Language) -> SupportDeskConfig:
    return SupportDeskConfig("C1", AMSTERDAM, language=language)


def context(language: Language) -> RenderContext:
    return replace(CONTEXT, desk=desk(language), message_link=lambda channel, ts: f"https://x/{channel}/{ts}")


@pytest.mark.parametrize("text", [LONG, WIDE, "x", "12345678 123456789"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_is_taken_by_slack(language: Language, text: str) -> None:
    asked = ticket(language, text)
    draft = HandOverDraft("T1", "UALICE", Place("D1"), language, "0" * 16, "https://x.slack.com/archives/C1/p1")
    news = TicketNews(asked.id, "corrected", "UBOB", text[:LONGEST_REPLY], "mailbox")
    forms: list[Form] = [
        *(HandOverForm(draft, text, NOON, is_open_now=is_open) for is_open in (True, False)),
        ReplyForm(asked),
        ReplyForm(asked, is_correction=True),
        ResolveForm(asked),
        AssignForm(asked),
        AssignForm(replace(asked, assignee=None)),
        PreviewForm(asked, news),
    ]
    notice = SystemNotice("asked-already", language, (("number", "413"),))
    views = [*(form_view(form, context(language)) for form in forms), notice_view(notice, context(language))]
    assert [validate(view) for view in views] == [[]] * len(views)


def test_what_a_form_carries_is_read_back() -> None:
    draft = HandOverDraft("T1", "UALICE", Place("C1", "1.1"), "nl", "0" * 16, "https://x", PostedMessage("C1", "1.2"))
    assert read_draft(draft_metadata(draft), "T1", "UALICE") == draft
    news = TicketNews("t1", "question", "UBOB", "One\ntwo", "mailbox")
    assert read_preview(preview_metadata(news)) == ("t1", "question", "mailbox", "One\ntwo")


def _person(text: str) -> str | None:
    """Return somebody, where the text names anybody."""
    return "UBOB" if "person" in values_of(load("en")[text]) else None


def looks(language: Language, asked: Ticket) -> list[tuple[Element, ...]]:
    """Return everything that is posted about a ticket."""
    cards = [
        TicketView(TicketCard("a", 1), replace(asked, state=state, reply=reply))
        for state in STATES
        for reply in (None, *REPLIES)
    ]
    statuses = [TicketView(TicketStatus("a", 1), replace(asked, state=state)) for state in STATES]
    news = [
        TicketView(TicketNews("a", kind, _person(f"news-{kind}"), LONG, "mailbox"), asked)
        for kind in get_args(NewsKind)
    ]
    notes = [
        TicketView(TicketNote("a", kind, _person(f"note-{kind}"), LONG, "mailbox"), asked)
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
