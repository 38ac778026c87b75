"""The shortcuts, from their payloads to what they open or say."""

from __future__ import annotations

import pytest

from bot.domain.outgoing import Destination, SystemNotice
from tests.slack.front import Front, away_store
from tests.slack.payloads import ALICE, CHANNEL, global_shortcut, message_shortcut


def test_where_no_team_is_set_up_the_person_is_told_where_they_are(front: Front) -> None:
    assert front.take(message_shortcut()) == 200
    (outgoing,) = front.outbox()
    assert outgoing.body == SystemNotice("no-team", "en")
    assert outgoing.destination == Destination(
        "T1", CHANNEL, reply_link="https://hooks.slack.com/app/1", person=ALICE
    )


def test_without_a_reply_link_they_are_told_directly(front: Front) -> None:
    assert front.take(message_shortcut(response_url="")) == 200
    (outgoing,) = front.outbox()
    assert outgoing.destination == Destination("T1", ALICE, person=ALICE)


def number_and_version(front: Front) -> list[str | None]:
    """Return what stands in the two fields of the form that was opened."""
    (view,) = front.opened()
    fields = [block["element"] for block in view["blocks"] if block["type"] == "input"]
    return [field.get("initial_value") for field in fields]


def test_a_messages_numbers_stand_in_the_form(front: Front) -> None:
    message = {"ts": "1.1", "text": "KvK 12345678 &amp; update 414"}
    assert front.take(message_shortcut(callback_id="numbers", message=message)) == 200
    assert number_and_version(front) == ["12345678", "414"]
    assert front.outbox() == []


@pytest.mark.parametrize("callback_id", ["setup", "calculator"])
def test_each_of_the_shortcuts_that_are_there_everywhere_opens_its_form(front: Front, callback_id: str) -> None:
    assert front.take(global_shortcut(callback_id)) == 200
    assert [view["callback_id"] for view in front.opened()] == [f"form:{callback_id}"]


def test_numbers_are_checked_while_the_store_is_away() -> None:
    front = Front(away_store())
    assert front.take(message_shortcut(callback_id="numbers")) == 200
    assert front.take(global_shortcut("calculator")) == 200
    assert [view["callback_id"] for view in front.opened()] == ["form:calculator"] * 2
