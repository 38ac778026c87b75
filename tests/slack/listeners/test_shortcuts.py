"""The message shortcut, from its payload to what it opens or says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.domain.outgoing import Destination, SystemNotice
from bot.slack.ids import HAND_OVER_SHORTCUT
from tests.slack.payloads import ALICE, CHANNEL

if TYPE_CHECKING:
    from tests.slack.front import Front


def shortcut(**fields: object) -> dict[str, Any]:
    return {
        "type": "message_action",
        "callback_id": HAND_OVER_SHORTCUT,
        "action_ts": "5.5",
        "team": {"id": "T1"},
        "user": {"id": ALICE},
        "channel": {"id": CHANNEL},
        "message": {"ts": "1.1", "text": "Nobody answered this"},
        "trigger_id": "t",
        "response_url": "https://hooks.slack.com/app/1",
        **fields,
    }


def test_where_no_team_is_set_up_the_person_is_told_where_they_are(front: Front) -> None:
    assert front.take(shortcut()) == 200
    (outgoing,) = front.outbox()
    assert outgoing.body == SystemNotice("no-team", "en")
    assert outgoing.destination == Destination(
        "T1", CHANNEL, reply_link="https://hooks.slack.com/app/1", person=ALICE
    )


def test_without_a_reply_link_they_are_told_directly(front: Front) -> None:
    assert front.take(shortcut(response_url="")) == 200
    (outgoing,) = front.outbox()
    assert outgoing.destination == Destination("T1", ALICE, person=ALICE)
