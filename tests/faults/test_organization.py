"""The app installed in a whole Enterprise organization: it answers, hands over, and knows its team."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from localslack.workspace_spec import ChannelSpec, PersonSpec, WorkspaceSpec
from tests.dialogs.desk import Story
from tests.dialogs.running import staged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.dialogs.running import Stage

pytestmark = pytest.mark.slow  # real sockets

MANIFEST = Path(__file__).parents[2] / "manifest.yml"
PEOPLE = WorkspaceSpec(
    (
        PersonSpec("alice", "Alice", is_enterprise=True),
        PersonSpec("bob", "Bob", is_enterprise=True),
        PersonSpec("peggy", "Peggy Partner", team="partner"),
    ),
    (ChannelSpec("general", ("alice", "bob")), ChannelSpec("triage", ("bob", "peggy"), is_private=True)),
    organization="E0LOCAL000",
)


@pytest.fixture(params=["http", "socket"], scope="module")
def stage(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[Stage]:
    url = f"sqlite:///{tmp_path_factory.mktemp('organization')}/bot.db"
    with staged(request.param, MANIFEST, cache, url, PEOPLE) as running:
        yield running


def test_a_question_is_answered_handed_over_and_claimed(stage: Stage) -> None:
    """Row 17."""
    slack, story = stage.slack, Story(stage, stage.slack.people["alice"])
    asked = story.alice.says(
        slack.channels["general"], f"{slack.bot_mention} which version of Exact Globe do I need?"
    )
    assert "At least update" in slack.wait_for_reply(asked).text
    submission = story.ask_human(slack.wait_for_reply(story.alice.writes_dm("what does a subscription cost?")))
    assert submission.trouble == ""
    story.presses("peggy", "claim")
    assert story.ticket().assignee is None
    story.presses("bob", "claim")
    assert story.ticket().assignee == slack.people["bob"].id


def test_commands_are_answered_and_app_home_is_shown(stage: Stage) -> None:
    slack, alice = stage.slack, stage.slack.people["alice"]
    answer = alice.types("/econnect-address 01035286", slack.channels["general"])
    assert answer is not None
    assert "01035286@facturen.econnect.eu" in answer.text
    alice.opens_home()
    slack.wait_for(lambda: alice.home)
