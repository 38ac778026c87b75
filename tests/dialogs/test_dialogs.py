"""Whole conversations, as tables, over HTTP and over Socket Mode, on SQLite and on PostgreSQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

from tests.dialogs.running import ROOT, Dialog, Play, Stage, dialogs, staged
from tests.slack.running import MODES, Mode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.slow  # real sockets

MANIFEST = ROOT / "manifest.yml"
DECLARED = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
SCOPES = DECLARED["oauth_config"]["scopes"]["bot"]

# Which dialog misses a declaration first.
MISSES = {
    # In channels a mention comes as a message as well; in the direct messages of a group only with an optional scope.
    "app_mention": "mention_in_a_group_dm",
    "app_mentions:read": "mention_in_a_group_dm",
    "message.mpim": "number_in_a_group_dm",
    "mpim:history": "number_in_a_group_dm",
    "message.im": "direct_nl",
    "im:history": "direct_nl",
    "chat:write": "mention_en",
    "commands": "command_ask",
    "channels:history": "broken_off_in_a_channel",
    "groups:history": "broken_off_in_a_private_channel",
    "/econnect": "command_ask",
    "/econnect-setup": "command_setup",
    "/econnect-address": "command_address",
    "/econnect-version": "command_version",
    "/econnect-help": "command_help",
    "/econnect-privacy": "command_privacy",
}


@pytest.fixture(scope="module")
def stage(place: tuple[Mode, str], cache: Path) -> Iterator[Stage]:
    mode, url = place
    with staged(mode, MANIFEST, cache, url) as running:
        yield running


@pytest.mark.in_turn("place")
@pytest.mark.parametrize("dialog", dialogs().values(), ids=lambda dialog: dialog.title)
def test_a_dialog_goes_as_written(stage: Stage, dialog: Dialog) -> None:
    assert Play(stage, dialog).run() > 0


def test_every_dialog_that_misses_something_is_there() -> None:
    assert set(MISSES.values()) <= dialogs().keys()


@pytest.mark.in_turn("mode")
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", MISSES)
def test_a_manifest_without_it_makes_a_dialog_fail(name: str, mode: Mode, tmp_path: Path, cache: Path) -> None:
    manifest = tmp_path / "manifest.yml"
    declined = ("mpim:history",) if name.startswith("app_mention") else ()
    manifest.write_text(yaml.safe_dump(without(name, *declined)), encoding="utf-8")
    with (
        staged(mode, manifest, cache, f"sqlite:///{tmp_path}/bot.db") as stage,
        pytest.raises(AssertionError, match=MISSES[name]),
    ):
        Play(stage, dialogs()[MISSES[name]], seconds=1).run()


@pytest.mark.parametrize("mode", MODES)
def test_a_mention_in_a_group_dm_is_answered_without_the_optional_scope(
    mode: Mode, tmp_path: Path, cache: Path
) -> None:
    manifest = tmp_path / "manifest.yml"
    manifest.write_text(yaml.safe_dump(without("mpim:history")), encoding="utf-8")
    with staged(mode, manifest, cache, f"sqlite:///{tmp_path}/bot.db") as stage:
        assert Play(stage, dialogs()["mention_in_a_group_dm"]).run() > 0


def without(*names: str) -> object:
    """Return the manifest without scopes, events or commands."""
    manifest = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    scopes = manifest["oauth_config"]["scopes"]
    events = manifest["settings"]["event_subscriptions"]["bot_events"]
    manifest["oauth_config"]["scopes"] = {
        kind: [scope for scope in listed if scope not in names] for kind, listed in scopes.items()
    }
    manifest["settings"]["event_subscriptions"]["bot_events"] = [event for event in events if event not in names]
    commands = manifest["features"]["slash_commands"]
    manifest["features"]["slash_commands"] = [each for each in commands if each["command"] not in names]
    return manifest
