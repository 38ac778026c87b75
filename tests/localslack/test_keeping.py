"""What a local Slack knows, kept in a file."""

from __future__ import annotations

import json
from contextlib import contextmanager
from threading import Event
from typing import TYPE_CHECKING

import pytest

from localslack import LocalSlack
from localslack.keeping import KeptStateError, StateKeeper, kept_workspace
from localslack.workspace_spec import DEFAULT_WORKSPACE, SHARED_WORKSPACE
from tests.clocks import CLOCK
from tests.localslack.conftest import MANIFEST
from tests.localslack.page.window import as_bot

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from localslack.workspace import Channel, ChannelMessage, User
    from localslack.workspace_spec import WorkspaceSpec


@contextmanager
def kept(path: Path, workspace: WorkspaceSpec = DEFAULT_WORKSPACE) -> Iterator[LocalSlack]:
    spec, warnings = kept_workspace(path) or workspace, list[str]()
    with (
        LocalSlack(MANIFEST, workspace=spec, clock=CLOCK.seconds) as slack,
        StateKeeper(slack.state, spec, path, warnings.append),
    ):
        yield slack
    assert not warnings


def everything(slack: LocalSlack) -> tuple[list[User], list[Channel], list[ChannelMessage]]:
    store = slack.state.workspace
    return store.users(), store.channels(), store.all_messages()


def test_everything_that_was_said_is_there_again(tmp_path: Path) -> None:
    path = tmp_path / "slack.json"
    with kept(path, SHARED_WORKSPACE) as slack:
        alice, peggy, general = slack.people["alice"], slack.people["peggy"], slack.channels["general"]
        said = alice.says(general, "hello @bob & <co>")
        alice.says(general, "in the thread", thread_ts=said.ts)
        alice.reacts(said, "eyes")
        alice.uploads(general, "export.pdf")
        peggy.says(slack.channels["with-partner"], "from elsewhere")
        alice.writes_dm("to the bot alone")
        as_bot(slack, "chat.postEphemeral", channel=general.id, user=alice.id, text="for you alone")
        alice.invites_bot(slack.channels["random"])
        before = everything(slack)
    with kept(path) as slack:
        after = everything(slack)
        later = slack.people["alice"].says(slack.channels["general"], "and again")

    assert after == before
    assert later.ts > max(message.ts for message in before[2])


def test_an_app_home_and_new_ids_go_on(tmp_path: Path) -> None:
    path = tmp_path / "slack.json"
    home = {"type": "home", "blocks": [{"type": "divider"}]}
    with kept(path) as slack:
        as_bot(slack, "views.publish", user_id=slack.people["alice"].id, view=home)
        first = slack.state.ids.identifier("V")
    with kept(path) as slack:
        shown = slack.people["alice"].home

        assert shown is not None
        assert shown.blocks[0]["type"] == "divider"
        assert slack.state.ids.identifier("V") > first


def test_a_message_is_on_the_disk_before_the_end(tmp_path: Path) -> None:
    path = tmp_path / "slack.json"
    with kept(path) as slack:
        slack.people["alice"].says(slack.channels["general"], "a word before the power fails")
        looks = (path.read_text() for _ in range(1000) if not Event().wait(0.01))
        assert any("power fails" in text for text in looks)

    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"version": 2}', '{"version": 1}', "\N{SNOWMAN}"])
def test_another_file_is_refused_by_its_name(tmp_path: Path, content: str) -> None:
    path = tmp_path / "slack.json"
    path.write_text(content, "utf-8")

    with pytest.raises(KeptStateError, match=r"slack\.json"):
        kept_workspace(path)


@pytest.mark.parametrize("part", ["users", "channels", "messages", "homes", "number"])
def test_a_part_that_is_missing_or_strange_is_told(tmp_path: Path, part: str) -> None:
    path = tmp_path / "slack.json"
    with kept(path) as slack:
        slack.people["alice"].writes_dm("hello")
    state = json.loads(path.read_text())
    for strange in (
        state | {part: [{"colour": "red"}]},
        {name: each for name, each in state.items() if name != part},
    ):
        path.write_text(json.dumps(strange))
        with LocalSlack(MANIFEST) as slack, pytest.raises(KeptStateError, match="no state"):
            StateKeeper(slack.state, DEFAULT_WORKSPACE, path, print)


def test_what_cannot_be_written_is_warned_of(tmp_path: Path) -> None:
    warnings: list[str] = []
    gone = tmp_path / "gone" / "slack.json"
    with LocalSlack(MANIFEST) as slack, StateKeeper(slack.state, DEFAULT_WORKSPACE, gone, warnings.append):
        pass

    assert "is not kept" in warnings[0]
