"""What a requester writes while a ticket waits for them: offered, decided on, edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from localslack import ChannelMessage
    from tests.dialogs.desk import Story

pytestmark = [pytest.mark.slow, pytest.mark.in_turn("place")]  # real sockets


@pytest.fixture
def waiting(story: Story) -> Story:
    """Return the story of a request that waits for Alice's answer."""
    story.opens()
    story.replies("bob", "Om welke administratie gaat het?", **{"asks-back": "asks-back"})
    return story


def offer(story: Story) -> ChannelMessage:
    return story.alice.sees(story.alice.dm)[-1]


def test_an_answer_is_passed_on_once_however_often_it_is_pressed_and_its_edit_as_one(waiting: Story) -> None:
    answer = waiting.alice.writes_dm("Administratie 001")
    waiting.rest()
    asked = offer(waiting)
    for _ in range(2):
        waiting.alice.clicks(asked, "relay:answer", is_stale=True)
    waiting.rest()
    waiting.alice.edits(answer, "Administratie 002")
    waiting.rest()
    told = [text for text in waiting.thread() if "Administratie 00" in text]
    assert ["Administratie 001" in text for text in told] == [True, False]
    assert "gewijzigd" in told[1]
    assert "Is dit het?" not in offer(waiting).text


@pytest.mark.parametrize(
    ("question", "number", "is_full"),
    [("reken mijn adres uit", "01035286", False), ("wat is mijn mailboxadres?", "KvK 01035286", True)],
)
def test_a_number_that_the_bot_asked_for_while_a_ticket_waits_is_calculated(
    waiting: Story, question: str, number: str, *, is_full: bool
) -> None:
    waiting.alice.writes_dm(question)
    waiting.rest()
    assert ("relay:question" in str(offer(waiting).blocks)) != is_full
    if not is_full:
        waiting.alice.clicks(offer(waiting), "relay:question")
        waiting.rest()
    waiting.alice.writes_dm(number)
    waiting.rest()
    assert "01035286@facturen.econnect.eu" in offer(waiting).text
    assert waiting.ticket().state == "waiting"


def test_an_answer_below_the_question_is_confirmed(waiting: Story) -> None:
    waiting.alice.writes_dm("Administratie 001", waiting.status_message().ts)
    waiting.rest()
    assert "doorgegeven aan het supportteam" in offer(waiting).text
    assert waiting.ticket().state == "claimed"
