from __future__ import annotations

import hashlib
import hmac
import json
import time
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_bolt import BoltResponse

from bot.services.patience import ACK_SECONDS, seconds_left
from bot.slack.transport.guard import ARRIVED_AT, LONGEST_BODY, Guard
from tests.clocks import HandClock
from tests.moments import MOMENT

if TYPE_CHECKING:
    from collections.abc import Mapping

SECRET = "secret of this app"
CANARY = "what the canary wrote"
MENTION: dict[str, Any] = {
    "type": "event_callback",
    "event_id": "Ev1",
    "team_id": "T1",
    "event": {"type": "app_mention", "channel": "C1", "ts": "1.1", "user": "U1", "text": CANARY},
}
COMMAND = {"command": "/econnect", "team_id": "T1", "channel_id": "C1", "user_id": "U1", "text": CANARY}
CLICK: dict[str, Any] = {
    "type": "block_actions",
    "team": {"id": "T1"},
    "user": {"id": "U1"},
    "container": {"type": "message", "channel_id": "C1", "message_ts": "1.1"},
    "actions": [{"action_id": "article:help"}],
}


class Door:
    """A guard, and what it let in."""

    def __init__(self, *secrets: str) -> None:
        self.let_in: list[tuple[Mapping[str, Any], Mapping[str, str]]] = []
        self.response = BoltResponse(status=200, body="")
        self.guard = Guard(self._dispatch, secrets or (SECRET,), HandClock())

    def _dispatch(self, payload: Mapping[str, Any], headers: Mapping[str, str]) -> BoltResponse:
        self.let_in.append((payload, headers))
        return self.response

    def knock(self, body: bytes, environ: Mapping[str, Any] | None = None) -> tuple[int, str]:
        """Status and body for a request, signed unless `environ` says otherwise."""
        told: list[str] = []
        signed = {"CONTENT_LENGTH": str(len(body)), "CONTENT_TYPE": "application/json"}
        request: dict[str, Any] = {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": "/slack/events",
            **signed,
            **sign(body),
            **(environ or {}),
            "wsgi.input": BytesIO(body),
        }

        def start_response(status: str, *_: object) -> Any:  # noqa: ANN401 - WSGI's own shape
            told.append(status)

        answer = b"".join(self.guard(request, start_response))
        return int(told[0].split()[0]), answer.decode()


def sign(body: bytes, *, at: float = MOMENT.timestamp(), secret: str = SECRET) -> dict[str, str]:
    signed = b"v0:%d:%b" % (int(at), body)
    signature = "v0=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
    return {"HTTP_X_SLACK_REQUEST_TIMESTAMP": str(int(at)), "HTTP_X_SLACK_SIGNATURE": signature}


def form(**fields: str) -> tuple[bytes, dict[str, str]]:
    return urlencode(fields).encode(), {"CONTENT_TYPE": "application/x-www-form-urlencoded"}


def as_json(payload: object) -> bytes:
    return json.dumps(payload).encode()


@pytest.fixture
def door() -> Door:
    return Door()


def test_a_signed_event_gets_in(door: Door) -> None:
    assert door.knock(as_json(MENTION)) == (200, "")
    assert door.let_in == [(MENTION, {})]


def test_a_signed_command_gets_in_even_if_it_speaks_of_a_payload(door: Door) -> None:
    body, environ = form(**COMMAND | {"text": "what is a payload?"})
    assert door.knock(body, environ) == (200, "")
    assert door.let_in[0][0]["text"] == "what is a payload?"


def test_a_signed_click_gets_in(door: Door) -> None:
    body, environ = form(payload=json.dumps(CLICK))
    assert door.knock(body, environ) == (200, "")
    assert door.let_in[0][0] == CLICK


def test_the_response_of_the_app_goes_back(door: Door) -> None:
    door.response = BoltResponse(status=503, body={"text": "é"})
    assert door.knock(as_json(MENTION)) == (503, '{"text": "\\u00e9"}')


def test_headers_that_tell_of_a_retry_go_along_and_no_others(door: Door) -> None:
    retry = {"HTTP_X_SLACK_RETRY_NUM": "1", "HTTP_X_SLACK_RETRY_REASON": "http_timeout"}
    door.knock(as_json(MENTION), retry | {"HTTP_X_SLACK_BOLT_LAZY_ONLY": "1"})
    assert door.let_in[0][1] == {"x-slack-retry-num": "1", "x-slack-retry-reason": "http_timeout"}


