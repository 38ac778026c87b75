"""Modals that open beside the ack, and every form in both languages as Slack judges it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, get_args

import pytest

from bot.domain.desk import SupportDeskConfig
from bot.domain.language import LANGUAGES, Language
from bot.domain.outgoing import NewsKind, NoteKind, SystemNotice, TicketNews, TicketNote
from bot.domain.ticket import STATES, Place, PostedMessage, Ticket
from bot.rendering import forms, homes
from bot.rendering.reports.report_summary import summary_of
from bot.rendering.reports.report_tables import Words
from bot.rendering.targets.block_kit import blocks_of, fallback_of
from bot.rendering.tickets import card as of_team
from bot.rendering.tickets import queue, status
from bot.slack.outbound.modals import SlackModals
from bot.slack.web_api import new_client
from bot.texts import load, values_of
from localslack import LocalSlack
from localslack.blockkit import validate
from tests.clocks import CLOCK
from tests.domain.test_hours import AMSTERDAM
from tests.rendering.examples import CONTEXT, REPLIES
from tests.rendering.test_reports import REPORT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.rendering.document import Element

MANIFEST = Path(__file__).parents[2] / "manifest.yml"
NOON = datetime(2026, 11, 25, 11, tzinfo=UTC)
MIDNIGHT = NOON + timedelta(hours=12)
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


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack(MANIFEST, clock=CLOCK.seconds) as running:
        yield running


def desk(language: Language) -> SupportDeskConfig:
    return SupportDeskConfig("C1", AMSTERDAM, language=language)


@pytest.mark.parametrize("text", [LONG, WIDE, "x", "12345678 123456789"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_is_taken_by_slack(language: Language, text: str) -> None:
    asked = ticket(language, text)
    views = [
        *(forms.hand_over_form(text, "{}", language, desk(language), now) for now in (NOON, MIDNIGHT)),
        forms.reply_form(asked, CONTEXT, language),
        forms.reply_form(asked, CONTEXT, language, is_correction=True),
        forms.resolve_form(asked, CONTEXT, language),
        forms.assign_form(asked, language),
        forms.assign_form(replace(asked, assignee=None), language),
        forms.notice_view(SystemNotice("asked-already", language, (("number", "413"),))),
    ]
    news = TicketNews(asked.id, "corrected", "UBOB", text[: forms.LONGEST_REPLY], "mailbox")
    preview = blocks_of(status.news(news, asked, CONTEXT))
    views.append(forms.check_form(asked, preview, "x" * 3000, language))
    assert [validate(view) for view in views] == [[]] * len(views)


def _person(text: str) -> str | None:
    """Somebody, where the text names anybody."""
    return "UBOB" if "person" in values_of(load("en")[text]) else None


def looks(language: Language, asked: Ticket) -> list[tuple[Element, ...]]:
    """Everything that is posted about a ticket."""
    team = desk(language)
    cards = [
        of_team.card(replace(asked, state=state, reply=reply), CONTEXT, team)
        for state in STATES
        for reply in (None, *REPLIES)
    ]
    statuses = [status.status(replace(asked, state=state), team) for state in STATES]
    news = [
        status.news(TicketNews("a", kind, _person(f"news-{kind}"), LONG, "mailbox"), asked, CONTEXT)
        for kind in get_args(NewsKind)
    ]
    notes = [
        of_team.note(TicketNote("a", kind, _person(f"note-{kind}"), LONG, "mailbox"), asked, CONTEXT, team)
        for kind in get_args(NoteKind)
    ]
    many = [replace(asked, number=number, state="open") for number in range(10)]
    lists = [
        queue.queue(many, "x", team, lambda channel, ts: f"https://x/{channel}/{ts}", "/econnect-triage open p2"),
        queue.digest(many, many, team, lambda channel, ts: f"https://x/{channel}/{ts}"),
        status.requests(many, language),
        homes.support_member(many, many, many, team, lambda channel, ts: f"https://x/{channel}/{ts}"),
        homes.requester(many, language),
        summary_of(REPORT, Words(CONTEXT, language)),
    ]
    return [*cards, *statuses, *news, *notes, *lists]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", [LONG, WIDE, "x"])
def test_everything_about_tickets_is_taken_by_slack_and_told_in_words(language: Language, text: str) -> None:
    for pieces in looks(language, ticket(language, text)):
        blocks = blocks_of(pieces)
        assert validate(blocks) == []
        assert fallback_of(pieces)
        assert "<!" not in fallback_of(pieces)


def test_a_modal_opens_for_whom_it_was_asked(slack: LocalSlack) -> None:
    alice = slack.people["alice"]
    alice.types("/econnect-help")
    trigger = slack.deliveries("/econnect-help")[-1].payload["trigger_id"]
    view = forms.notice_view(SystemNotice("handed-over", "en"))
    SlackModals(new_client(slack.bot_token, slack.api_url)).open(trigger, view, lambda: None)
    assert slack.wait_for(lambda: alice.modal).content["callback_id"] == "told"


@pytest.mark.parametrize("fault", ["error:expired_trigger_id", "500", "reset-before"])
def test_where_it_does_not_open_the_person_is_told(
    slack: LocalSlack, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    slack.faults.for_calls("views.open", fault)
    told = Event()
    SlackModals(new_client(slack.bot_token, slack.api_url)).open(
        "t", forms.notice_view(SystemNotice("handed-over", "en")), told.set
    )
    assert told.wait(10)
    assert "A modal did not open" in caplog.text


def test_where_that_cannot_be_told_either_it_is_logged(slack: LocalSlack, caplog: pytest.LogCaptureFixture) -> None:
    reached = Event()

    def fails() -> None:
        reached.set()
        raise LookupError("a canary")

    SlackModals(new_client(slack.bot_token, slack.api_url)).open(
        "t", forms.notice_view(SystemNotice("handed-over", "en")), fails
    )
    assert reached.wait(10)
    slack.settle()
    assert "canary" not in caplog.text
