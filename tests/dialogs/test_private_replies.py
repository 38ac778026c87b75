"""What the team says to one person alone, where a ticket was asked in a channel, and what they write back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from localslack import ChannelMessage
    from tests.dialogs.desk import Story

pytestmark = [pytest.mark.slow, pytest.mark.in_turn("place")]  # real sockets


def asked_in_channel(story: Story, channel: str = "general") -> ChannelMessage:
    """Have a question of Alice's in a channel handed over."""
    slack = story.stage.slack
    question = story.alice.says(slack.channels[channel], f"{slack.bot_mention} wat kost het?")
    story.ask_human(slack.wait_for_reply(question))
    return question


def last_direct(story: Story) -> ChannelMessage:
    return story.alice.sees(story.alice.dm)[-1]


def below_question(story: Story, question: ChannelMessage) -> str:
    thread = story.alice.sees(story.stage.slack.channels["general"], question.ts)
    return "\n".join(message.text for message in thread)


@pytest.mark.parametrize("values", [{}, {"asks-back": "asks-back"}], ids=["reply", "question"])
def test_what_is_written_below_a_private_word_reaches_the_team(story: Story, values: dict[str, str]) -> None:
    asked_in_channel(story)
    story.replies("bob", "Onder ons.", private="private", **values)
    first = last_direct(story)
    assert "Onder ons." in first.text
    story.alice.writes_dm("Ook onder ons.", first.ts)
    story.rest()
    assert "Ook onder ons." in story.thread()[-1]
    assert story.ticket().state == "claimed"
    story.replies("carol", "En nog iets.", private="private")
    assert last_direct(story).thread_ts == first.ts
    story.alice.writes_dm("Dank je!", first.ts)
    story.rest()
    assert "Dank je!" in story.thread()[-1]


def test_a_private_question_is_announced_where_it_is(story: Story) -> None:
    question = asked_in_channel(story)
    story.replies("bob", "Wat is je klantnummer?", private="private", **{"asks-back": "asks-back"})
    assert "in deze thread" not in below_question(story, question)
    assert "directe berichten" in story.status()
    assert "Wat is je klantnummer?" not in below_question(story, question)
    assert "in de thread van dit bericht" in last_direct(story).text
    story.replies("bob", "En welke administratie?", **{"asks-back": "asks-back"})
    assert "in deze thread" in story.status()


def test_an_answer_to_a_private_question_may_be_typed_beside_it(story: Story) -> None:
    asked_in_channel(story)
    story.replies("bob", "Wat is je klantnummer?", private="private", **{"asks-back": "asks-back"})
    story.alice.writes_dm("Klant 001")
    story.rest()
    story.alice.clicks(last_direct(story), "relay:answer")
    story.rest()
    assert "Klant 001" in story.thread()[-1]


def test_what_is_written_below_news_that_had_to_be_said_directly_reaches_the_team(story: Story) -> None:
    asked_in_channel(story, "passing")
    story.presses("bob", "claim")
    passing = story.stage.slack.channels["passing"]
    story.alice.removes_bot(passing)
    story.replies("bob", "Kijk in de prijslijst.")
    first = last_direct(story)
    assert "Kijk in de prijslijst." in first.text
    story.replies("bob", "Bladzijde 3.")
    assert last_direct(story).thread_ts == first.ts
    story.alice.writes_dm("Welke?", first.ts)
    story.rest()
    assert "Welke?" in story.thread()[-1]
    story.alice.invites_bot(passing)
