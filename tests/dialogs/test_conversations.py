"""Whole conversations in a channel's thread: the bot is mentioned in the first turn, and where it takes that."""

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
    asked = story.alice.says(general, f"{slack.bot_mention} {first.says}")
    slack.wait_for_reply(asked, timeout=story.seconds)
    for number, turn in enumerate(later, 2):
        mention = "" if turn.needs_no_mention else f"{slack.bot_mention} "
        story.alice.says(general, mention + turn.says, asked.ts)
        slack.wait_for_reply(asked, number, timeout=story.seconds)
    slack.settle()
    until(lambda: not story.stage.store.outbox.waiting(), story.seconds)

    replies = [each for each in story.alice.sees(general) if each.thread_ts == asked.ts and each.bot_id]
    assert len(replies) == len(TALKS[name])
    assert sum(turn.needs_no_mention for turn in later) >= len(later) - 2
    logged = story.stage.store.latest_questions(slack.app.installed_in, story.alice.id, 99)
    assert len(logged) == sum(turn.taken == "question" for turn in TALKS[name])
