"""A private answer is shared in its channel, over both transports and on both databases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from localslack import ChannelMessage
    from tests.dialogs.desk import Story

pytestmark = [pytest.mark.slow, pytest.mark.in_turn("place")]  # real sockets


def shared_in(story: Story, channel: str) -> list[ChannelMessage]:
    """Ask something in a channel by command, share it, and return what Bob sees there."""
    place = story.stage.slack.channels[channel]
    answer = story.alice.types("/econnect welke versie heb ik nodig?", place)
    assert answer is not None
    assert not [each for each in story.person("bob").sees(place) if story.alice.id in each.text]
    story.alice.clicks(answer, "share")
    story.rest()
    return [each for each in story.person("bob").sees(place) if story.alice.id in each.text]


@pytest.mark.parametrize("channel", ["general", "elsewhere"])  # in one of them the bot is no member
def test_everybody_there_sees_who_asked_what_and_the_answer(story: Story, channel: str) -> None:
    (shared,) = shared_in(story, channel)

    assert f"<@{story.alice.id}> vroeg dit" in shared.text
    assert "welke versie heb ik nodig?" in shared.text
    assert "update 413" in shared.text
    assert not shared.ephemeral_to


def test_in_direct_messages_there_is_nobody_to_share_it_with(story: Story) -> None:
    answer = story.alice.types("/econnect welke versie heb ik nodig?")
    assert answer is not None
    with pytest.raises(LookupError):
        story.alice.clicks(answer, "share")
