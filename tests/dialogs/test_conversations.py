"""Whole conversations in a channel's thread, of which only the first turn mentions the bot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conversations import FILES, conversations
from tests.slack.running import until

if TYPE_CHECKING:
    from tests.dialogs.desk import Story

pytestmark = [pytest.mark.slow, pytest.mark.in_turn("place")]  # real sockets

TALKS = conversations(FILES[0])


@pytest.mark.parametrize("name", TALKS)
def test_each_turn_is_answered_once_and_what_is_no_follow_up_is_logged_as_a_question(story: Story, name: str) -> None:
    slack, general = story.stage.slack, story.stage.slack.channels["general"]
    first, *later = TALKS[name]
    others = [turn for turn in later if turn.needs_no_mention]
    asked = story.alice.says(general, f"{slack.bot_mention} {first.says}")
    slack.wait_for_reply(asked, timeout=story.seconds)
    for number, turn in enumerate(others, 2):
        story.alice.says(general, turn.says, asked.ts)
        slack.wait_for_reply(asked, number, timeout=story.seconds)
    slack.settle()
    until(lambda: not story.stage.store.outbox.waiting(), story.seconds)

    replies = [each for each in story.alice.sees(general) if each.thread_ts == asked.ts and each.bot_id]
    assert len(replies) == 1 + len(others)
    assert len(others) >= len(later) - 2
    logged = story.stage.store.latest_questions(slack.app.installed_in, story.alice.id, 99)
    assert len(logged) == sum(turn.taken == "question" for turn in (first, *others))
