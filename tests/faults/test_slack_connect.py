"""People of a partner's workspace in channels shared with it: they ask and send forms, and are never the team."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from localslack.workspace_spec import ChannelSpec, PersonSpec, WorkspaceSpec
from tests.dialogs.desk import Story
from tests.dialogs.running import staged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from localslack import ChannelMessage
    from tests.dialogs.running import Stage

pytestmark = pytest.mark.slow  # real sockets

MANIFEST = Path(__file__).parents[2] / "manifest.yml"
SHARED = "with-partner"
PEOPLE = WorkspaceSpec(
    (
        PersonSpec("alice", "Alice"),
        PersonSpec("bob", "Bob"),
        PersonSpec("peggy", "Peggy Partner", team="partner"),
        PersonSpec("walter", "Walter Partner", team="partner", is_enterprise=True),
    ),
    (
        ChannelSpec(SHARED, ("alice", "bob", "peggy", "walter")),
        ChannelSpec("triage", ("bob", "peggy", "walter"), is_private=True),
    ),
)


@pytest.fixture(params=["http", "socket"], scope="module")
def stage(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[Stage]:
    url = f"sqlite:///{tmp_path_factory.mktemp('partner')}/bot.db"
    with staged(request.param, MANIFEST, cache, url, PEOPLE) as running:
        yield running


def reply_to(story: Story, text: str) -> ChannelMessage:
    """Return what the bot replies to a mention in the shared channel."""
    slack = story.stage.slack
    return slack.wait_for_reply(story.alice.says(slack.channels[SHARED], f"{slack.bot_mention} {text}"))


@pytest.mark.parametrize("name", ["peggy", "walter", "alice"])
def test_whoever_asks_in_a_shared_channel_is_answered_and_may_send_the_form(stage: Stage, name: str) -> None:
    """Row 4."""
    story = Story(stage, stage.slack.people[name])
    assert "At least update" in reply_to(story, "which version of Exact Globe do I need?").text
    submission = story.ask_human(reply_to(story, "what does a subscription cost?"))
    assert submission.trouble == ""
    assert "what does a subscription cost?" in story.card().text


def test_a_partner_in_a_shared_triage_channel_is_not_in_the_team(stage: Stage) -> None:
    """Row 5."""
    story = Story(stage, stage.slack.people["alice"])
    story.ask_human(reply_to(story, "how do I cancel my subscription?"))
    for name in ("peggy", "walter"):
        story.presses(name, "claim")
        assert (story.ticket().state, story.ticket().assignee) == ("open", None)
    story.presses("bob", "claim")
    assert (story.ticket().state, story.ticket().assignee) == ("claimed", stage.slack.people["bob"].id)
