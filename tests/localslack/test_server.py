import json
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from localslack import Channel, LocalSlack
from tests.localslack.app import TinyApp
from tests.localslack.conftest import Clock

Manifest = Callable[[Callable[[dict[str, Any]], None]], Path]


def ask(slack: LocalSlack, method: str, body: bytes = b"", **headers: str) -> tuple[Any, dict[str, str]]:
    request = urllib.request.Request(  # noqa: S310 - the local Slack's own address
        slack.api_url + method, body, {name.replace("_", "-"): value for name, value in headers.items()}
    )
    with urllib.request.urlopen(request) as response:  # noqa: S310 - same
        return json.loads(response.read()), {name.lower(): value for name, value in response.headers.items()}


def test_who_asks_is_told_who_it_is(slack: LocalSlack, client: WebClient) -> None:
    told = client.auth_test()
    assert (told["bot_id"], told["user"], told["team_id"]) == (slack.app.bot_id, "econnect", slack.app.team_id)
    assert "chat:write" in told.headers["x-oauth-scopes"].split(",")


def test_a_method_that_needs_no_scope_names_none(client: WebClient) -> None:
    assert "x-accepted-oauth-scopes" not in client.auth_test().headers


def test_the_date_is_the_local_slacks_own(slack: LocalSlack, clock: Clock) -> None:
    clock.now = 1_800_000_000
    _, headers = ask(slack, "auth.test")
    assert headers["date"] == "Fri, 15 Jan 2027 08:00:00 GMT"


def test_forms_json_and_a_token_in_the_body_are_understood(slack: LocalSlack) -> None:
    form = urlencode({"token": slack.bot_token}).encode()
    assert ask(slack, "auth.test", form)[0]["ok"]
    bearer = {"Authorization": f"Bearer {slack.bot_token}", "Content_Type": "application/json; charset=utf-8"}
    assert ask(slack, "auth.test", b"{}", **bearer)[0]["ok"]
    assert ask(slack, "auth.test", b"[", **bearer)[0]["error"] == "invalid_json"
    assert ask(slack, f"auth.test?{form.decode()}")[0]["ok"]


def test_tokens_are_kept_out_of_the_journal(slack: LocalSlack) -> None:
    ask(slack, "auth.test", urlencode({"token": slack.bot_token, "x": "1"}).encode())
    assert slack.calls("auth.test")[0].arguments == {"x": "1"}


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
    assert ask(slack, method, urlencode({"token": token}).encode())[0]["error"] == code


def test_a_revoked_token_is_worthless(slack: LocalSlack, client: WebClient) -> None:
    client.auth_test()
    slack.revoke(slack.bot_token)
    with pytest.raises(SlackApiError, match="token_revoked"):
        client.auth_test()


def test_an_app_that_is_taken_out_is_told(slack: LocalSlack, app: TinyApp, client: WebClient) -> None:
    slack.uninstall()
    slack.settle()
    assert len(app.events("app_uninstalled")) == 1
    assert app.events("tokens_revoked")[0]["tokens"]["bot"] == [slack.app.bot_user_id]
    with pytest.raises(SlackApiError, match="token_revoked"):
        client.auth_test()


def test_a_missing_scope_is_named(with_manifest: Manifest) -> None:
    path = with_manifest(lambda document: document["oauth_config"]["scopes"]["bot"].remove("chat:write"))
    with LocalSlack(path) as slack:
        client = WebClient(token=slack.bot_token, base_url=slack.api_url)
        with pytest.raises(SlackApiError) as raised:
            client.chat_postMessage(channel="general", text="hello")
        response = raised.value.response
        assert (response["error"], response["needed"]) == ("missing_scope", "chat:write")
        assert "app_mentions:read" in response["provided"].split(",")


def test_faults_are_used_up_one_by_one(slack: LocalSlack, client: WebClient, general: Channel) -> None:
    slack.faults.for_calls("chat.postMessage", "429:7", "500", "html", "error:fatal_error", "ok")
    heard: list[tuple[object, object]] = []
    for _ in range(5):
        try:
            heard.append((client.chat_postMessage(channel=general.id, text="hello").status_code, None))
        except SlackApiError as error:
            heard.append((error.response.status_code, error.response.headers.get("Retry-After")))
    assert heard[0] == (429, "7")
    assert [status for status, _ in heard] == [429, 500, 200, 200, 200]
    assert [record.outcome for record in slack.calls("chat.postMessage")] == ["429", "500", "html", "error", "ok"]
    assert len(slack.messages(general)) == 1


@pytest.mark.parametrize(("fault", "is_taken"), [("reset-before", False), ("reset-after", True)])
def test_a_reset_comes_before_or_after_the_call_is_taken(
    slack: LocalSlack, client: WebClient, general: Channel, fault: str, *, is_taken: bool
) -> None:
    slack.faults.for_calls("*", fault)
    with pytest.raises((ConnectionResetError, urllib.error.URLError)):
        client.chat_postMessage(channel=general.id, text="hello")
    assert bool(slack.messages(general)) is is_taken


def test_silence_lasts_until_the_caller_gives_up(slack: LocalSlack, general: Channel) -> None:
    slack.faults.for_calls("chat.postMessage", "timeout")
    form = urlencode({"token": slack.bot_token, "channel": general.id, "text": "hello"}).encode()
    with pytest.raises(TimeoutError):
        urllib.request.urlopen(slack.api_url + "chat.postMessage", form, timeout=0.05)  # noqa: S310 - own address
    assert not slack.messages(general)


def test_an_unknown_fault_is_refused(slack: LocalSlack) -> None:
    with pytest.raises(ValueError, match="no outcome 'earthquake'"):
        slack.faults.for_calls("chat.postMessage", "earthquake")


def test_blocks_that_slack_refuses_are_refused_with_their_place(client: WebClient, general: Channel) -> None:
    with pytest.raises(SlackApiError) as raised:
        client.chat_postMessage(channel=general.id, text="a", blocks=[{"type": "header", "text": "a"}])
    response = raised.value.response
    assert response["error"] == "invalid_blocks"
    assert response["response_metadata"]["messages"] == ["[ERROR] must be an object [json-pointer:/blocks/0/text]"]


def test_only_the_api_is_served(slack: LocalSlack) -> None:
    with pytest.raises(urllib.error.HTTPError) as raised:
        urllib.request.urlopen(slack.api_url.replace("/api/", "/elsewhere"))  # noqa: S310 - own address
    raised.value.close()
    assert raised.value.code == 404


def test_waiting_in_vain_tells_what_happened(slack: LocalSlack, client: WebClient) -> None:
    client.auth_test()
    with pytest.raises(TimeoutError, match=r"auth\.test"):
        slack.wait_for(lambda: None, timeout=0.01)
