import http.client
from urllib.parse import urlencode, urlsplit

import pytest

from localslack import LocalSlack
from tests.localslack.calls import api_call, request
from tests.localslack.conftest import Clock


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


def test_only_the_api_is_served(slack: LocalSlack) -> None:
    assert request("GET", slack.api_url.replace("/api/", "/elsewhere")).status == 404


@pytest.mark.parametrize(("host", "status"), [("evil.example", 421), ("127.0.0.1", 200), ("localhost:80", 200)])
def test_only_this_machines_names_are_answered(slack: LocalSlack, host: str, status: int) -> None:
    parts = urlsplit(slack.api_url)
    connection = http.client.HTTPConnection(str(parts.hostname), parts.port)
    connection.request("POST", "/api/auth.test", headers={"Host": host})
    assert connection.getresponse().status == status
    connection.close()