def test_another_path_is_not_found(door: Door) -> None:
    assert door.knock(as_json(MENTION), {"PATH_INFO": "/"}) == (404, "Not Found")


def test_another_method_is_not_allowed(door: Door) -> None:
    assert door.knock(b"", {"REQUEST_METHOD": "GET"})[0] == 405


@pytest.mark.parametrize("length", [str(LONGEST_BODY + 1), "9" * 4000])
def test_a_body_that_is_too_long_is_not_read(door: Door, length: str) -> None:
    assert door.knock(b"x", {"CONTENT_LENGTH": length})[0] == 413


@pytest.mark.parametrize("length", ["-1", "1.5", "²"])
def test_a_length_that_is_no_number_is_refused(door: Door, length: str) -> None:
    assert door.knock(b"x", {"CONTENT_LENGTH": length})[0] == 400


@pytest.mark.parametrize(
    "headers",
    [
        sign(b"other body"),
        sign(as_json(MENTION), secret="another secret"),
        sign(as_json(MENTION)) | {"HTTP_X_SLACK_SIGNATURE": "v0=é"},
        sign(as_json(MENTION)) | {"HTTP_X_SLACK_SIGNATURE": "v0=\u20ac"},
        sign(as_json(MENTION)) | {"HTTP_X_SLACK_SIGNATURE": ""},
        sign(as_json(MENTION)) | {"HTTP_X_SLACK_REQUEST_TIMESTAMP": "abc"},
        sign(as_json(MENTION)) | {"HTTP_X_SLACK_REQUEST_TIMESTAMP": "-1"},
        sign(as_json(MENTION)) | {"HTTP_X_SLACK_REQUEST_TIMESTAMP": "²"},
        sign(as_json(MENTION)) | {"HTTP_X_SLACK_REQUEST_TIMESTAMP": "9" * 5000},
        sign(as_json(MENTION), at=MOMENT.timestamp() - 301),
        sign(as_json(MENTION), at=MOMENT.timestamp() + 301),
    ],
)
def test_what_slack_did_not_sign_just_now_is_refused(door: Door, headers: dict[str, str]) -> None:
    assert door.knock(as_json(MENTION), headers) == (401, "Unauthorized")
    assert door.let_in == []


@pytest.mark.parametrize("skew", [-300, 300])
def test_five_minutes_of_skew_are_allowed(door: Door, skew: int) -> None:
    body = as_json(MENTION)
    assert door.knock(body, sign(body, at=MOMENT.timestamp() + skew))[0] == 200


def test_while_the_secret_is_being_replaced_both_are_good() -> None:
    door, body = Door("new", "old"), as_json(MENTION)
    assert [door.knock(body, sign(body, secret=secret))[0] for secret in ("new", "old", SECRET)] == [200, 200, 401]


@pytest.mark.parametrize("secrets", [(), ("",), ("good", "")])
def test_an_empty_secret_is_refused_at_the_start(secrets: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="signing secret is empty"):
        Guard(lambda *_: BoltResponse(status=200), secrets, HandClock())


def malformed() -> list[bytes]:
    return [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"text"',
        b"\xff\xfe",
        b"[" * 3000 + b"]" * 3000,
        b'{"a":' * 3000 + b"1" + b"}" * 3000,
        as_json({}),
        as_json({"type": 1}),
        as_json({"type": "url_verification"}),
        as_json({"type": "view_submission"}),
        as_json({"type": "view_submission", "view": {"id": "V1"}}),
        as_json({"command": "/econnect"}),
        as_json(COMMAND | {"team_id": 1}),
        as_json(MENTION | {"event": None}),
        as_json(MENTION | {"event": {}}),
        as_json(MENTION | {"event": {"type": "message", "channel": "C1"}}),
        as_json(MENTION | {"event": {"type": "message", "subtype": "message_deleted", "channel": "C1", "ts": "1"}}),
        as_json(MENTION | {"event": {"type": "message", "channel": "C1", "ts": "1", "message": 1}}),
        *(
            as_json(MENTION | {"event": {"type": "message", "channel": "C1", "ts": "1", name: ["x"]}})
            for name in ("subtype", "text", "thread_ts", "user", "bot_id")
        ),
        as_json(MENTION | {"event": {"type": "message", "subtype": "message_changed", "channel": "C1", "ts": "1"}}),
        as_json(MENTION | {"authorizations": [1]}),
        as_json(MENTION | {"authorizations": "x"}),
        as_json(CLICK | {"actions": []}),
        as_json(CLICK | {"actions": [None]}),
        as_json(CLICK | {"actions": {}}),
        as_json(CLICK | {"container": None}),
        as_json(CLICK | {"container": {"type": "message"}}),
        as_json(CLICK | {"user": []}),
    ]


