"""What is set for a channel where it is renamed, archived, shared with a partner, or a group DM."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from localslack.workspace_spec import ChannelSpec, PersonSpec, WorkspaceSpec
from tests.dialogs.desk import Story
from tests.dialogs.running import staged
from tests.dialogs.test_channel_manners import AS_EVERYWHERE, mentions, sets, whispers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from localslack import Channel
    from tests.dialogs.running import Stage

pytestmark = pytest.mark.slow  # real sockets

MANIFEST = Path(__file__).parents[2] / "manifest.yml"
GENERAL, SHARED, GROUP = "general", "with-partner", "mpdm-alice--bob"
PEOPLE = WorkspaceSpec(
    (
        PersonSpec("alice", "Alice"),
        PersonSpec("bob", "Bob"),
        PersonSpec("peggy", "Peggy Partner", team="partner"),
    ),
    (
        ChannelSpec(GENERAL, ("alice", "bob")),
        ChannelSpec(SHARED, ("alice", "bob", "peggy")),
        ChannelSpec(GROUP, ("alice", "bob"), is_group_dm=True),
        ChannelSpec("triage", ("bob", "peggy"), is_private=True),
    ),
)
OFF = "switched off in this channel"
QUESTION = "which version of Exact Globe do I need?"


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[Stage]:
    url = f"sqlite:///{tmp_path_factory.mktemp('set')}/bot.db"
    with staged("http", MANIFEST, cache, url, PEOPLE) as running:
        yield running


@pytest.fixture
def story(stage: Stage) -> Story:
    return Story(stage, stage.slack.people["alice"])


def is_off(story: Story, channel: Channel) -> bool:
    """Return whether whoever asks there is told alone that the bot is off, and nobody is answered."""
    before = len(whispers(story, channel))
    asked = mentions(story, channel, QUESTION)
    seen = [each for each in story.person("bob").sees(channel, asked.ts) if each.bot_id and not each.ephemeral_to]
    is_told = any(OFF in each for each in whispers(story, channel)[before:])
    assert is_told != bool(seen)
    return is_told


def test_a_channel_that_is_renamed_stays_as_it_is_set(story: Story) -> None:
    slack = story.stage.slack
    channel = slack.channels[GENERAL]
    sets(story, channel, listens="off")
    renamed = replace(channel, name="everybody")
    slack._state.workspace.put_channel(renamed)  # noqa: SLF001 - nobody of the bot's can rename one

    assert is_off(story, renamed)
    another = replace(channel, id="C0ANOTHER1")
    slack._state.workspace.put_channel(another)  # noqa: SLF001 - as above
    assert not is_off(story, another)
    slack._state.workspace.put_channel(channel)  # noqa: SLF001 - as above
    sets(story, channel)


def test_what_is_saved_after_the_channel_was_archived_holds_when_it_is_opened_again(story: Story) -> None:
    slack, bob = story.stage.slack, story.person("bob")
    channel = slack.channels[SHARED]
    bob.types("/econnect-channel", channel)
    slack.archive(channel)
    saved = story.sends_form(bob, AS_EVERYWHERE | {"listens": "off"})
    assert saved.trouble == ""

    opened = bob.unarchives(slack.channels[SHARED])
    slack._state.workspace.put_channel(channel)  # noqa: SLF001 - with its members, as they join again
    assert opened.id == channel.id
    assert is_off(story, channel)
    sets(story, channel)


def test_in_a_shared_channel_our_team_sets_it_for_all_and_the_partner_does_not(story: Story) -> None:
    slack = story.stage.slack
    channel, peggy = slack.channels[SHARED], Story(story.stage, slack.people["peggy"])
    refused = peggy.alice.types("/econnect-channel", channel)
    assert refused is not None
    assert "is not a valid command" in refused.text  # Slack has the commands of an app where it is installed only

    sets(story, channel, listens="off")
    assert is_off(peggy, channel)
    assert is_off(story, channel)
    sets(story, channel)


def test_a_group_dm_can_be_set_too(story: Story) -> None:
    group = story.stage.slack.channels[GROUP]
    refused = story.alice.types("/econnect-channel", group)
    assert refused is not None
    assert "alleen leden van het supportteam" in refused.text
    sets(story, group, listens="off")
    assert is_off(story, group)
    sets(story, group)
    assert not is_off(story, group)
