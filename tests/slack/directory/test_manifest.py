from __future__ import annotations

import json
import warnings
from collections import Counter
from functools import reduce
from os import environ  # noqa: TID251 - the tests have no settings
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from bot.slack.directory.manifest import Manifest, http_variant, read_manifest
from bot.slack.ids import (
    CALCULATOR_SHORTCUT,
    COMMAND_SCOPE,
    COMMANDS,
    EVENT_SCOPES,
    GROUP_MEMBERS,
    HAND_OVER_SHORTCUT,
    METHODS_CALLED,
    NUMBERS_SHORTCUT,
    OPTIONAL_SCOPES,
    SCOPES,
    SETUP_SHORTCUT,
)
from bot.slack.listeners.shortcuts import EVERYWHERE, OF_A_MESSAGE

ROOT = Path(__file__).parents[3]


@pytest.fixture
def manifest() -> Manifest:
    return read_manifest(ROOT / "manifest.yml")


def shared(name: str) -> Any:  # noqa: ANN401 - others' JSON
    """Return a file of the shared Slack folder, or a skip that nobody overlooks."""
    path = Path(environ.get("ECONNECT_SHARED_DIR", ROOT.parent / "shared")) / "slack" / name
    if not path.exists():
        with warnings.catch_warnings():
            warnings.simplefilter("always")
            warnings.warn(f"NOT CHECKED: {path} is absent; set ECONNECT_SHARED_DIR", stacklevel=2)
        pytest.skip(f"{path} is absent: the manifest is NOT checked against it")
    return json.loads(path.read_text(encoding="utf-8"))


def faults_in(manifest: Manifest) -> list[str]:
    """Return what Slack's own schema says of a manifest."""
    schema = shared("manifest.schema.2.0.0.json")
    validator = jsonschema.validators.validator_for(schema)(schema)
    return [fault.message for fault in validator.iter_errors(manifest)]


def test_the_manifest_is_valid(manifest: Manifest) -> None:
    assert faults_in(manifest) == []


def test_the_http_variant_is_valid(manifest: Manifest) -> None:
    assert faults_in(http_variant(manifest, "https://bot.example")) == []


def test_slacks_schema_finds_what_is_wrong(manifest: Manifest) -> None:
    del manifest["display_information"]["name"]
    assert faults_in(manifest) == ["'name' is a required property"]


def test_the_events_are_exactly_those_the_bot_listens_to(manifest: Manifest) -> None:
    assert sorted(manifest["settings"]["event_subscriptions"]["bot_events"]) == sorted(EVENT_SCOPES)


def test_the_commands_are_exactly_those_the_bot_answers(manifest: Manifest) -> None:
    assert [command["command"] for command in manifest["features"]["slash_commands"]] == list(COMMANDS)
    assert not any(command["should_escape"] for command in manifest["features"]["slash_commands"])
    assert all(command["usage_hint"] for command in manifest["features"]["slash_commands"])


def test_the_shortcuts_are_exactly_those_the_bot_answers(manifest: Manifest) -> None:
    declared = [(each["type"], each["callback_id"]) for each in manifest["features"]["shortcuts"]]
    of_messages, everywhere = (
        sorted(name for kind, name in declared if kind == each) for each in ("message", "global")
    )
    assert of_messages == sorted(OF_A_MESSAGE) == sorted((HAND_OVER_SHORTCUT, NUMBERS_SHORTCUT))
    assert everywhere == sorted(EVERYWHERE) == sorted((SETUP_SHORTCUT, CALCULATOR_SHORTCUT))


def test_there_are_no_more_shortcuts_of_a_kind_and_no_longer_names_than_slack_takes(manifest: Manifest) -> None:
    """https://docs.slack.dev/reference/app-manifest: 24 characters, and five of a kind."""
    shortcuts = manifest["features"]["shortcuts"]
    assert max(Counter(each["type"] for each in shortcuts).values()) <= 5
    assert max(len(each["name"]) for each in shortcuts) <= 24
    assert max(len(each["description"]) for each in shortcuts) <= 150


def test_the_scopes_are_exactly_those_the_bot_needs(manifest: Manifest) -> None:
    of_methods = reduce(frozenset.union, METHODS_CALLED.values(), frozenset[str]())
    of_events = {scope for scope in EVENT_SCOPES.values() if scope is not None}
    scopes = manifest["oauth_config"]["scopes"]
    assert sorted(scopes["bot"]) == sorted(SCOPES) == sorted({COMMAND_SCOPE, *of_events, *of_methods})
    assert sorted(scopes["bot_optional"]) == sorted(OPTIONAL_SCOPES)
    assert scopes.keys() == {"bot", "bot_optional"}


def test_each_optional_scope_is_asked_for_as_well_as_slack_wants_it(manifest: Manifest) -> None:
    scopes = manifest["oauth_config"]["scopes"]
    assert set(scopes["bot_optional"]) < set(scopes["bot"])


def test_a_feature_that_needs_an_optional_scope_needs_no_other_declaration_of_it() -> None:
    """Where one is left out, only what it alone carries may fail."""
    only = [method for method, scopes in METHODS_CALLED.items() if scopes and scopes <= OPTIONAL_SCOPES]
    assert only == [GROUP_MEMBERS]


@pytest.mark.parametrize("method", METHODS_CALLED)
def test_each_method_is_called_with_scopes_that_slack_names_for_it(method: str) -> None:
    allowed = set(shared("method-scopes.json")[method]["bot_scopes"])
    assert METHODS_CALLED[method] <= allowed
    assert bool(METHODS_CALLED[method]) == bool(allowed)


def test_people_can_write_to_the_bot_and_guests_are_not_kept_out(manifest: Manifest) -> None:
    features = manifest["features"]
    assert features["app_home"]["messages_tab_enabled"]
    assert not features["app_home"]["messages_tab_read_only_enabled"]
    assert not {"agent_view", "assistant_view"} & features.keys()


def test_the_http_variant_sends_everything_to_one_address(manifest: Manifest) -> None:
    before = json.dumps(manifest)
    variant = http_variant(manifest, "https://bot.example/")
    address = "https://bot.example/slack/events"
    assert not variant["settings"]["socket_mode_enabled"]
    assert variant["settings"]["event_subscriptions"]["request_url"] == address
    assert variant["settings"]["interactivity"]["request_url"] == address
    assert {command["url"] for command in variant["features"]["slash_commands"]} == {address}
    assert json.dumps(manifest) == before


def test_the_slack_command_line_finds_the_manifest_and_starts_the_bot() -> None:
    hooks = json.loads((ROOT / ".slack" / "hooks.json").read_text(encoding="utf-8"))
    assert hooks["hooks"].keys() == {"get-manifest", "start"}
    for path in (*hooks["config"]["watch"]["manifest"]["paths"], "bot"):
        assert (ROOT / path).exists()
