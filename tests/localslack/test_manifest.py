from pathlib import Path
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from localslack import LocalSlack
from localslack.manifest import AppManifestError, load_manifest, read_manifest
from localslack.methods import METHODS
from localslack.scopes import METHOD_SCOPES
from tests.localslack.app import running_app
from tests.localslack.conftest import ManifestWriter
from tests.localslack.shared import shared


def test_what_a_manifest_leaves_out_is_off() -> None:
    manifest = read_manifest({"display_information": {"name": "Bare"}})
    assert (manifest.bot_name, manifest.bot_scopes, manifest.commands) == ("Bare", frozenset(), {})
    assert not any((manifest.is_interactive, manifest.has_home_tab, manifest.has_messages_tab))


def test_every_method_has_its_scopes_and_they_are_slacks() -> None:
    assert METHODS.keys() == METHOD_SCOPES.keys()
    facts = shared("method-scopes.json")
    assert {method: set(facts[method]["bot_scopes"]) for method in METHODS} == METHOD_SCOPES


def test_a_bot_that_takes_no_messages_gets_none(with_manifest: ManifestWriter) -> None:
    path = with_manifest(lambda document: document["features"]["app_home"].update(messages_tab_enabled=False))
    with LocalSlack(path) as slack, pytest.raises(LookupError, match="turned off"):
        slack.people["alice"].writes_dm("hello")


def test_without_interactivity_and_home_tab_there_is_neither(with_manifest: ManifestWriter) -> None:
    def change(document: dict[str, Any]) -> None:
        document["settings"]["interactivity"]["is_enabled"] = False
        document["features"]["app_home"]["home_tab_enabled"] = False

    with LocalSlack(with_manifest(change)) as slack, running_app() as app:
        slack.deliver_to(app.url)
        assert slack.people["alice"].uses_shortcut("ask_anything").outcome == "not_interactive"
        with pytest.raises(LookupError, match="no home tab"):
            slack.people["alice"].opens_home()
        client = WebClient(token=slack.bot_token, base_url=slack.api_url)
        with pytest.raises(SlackApiError, match="not_enabled"):
            client.views_publish(user_id=slack.people["alice"].id, view={"type": "home", "blocks": []})
        assert not app.requests


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("display_information: {name: A}\nfeatures: [x]", "features must be a table of names and values"),
        ("display_information: {}", "display_information.name is missing; give the app a name"),
        (
            "display_information: {name: A}\nsettings: {event_subscriptions: {bot_events: app_mention}}",
            "settings.event_subscriptions.bot_events must be a list",
        ),
        (
            "display_information: {name: A}\nfeatures: {slash_commands: [{command: ask}]}",
            "features.slash_commands[0].command is missing or does not begin with a slash; write it as /command",
        ),
        (
            "display_information: {name: A}\nfeatures: {shortcuts: [{type: global, name: Ask}]}",
            "features.shortcuts[0] has no callback_id; every shortcut needs both",
        ),
        (
            "display_information: {name: A}\nfeatures: {shortcuts: [{type: all, name: Ask, callback_id: ask}]}",
            "features.shortcuts[0].type must be global or message",
        ),
        (
            "display_information: {name: A}\nfeatures: {shortcuts: [ask]}",
            "features.shortcuts[0] has no callback_id and no name; every shortcut needs both",
        ),
    ],
)
def test_a_fault_is_told_with_its_place_and_a_remedy(tmp_path: Path, text: str, fault: str) -> None:
    path = tmp_path / "manifest.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(AppManifestError) as raised:
        load_manifest(path)
    assert f"{path}: {fault}" in str(raised.value).splitlines()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"a: [", ":1: this is neither YAML nor JSON"),
        (b"\xff\xfe", " is not UTF-8 text; save it as UTF-8."),
        (b"- a\n", " is not a manifest; export yours from your app's page"),
        (b"", " is not a manifest"),
        (None, " cannot be read: No such file or directory."),
    ],
)
def test_a_file_that_is_no_manifest_is_told(tmp_path: Path, content: bytes | None, message: str) -> None:
    path = tmp_path / "manifest.yml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(AppManifestError) as raised:
        load_manifest(path)
    assert str(raised.value).startswith(f"{path}{message}")


def test_a_manifest_may_be_json(tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    path.write_text('{"display_information": {"name": "A"}}', encoding="utf-8")
    assert load_manifest(path).app_name == "A"
