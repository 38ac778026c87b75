from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from localslack import LocalSlack
from localslack.manifest import read_manifest
from localslack.methods import METHODS
from localslack.scopes import METHOD_SCOPES
from tests.localslack.app import running_app
from tests.localslack.shared import shared

AppManifest = Callable[[Callable[[dict[str, Any]], None]], Path]


def test_what_a_manifest_leaves_out_is_off() -> None:
    manifest = read_manifest({"display_information": {"name": "Bare"}})
    assert (manifest.bot_name, manifest.bot_scopes, manifest.commands) == ("Bare", frozenset(), {})
    assert not any((manifest.is_interactive, manifest.has_home_tab, manifest.has_messages_tab))


def test_every_method_has_its_scopes_and_they_are_slacks() -> None:
    assert METHODS.keys() == METHOD_SCOPES.keys()
    facts = shared("method-scopes.json")
    assert {method: set(facts[method]["bot_scopes"]) for method in METHODS} == METHOD_SCOPES


def test_a_bot_that_takes_no_messages_gets_none(with_manifest: AppManifest) -> None:
    path = with_manifest(lambda document: document["features"]["app_home"].update(messages_tab_enabled=False))
    with LocalSlack(path) as slack, pytest.raises(LookupError, match="turned off"):
        slack.people["alice"].writes_dm("hello")


def test_without_interactivity_and_home_tab_there_is_neither(with_manifest: AppManifest) -> None:
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
        assert not app.taken
