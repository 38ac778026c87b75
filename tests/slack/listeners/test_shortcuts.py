"""The message shortcut, from its payload to what it opens or says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.outgoing import Destination, SystemNotice
from tests.slack.payloads import ALICE, CHANNEL, message_shortcut

if TYPE_CHECKING:
    from tests.slack.front import Front


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
