import http.client
from urllib.parse import urlencode, urlsplit

import pytest
from slack_sdk import WebClient

from localslack import LocalSlack
from tests.localslack.app import AppResponse, TinyApp
from tests.localslack.calls import api_call, post, request
from tests.localslack.conftest import MANIFEST, Clock


def test_the_date_is_the_local_slacks_own(slack: LocalSlack, clock: Clock) -> None:
    clock.now = 1_800_000_000
    _, headers = api_call(slack, "auth.test")
    assert headers["date"] == "Fri, 15 Jan 2027 08:00:00 GMT"


def test_forms_json_and_a_token_in_the_body_are_understood(slack: LocalSlack) -> None:
    form = urlencode({"token": slack.bot_token}).encode()
    assert api_call(slack, "auth.test", form)[0]["ok"]
    bearer = {"Authorization": f"Bearer {slack.bot_token}", "Content_Type": "application/json; charset=utf-8"}
    assert api_call(slack, "auth.test", b"{}", **bearer)[0]["ok"]
    assert api_call(slack, "auth.test", b"[", **bearer)[0]["error"] == "invalid_json"
    assert api_call(slack, f"auth.test?{form.decode()}")[0]["ok"]


@pytest.mark.parametrize("length", ["abc", "-1", "²", "1" * 5000, "99999999999"])
def test_a_body_of_no_length_is_refused_and_not_waited_for(slack: LocalSlack, length: str) -> None:
    parts = urlsplit(slack.api_url)
    connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=5)
    connection.putrequest("POST", "/api/auth.test")
    connection.putheader("Content-Length", length)
    connection.endheaders()
    assert b"invalid_json" in connection.getresponse().read()
    connection.close()


def test_only_the_api_is_served(slack: LocalSlack) -> None:
    assert request("GET", slack.api_url.replace("/api/", "/elsewhere")).status == 404


@pytest.mark.parametrize(("host", "status"), [("evil.example", 421), ("127.0.0.1", 200), ("localhost:80", 200)])
def test_only_this_machines_names_are_answered(slack: LocalSlack, host: str, status: int) -> None:
    parts = urlsplit(slack.api_url)
    connection = http.client.HTTPConnection(str(parts.hostname), parts.port)
    connection.request("POST", "/api/auth.test", headers={"Host": host})
    assert connection.getresponse().status == status
    connection.close()


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_page_in_a_browser_writes_neither_by_a_call_nor_by_a_response_url(
    slack: LocalSlack, app: TinyApp, headers: dict[str, str]
) -> None:
    alice, general = slack.people["alice"], slack.channels["general"]
    alice.types("/econnect hello", general)
    link = app.requests[-1].payload["response_url"]
    token = urlencode({"token": slack.bot_token, "channel": general.id, "text": "owned"})
    before = alice.sees(general)

    assert request("GET", f"{slack.api_url}chat.postMessage?{token}", headers=headers).status == 403
    assert post(f"{slack.api_url}chat.postMessage", token.encode(), headers).status == 403
    assert post(link, b'{"text": "owned"}', {"Content-Type": "text/plain", **headers}).status == 403
    assert alice.sees(general) == before


def test_tokens_secrets_and_links_are_others_in_each_run(slack: LocalSlack, app: TinyApp) -> None:
    with LocalSlack(MANIFEST) as other:
        for name in ("bot_token", "app_token", "signing_secret"):
            assert getattr(slack, name) != getattr(other, name)
        assert api_call(other, f"auth.test?token={slack.bot_token}")[0]["error"] == "invalid_auth"
    slack.people["alice"].types("/econnect hello")
    link = app.requests[-1].payload["response_url"]
    assert post(link[:-1], b'{"text": "guessed"}', {"Content-Type": "application/json"}).status == 404


HALF = '"\\ud83d"'


def test_half_a_character_is_replaced_where_it_comes_in(slack: LocalSlack, client: WebClient, app: TinyApp) -> None:
    alice, general = slack.people["alice"], slack.channels["general"]
    json_type = {"Authorization": f"Bearer {slack.bot_token}", "Content_Type": "application/json; charset=utf-8"}
    call = f'{{"channel": "{general.id}", "text": {HALF}}}'.encode()
    assert api_call(slack, "chat.postMessage", call, **json_type)[0]["message"]["text"] == "\ufffd"
    block = f'[{{"type": "section", "text": {{"type": "plain_text", "text": {HALF}}}}}]'
    form = urlencode({"token": slack.bot_token, "channel": general.id, "text": "a", "blocks": block}).encode()
    assert api_call(slack, "chat.postMessage", form)[0]["message"]["blocks"][0]["text"]["text"] == "\ufffd"
    app.answer = lambda _request: AppResponse(body=f'{{"text": {HALF}}}')
    answer = alice.types("/econnect \ud83d", general)
    assert answer is not None
    assert answer.text == "\ufffd"
    (typed,) = [request.payload for request in app.requests if "command" in request.payload]  # events come beside it
    assert typed["text"] == "\ufffd"
    alice.says(general, "half \ud83d of it")
    slack.settle()
    assert {each.text for each in slack.messages(general)} >= {"half \ufffd of it"}
    assert client.conversations_history(channel=general.id)["ok"]
