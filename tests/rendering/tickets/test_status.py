from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, get_args

import pytest

from bot.domain.ticket import NOBODY
from bot.domain.ticket_bodies import TicketNews
from bot.domain.told_kinds import NewsKind
from bot.rendering import action_ids
from bot.rendering.document import Actions, Button
from bot.rendering.targets.plain_text import to_plain_text
from bot.rendering.tickets.status import correction, news, requests, status
from bot.texts import get
from tests.rendering.ticket_examples import NOON, context, desk, person_in, ticket

if TYPE_CHECKING:
    from bot.domain.ticket import Resolution, TicketState
    from bot.rendering.document import Element

OPEN = replace(ticket("en", "Where is *it*? 123456782"), state="open", assignee=None)


def actions(elements: tuple[Element, ...]) -> list[str]:
    return [
        button.action
        for element in elements
        if isinstance(element, Actions)
        for button in element.elements
        if isinstance(button, Button)
    ]


@pytest.mark.parametrize(
    ("state", "words", "buttons"),
    [
        ("open", "You'll get an answer by 25 Nov 2026 16:00", [action_ids.WITHDRAW]),
        ("claimed", "@UBOB", [action_ids.WITHDRAW]),
        ("waiting", "@UBOB", [action_ids.WITHDRAW]),
        ("resolved", "@UBOB", []),
        ("closed", "25 Dec 2026", [action_ids.REOPEN]),
    ],
)
def test_a_status_says_how_it_stands_and_what_can_be_done(state: TicketState, words: str, buttons: list[str]) -> None:
    shown = status(replace(ticket("en", "Where?"), state=state, closed_at=NOON), desk("en"))

    assert words in to_plain_text(shown)
    assert actions(shown) == buttons


@pytest.mark.parametrize(
    ("how", "words", "asked"),
    [
        ("reply", "Marked as solved by @UBOB.", "thinks your request #413 is solved"),
        ("duplicate", "the same question is already with the team", "the same question is already with the team"),
        (
            "out-of-scope",
            "this isn't something this team can help with",
            "it isn't something this team can help with",
        ),
    ],
)
def test_what_was_not_answered_is_not_called_so(how: Resolution, words: str, asked: str) -> None:
    ended = replace(OPEN, state="resolved", assignee="UBOB", resolution=how, responded_at=NOON, resolved_at=NOON)
    said = to_plain_text(news(TicketNews("t1", "resolved", "UBOB"), ended, context("en")))

    assert words in to_plain_text(status(ended, desk("en")))
    assert asked in said
    assert ("solved" in said) is (how == "reply")


def test_where_a_question_was_asked_privately_it_is_not_said_to_be_in_the_thread() -> None:
    waiting = replace(OPEN, state="waiting", assignee="UBOB", is_asked_privately=True)

    assert "direct messages" in to_plain_text(status(waiting, desk("en")))
    assert "this thread" in to_plain_text(status(replace(waiting, is_asked_privately=False), desk("en")))


@pytest.mark.parametrize("kind", ["reply", "question"])
def test_a_private_word_says_where_it_is_answered(kind: NewsKind) -> None:
    said = to_plain_text(news(TicketNews("t", kind, "UBOB", "x", is_private=True), OPEN, context("en")))

    assert "this message's thread" in said
    assert "you alone" in said


def test_at_night_a_status_says_when_the_team_is_back() -> None:
    night = replace(OPEN, opened_at=NOON + timedelta(hours=12))

    assert "26 Nov 2026" in to_plain_text(status(night, desk("en")))


def test_who_was_forgotten_is_somebody() -> None:
    shown = status(replace(OPEN, state="claimed", assignee=NOBODY), desk("en"))

    assert get("somebody", "en").lower() in to_plain_text(shown).lower()


@pytest.mark.parametrize("kind", get_args(NewsKind))
def test_news_show_what_was_written_whole_and_the_article(kind: NewsKind) -> None:
    shown = news(TicketNews("t", kind, person_in(f"news-{kind}"), "Do *this*", "mailbox"), OPEN, context("en"))

    assert "> Do *this*\n\nThe mailbox\n\nAbout The mailbox: update 413." in to_plain_text(shown)


def test_an_article_that_is_gone_is_left_out() -> None:
    assert "gone" not in to_plain_text(news(TicketNews("t", "reply", "UBOB", "x", "gone"), OPEN, context("en")))


def test_a_correction_says_where_the_right_answer_is() -> None:
    assert "#413" in to_plain_text(correction(OPEN))


def test_requests_are_listed_without_nine_digits() -> None:
    shown = requests((OPEN, replace(OPEN, number=2, state="resolved")), "en")

    assert "#413 · open · Where is *it*? (9 digits, not shown)" in to_plain_text(shown)
    assert actions(shown) == [action_ids.WITHDRAW, action_ids.CONFIRM, action_ids.REOPEN]


def test_who_has_no_requests_is_told_how_to_make_one() -> None:
    assert "/econnect-support" in to_plain_text(requests((), "en"))


@pytest.mark.parametrize("state", ["open", "claimed", "waiting", "resolved"])
def test_until_it_is_closed_the_requester_reads_what_is_kept_and_for_how_long(state: TicketState) -> None:
    stands = replace(OPEN, state=state, assignee="UBOB")
    kept = get("status-kept", "en")

    assert kept in to_plain_text(status(stands, desk("en")))
    assert kept not in to_plain_text(status(replace(stands, state="closed"), desk("en")))


def test_while_nobody_in_the_team_sees_it_an_open_request_does_not_say_that_they_have_it() -> None:
    unseen, seen = (to_plain_text(status(OPEN, desk("en"), is_unseen=is_unseen)) for is_unseen in (True, False))

    assert "hasn't reached the support team" in unseen
    assert "The support team has your request" not in unseen
    assert "The support team has your request" in seen
