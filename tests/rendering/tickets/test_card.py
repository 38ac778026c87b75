from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, get_args

import pytest

from bot.domain.reply import Answer, Calculation, Clarification, HandOver, Match
from bot.domain.ticket_bodies import TicketNote
from bot.domain.told_kinds import NoteKind
from bot.rendering import action_ids
from bot.rendering.document import Actions, Button, Menu
from bot.rendering.targets.mrkdwn import to_mrkdwn
from bot.rendering.targets.plain_text import to_plain_text
from bot.rendering.tickets.card import card, note
from bot.texts import get
from tests.rendering.examples import ADDRESS
from tests.rendering.ticket_examples import context, desk, person_in, ticket

if TYPE_CHECKING:
    from bot.domain.reply import Reply
    from bot.domain.ticket import TicketState
    from bot.rendering.document import Element

OPEN = replace(ticket("en", "Where is *it*? 123456782"), state="open", assignee=None, resolution=None)


def pressable(elements: tuple[Element, ...]) -> tuple[list[str], list[str]]:
    """Return the buttons, and what is in the menu."""
    ((actions),) = (element for element in elements if isinstance(element, Actions))
    buttons = [each.action for each in actions.elements if isinstance(each, Button)]
    menus = [
        value.partition(":")[0] for each in actions.elements if isinstance(each, Menu) for value, _ in each.options
    ]
    return buttons, menus


@pytest.mark.parametrize(
    ("kind", "due"),
    [
        ("response-late", "25 Nov 2026 16:00"),
        ("resolution-soon", "27 Nov 2026 12:00"),
        ("resolution-late", "27 Nov 2026 12:00"),
    ],
)
def test_each_reminder_names_its_own_deadline_also_where_nobody_has_answered(kind: NoteKind, due: str) -> None:
    assert OPEN.responded_at is None
    assert due in to_plain_text(note(TicketNote(OPEN.id, kind), OPEN, context("en"), desk("en")))


def test_a_question_that_stands_whole_in_the_title_is_not_shown_twice() -> None:
    longer = replace(OPEN, text=f"{OPEN.text}\n\nSince yesterday.")

    assert "> " not in to_plain_text(card(OPEN, context("en"), desk("en")))
    assert "> Where is *it*?" in to_plain_text(card(longer, context("en"), desk("en")))


def test_a_card_says_who_asked_what_and_by_when() -> None:
    text = to_plain_text(card(OPEN, context("en"), desk("en")))

    assert text.startswith(
        "#413 · Where is *it*? (9 digits, not shown)\n\nOpen · asked by @UALICE 25 Nov 2026 12:00\n\n"
    )
    assert "(https://x.slack.com/archives/C1/p1)" in text
    assert "25 Nov 2026 16:00" in text
    assert "123456782" not in text


@pytest.mark.parametrize(
    ("state", "buttons", "menu"),
    [
        ("open", ["claim", "assign", "reply", "resolve"], ["dismiss"]),
        ("claimed", ["assign", "reply", "resolve"], ["wait", "dismiss"]),
        ("waiting", ["assign", "reply", "resolve"], ["dismiss"]),
        ("resolved", ["reply"], ["reopen"]),
        ("closed", [], ["reopen"]),
    ],
)
def test_each_state_has_its_buttons(state: TicketState, buttons: list[str], menu: list[str]) -> None:
    shown = card(replace(OPEN, state=state), context("en"), desk("en"))

    assert pressable(shown) == ([action_ids.TICKET_BUTTON + name for name in buttons], menu)


def test_only_a_reply_that_said_something_can_be_put_right() -> None:
    answered = card(replace(OPEN, reply=Answer("en", ("mailbox",), 0.9)), context("en"), desk("en"))
    handed_over = card(replace(OPEN, reply=HandOver("en", None, 0.1)), context("en"), desk("en"))

    assert "correct" in pressable(answered)[1]
    assert "correct" not in pressable(handed_over)[1]


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (Answer("en", ("mailbox", "gone"), 0.9), "The mailbox"),
        (Clarification("en", ("mailbox", "version"), 0.5), "The mailbox; The version"),
        (Calculation("en", ADDRESS), "01035286@facturen.econnect.eu"),
        (HandOver("en", None, 0.1, (Match("greeting", 0.5), Match("version", 0.3))), "The version"),
    ],
)
def test_a_card_says_what_the_bot_said(reply: Reply, words: str) -> None:
    text = to_plain_text(card(replace(OPEN, reply=reply), context("en"), desk("en")))

    assert words in text
    assert "Hello" not in text


@pytest.mark.parametrize("reply", [Clarification("en", (), 0.4, unknown="X"), HandOver("en", None, 0.1)])
def test_where_nothing_was_near_none_is_named(reply: Reply) -> None:
    text = to_plain_text(card(replace(OPEN, reply=reply), context("en"), desk("en")))
    assert get("card-nothing-near", "en") in text


@pytest.mark.parametrize("kind", [kind for kind in get_args(NoteKind) if kind not in {"undelivered", "outdated"}])
def test_a_note_says_what_was_written_without_nine_digits(kind: NoteKind) -> None:
    update = TicketNote("t", kind, person_in(f"note-{kind}"), "It is *123456782*", "mailbox")
    text = to_plain_text(note(update, replace(OPEN, assignee="UBOB"), context("en"), desk("en")))

    assert "123456782" not in text
    assert "> It is *(9 digits, not shown)*" in text
    assert "The mailbox" in text


@pytest.mark.parametrize("kind", ["undelivered", "outdated"])
def test_what_was_not_delivered_says_why(kind: NoteKind) -> None:
    update = TicketNote("t", kind, text="is_archived")

    assert "is_archived" in to_plain_text(note(update, OPEN, context("en"), desk("en")))


def test_an_answer_calls_who_has_the_ticket() -> None:
    update = TicketNote("t", "answered", "UALICE", "So?")
    claimed = replace(OPEN, state="claimed", assignee="UBOB")

    assert to_mrkdwn(note(update, claimed, context("en"), desk("en"))).startswith("<@UBOB> · <@UALICE> answered:")
    assert to_mrkdwn(note(update, OPEN, context("en"), desk("en"))).startswith("<@UALICE> answered:")


def test_words_that_came_late_are_passed_on_with_when_they_were_written() -> None:
    late = TicketNote("t1", "answered", "UALICE", "so", written_at="2026-11-25T08:00:00+00:00")

    assert "Written on 25 Nov 2026 09:00" in to_plain_text(note(late, OPEN, context("en"), desk("en")))
