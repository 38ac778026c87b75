"""Optional scopes: what an app meets that was installed without some."""

from dataclasses import replace
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from localslack import LocalSlack
from localslack.manifest import AppManifestError
from localslack.workspace_spec import DEFAULT_WORKSPACE, WorkspaceSpec
from tests.localslack.app import running_app
from tests.localslack.conftest import ManifestWriter


def optional(document: dict[str, Any]) -> None:
    document["oauth_config"]["scopes"]["bot_optional"] = ["usergroups:read", "reactions:read"]


def without(*scopes: str) -> WorkspaceSpec:
    return replace(DEFAULT_WORKSPACE, declined_scopes=frozenset(scopes))


def test_a_declined_scope_is_missing_in_calls_headers_and_events(with_manifest: ManifestWriter) -> None:
    path = with_manifest(optional)
    with LocalSlack(path, workspace=without("usergroups:read", "reactions:read")) as slack, running_app() as app:
        slack.deliver_to(app.url)
        client = WebClient(slack.bot_token, slack.api_url)
        with pytest.raises(SlackApiError, match="missing_scope"):
            client.usergroups_users_list(usergroup=slack.groups["support"])
        granted = str(client.auth_test().headers["x-oauth-scopes"]).split(",")
        assert "users:read" in granted
        assert not {"usergroups:read", "reactions:read"} & set(granted)
        alice = slack.people["alice"]
        alice.reacts(alice.says(slack.channels["general"], "hello"), "eyes")
        slack.settle()
        assert [request.payload["event"]["type"] for request in app.requests] == ["message"]


def test_an_optional_scope_is_granted_unless_it_was_declined(with_manifest: ManifestWriter) -> None:
    with LocalSlack(with_manifest(optional)) as slack:
        assert WebClient(slack.bot_token, slack.api_url).usergroups_users_list(usergroup=slack.groups["support"])


def test_what_is_needed_cannot_be_declined(with_manifest: ManifestWriter) -> None:
    with pytest.raises(AppManifestError, match=r"chat:write cannot be declined; .*: reactions:read, usergroups:read"):
        LocalSlack(with_manifest(optional), workspace=without("chat:write"))


def test_an_optional_scope_stands_in_both_lists(with_manifest: ManifestWriter) -> None:
    def elsewhere(document: dict[str, Any]) -> None:
        document["oauth_config"]["scopes"]["bot_optional"] = ["files:read"]

    with pytest.raises(AppManifestError, match="names files:read; name it in"):
        LocalSlack(with_manifest(elsewhere))
