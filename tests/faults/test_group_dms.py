"""Mentions in a group DM: Slack tells of one once or twice, in any order, and it is answered once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from localslack.workspace_spec import ChannelSpec, PersonSpec, WorkspaceSpec
from tests.dialogs.running import staged
from tests.slack.running import until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from localslack import ChannelMessage
    from tests.dialogs.running import Stage

pytestmark = pytest.mark.slow  # real sockets

MANIFEST = Path(__file__).parents[2] / "manifest.yml"
GROUP = "mpdm-alice--bob"
PEOPLE = WorkspaceSpec(
    (PersonSpec("alice", "Alice", is_enterprise=True), PersonSpec("bob", "Bob")),
    (ChannelSpec(GROUP, ("alice", "bob"), is_group_dm=True),),
)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[Stage]:
    url = f"sqlite:///{tmp_path_factory.mktemp('group')}/bot.db"
    with staged("http", MANIFEST, cache, url, PEOPLE) as running:
        yield running


def answers_to(stage: Stage, text: str) -> list[ChannelMessage]:
    """Return the bot's answers to Alice's question, once everything is told."""
    slack = stage.slack
    question = slack.people["alice"].says(slack.channels[GROUP], text)
    slack.settle()
    until(lambda: not stage.store.outbox.waiting())
    return [each for each in slack.thread(question) if each.bot_id]


@pytest.mark.parametrize(
    ("of_the_mention", "of_the_message"),
    [
        ("ok", "ok"),
        ("dropped", "ok"),
        ("ok", "dropped"),
        ("delayed:0.2", "ok"),
        ("ok", "delayed:0.2"),
        ("doubled", "doubled"),
    ],
)
def test_a_mention_is_answered_once_whatever_tells_of_it(
    stage: Stage, of_the_mention: str, of_the_message: str
) -> None:
    stage.slack.faults.for_deliveries("app_mention", of_the_mention)
    stage.slack.faults.for_deliveries("message", of_the_message)
    assert len(answers_to(stage, "@econnect-bot which version of Exact Globe do I need?")) == 1


def test_without_a_mention_the_bot_is_silent(stage: Stage) -> None:
    assert answers_to(stage, "which version of Exact Globe do I need?") == []
