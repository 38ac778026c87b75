"""Buttons, from their payload to the outbox."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from bot.domain.outgoing import Destination, ReplyMessage, SystemNotice
from bot.domain.reply import HandOver
from bot.slack.app import build_app
from bot.slack.transport.dispatching import dispatcher
from tests.slack.fakes import new_slack
from tests.slack.front import Front, away_store, text_of
from tests.slack.payloads import ALICE, CHANNEL, DIRECT, click, command, message

if TYPE_CHECKING:
    from collections.abc import Callable


def test_a_button_is_answered_in_the_thread_where_it_stands(front: Front) -> None:
    assert front.take(click("article:prerequisites", thread_ts="1.1")) == 200
    (outgoing,) = front.outbox()
    assert outgoing.destination == Destination("T1", CHANNEL, "1.1", person=ALICE)
    assert text_of(outgoing) == "en answer prerequisites"


def test_a_button_in_a_direct_message_is_answered_there_in_the_language_of_the_talk(front: Front) -> None:
    front.take(message("onduidelijk"))
    front.clock.pass_time(hours=2)
    front.take(click("article:prerequisites", channel_id=DIRECT))
    assert front.outbox()[1].destination == Destination("T1", DIRECT, person=ALICE)
    front.take(click("article:help", channel_id=DIRECT, action_ts="6.6"))
    assert front.says() == ["nl answer help"]


def test_a_button_that_only_its_person_sees_is_answered_by_its_response_url(front: Front) -> None:
    front.ack(command("/econnect", "onduidelijk"))
    front.take(click("article:prerequisites", is_ephemeral=True))
    (outgoing,) = front.outbox()
    assert outgoing.destination == Destination(
        "T1", CHANNEL, reply_link="https://hooks.slack.com/actions/1", person=ALICE
    )
    assert text_of(outgoing) == "nl answer prerequisites"


def test_a_press_that_comes_twice_is_answered_once_and_a_second_press_again(front: Front) -> None:
    said = []
    for action_ts in ("5.5", "5.5", "6.6"):
        front.take(click("article:prerequisites", action_ts=action_ts))
        said.append(len(front.outbox()))
    assert said == [1, 0, 1]


def test_none_of_these_hands_over(front: Front) -> None:
    front.take(click("none-of-these"))
    (outgoing,) = front.outbox()
    assert outgoing.body == ReplyMessage(HandOver("en", gap=None, confidence=0.0, is_after_choice=True), trace_id="")


@pytest.mark.parametrize("action", ["article:gone", "from-before-the-upgrade", "article:"])
def test_an_old_button_gets_a_clear_word(front: Front, action: str) -> None:
    assert front.take(click(action)) == 200
    assert front.outbox()[0].body == SystemNotice("old-button", "en")


class WaitingModals:
    """Opens nothing before it is told to."""

    def __init__(self) -> None:
        self.draws: list[Callable[[], dict[str, Any]]] = []

    def open(self, trigger_id: str, draw: Callable[[], dict[str, Any]], otherwise: Callable[[], None]) -> None:  # noqa: ARG002 - as Slack's do
        self.draws.append(draw)


def test_why_is_looked_up_and_worked_out_beside_the_ack() -> None:
    modals = WaitingModals()
    slack = replace(new_slack(away_store()), modals=modals)
    assert dispatcher(build_app(slack))(click("explain"), {}).status == 200
    (draw,) = modals.draws
    assert "My database is unavailable" in str(draw())