@pytest.mark.parametrize("body", malformed())
def test_what_is_signed_and_malformed_is_a_bad_request(door: Door, body: bytes) -> None:
    assert door.knock(body) == (400, "Bad Request")
    assert door.let_in == []


@pytest.mark.parametrize("payload", ["null", "{", "[]", ""])
def test_a_form_with_a_malformed_payload_is_a_bad_request(door: Door, payload: str) -> None:
    body, environ = form(payload=payload)
    assert door.knock(body, environ)[0] == 400


def test_a_form_that_is_no_utf8_is_a_bad_request(door: Door) -> None:
    assert door.knock(b"command=%ff", form()[1])[0] == 400


@pytest.mark.parametrize("body", [*malformed(), as_json(MENTION)])
def test_unsigned_everything_is_unauthorized(door: Door, body: bytes) -> None:
    assert door.knock(body, {"HTTP_X_SLACK_SIGNATURE": ""})[0] == 401


@given(st.binary(max_size=200), st.sampled_from(["application/json", "application/x-www-form-urlencoded", ""]))
def test_no_signed_bytes_whatever_are_a_fault_of_ours(body: bytes, content_type: str) -> None:
    assert Door().knock(body, {"CONTENT_TYPE": content_type})[0] in {200, 400}


def test_the_request_url_is_verified(door: Door) -> None:
    assert door.knock(as_json({"type": "url_verification", "challenge": "c1", "token": "t"})) == (200, "c1")
    assert door.let_in == []


@pytest.mark.parametrize("signature", [{}, {"HTTP_X_SLACK_SIGNATURE": ""}])
def test_the_certificate_check_is_answered_signed_or_not(door: Door, signature: dict[str, str]) -> None:
    body, environ = form(ssl_check="1", token="t")
    assert door.knock(body, environ | signature) == (200, "")
    assert door.let_in == []


def test_an_app_that_fails_is_answered_with_a_reference(door: Door, caplog: pytest.LogCaptureFixture) -> None:
    door.response = BoltResponse(status=999, body=CANARY)
    status, body = door.knock(as_json(MENTION))
    assert status == 500
    reference = body.removeprefix("Reference ")
    assert reference in caplog.text
    assert CANARY not in caplog.text


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (as_json(MENTION), {"HTTP_X_SLACK_SIGNATURE": ""}),
        (as_json(MENTION)[:-1], {}),
        (as_json(MENTION | {"event": {"text": CANARY}}), {}),
        (as_json(MENTION), {"CONTENT_LENGTH": "9" * 9}),
    ],
)
def test_the_log_holds_sizes_and_a_request_id_and_nothing_of_the_body(
    door: Door, caplog: pytest.LogCaptureFixture, body: bytes, headers: dict[str, str]
) -> None:
    with caplog.at_level("DEBUG"):
        assert door.knock(body, headers)[0] >= 400
    assert f"({headers.get('CONTENT_LENGTH', len(body))} bytes)" in caplog.text
    assert CANARY not in caplog.text
    assert "canary" not in caplog.text.lower()


def test_whatever_is_waited_for_on_the_way_to_an_ack_has_one_deadline() -> None:
    left: list[float] = []

    def dispatch(*_: object) -> BoltResponse:
        left.append(seconds_left(99))
        return BoltResponse(status=200, body="")

    door = Door()
    door.guard = Guard(dispatch, (SECRET,), HandClock())
    door.knock(as_json(MENTION))

    assert ACK_SECONDS / 2 < left[0] <= ACK_SECONDS
    assert seconds_left(99) == 99


def test_an_acks_time_begins_when_its_request_arrives_not_when_a_thread_is_free() -> None:
    left: list[float] = []

    def dispatch(*_: object) -> BoltResponse:
        left.append(seconds_left(99))
        return BoltResponse(status=200, body="")

    door = Door()
    door.guard = Guard(dispatch, (SECRET,), HandClock())
    for ago in (1.5, 30.0):
        assert door.knock(as_json(MENTION), {ARRIVED_AT: time.monotonic() - ago}) == (200, "")

    assert 0 < left[0] <= ACK_SECONDS - 1.5
    assert left[1] == 0
