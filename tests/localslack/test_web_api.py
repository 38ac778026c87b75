from urllib.parse import urlencode

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from localslack import Channel, LocalSlack
from tests.localslack.calls import api_call
from tests.localslack.conftest import ManifestWriter


def test_who_asks_is_told_who_it_is(slack: LocalSlack, client: WebClient) -> None:
    told = client.auth_test()
    assert (told["bot_id"], told["user"], told["team_id"]) == (slack.app.bot_id, "econnect", slack.app.team_id)
    assert "chat:write" in told.headers["x-oauth-scopes"].split(",")


def test_a_method_that_needs_no_scope_names_none(client: WebClient) -> None:
    assert "x-accepted-oauth-scopes" not in client.auth_test().headers


@pytest.mark.parametrize(
    ("token", "method", "code"),
    [
        ("", "auth.test", "not_authed"),
        ("xoxb-other", "auth.test", "invalid_auth"),
        ("{app}", "auth.test", "not_allowed_token_type"),
        ("{bot}", "apps.connections.open", "not_allowed_token_type"),
        ("{bot}", "chat.shout", "unknown_method"),
    ],
)
def test_a_wrong_token_or_method_is_refused(slack: LocalSlack, token: str, method: str, code: str) -> None:
    token = token.format(app=slack.app_token, bot=slack.bot_token)
    assert api_call(slack, method, urlencode({"token": token}).encode())[0]["error"] == code


def test_a_revoked_token_is_worthless(slack: LocalSlack, client: WebClient) -> None:
    client.auth_test()
    slack.revoke(slack.bot_token)
    with pytest.raises(SlackApiError, match="token_revoked"):
        client.auth_test()


def test_a_missing_scope_is_named(with_manifest: ManifestWriter) -> None:
    path = with_manifest(lambda document: document["oauth_config"]["scopes"]["bot"].remove("chat:write"))
    with LocalSlack(path) as slack:
        client = WebClient(token=slack.bot_token, base_url=slack.api_url)
        with pytest.raises(SlackApiError) as raised:
            client.chat_postMessage(channel="general", text="hello")
        response = raised.value.response
        assert (response["error"], response["needed"]) == ("missing_scope", "chat:write")
        assert "app_mentions:read" in response["provided"].split(",")


def test_blocks_that_slack_refuses_are_refused_with_their_place(client: WebClient, general: Channel) -> None:
    with pytest.raises(SlackApiError) as raised:
        client.chat_postMessage(channel=general.id, text="a", blocks=[{"type": "header", "text": "a"}])
    response = raised.value.response
    assert response["error"] == "invalid_blocks"
    assert response["response_metadata"]["messages"] == ["[ERROR] must be an object [json-pointer:/blocks/0/text]"]
