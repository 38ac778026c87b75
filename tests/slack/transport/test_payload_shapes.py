"""The outer shapes of requests: what Slack would not send is refused, with its fault named and never its content."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

import pytest

from bot.slack.transport.payload_shapes import Malformed, checked, parse

JSON, FORM = "application/json; charset=utf-8", "application/x-www-form-urlencoded"
COMMAND = {"command": "/econnect", "team_id": "T1", "channel_id": "C1", "user_id": "U1", "text": ""}
EVENT: dict[str, Any] = {
    "type": "event_callback",
    "event_id": "Ev1",
    "authorizations": [{"team_id": "T1"}],
    "event": {"type": "message", "channel": "C1", "ts": "1.1", "text": "secret"},
}
CLICK: dict[str, Any] = {
    "type": "block_actions",
    "user": {"id": "U1"},
    "container": {"type": "message", "channel_id": "C1", "message_ts": "1.1"},
    "actions": [{"action_id": "secret"}],
}


def test_json_forms_and_payloads_in_forms_are_read() -> None:
    assert parse(json.dumps(EVENT).encode(), JSON) == EVENT
    assert parse(urlencode(COMMAND).encode(), FORM) == COMMAND
    assert parse(urlencode({"payload": json.dumps(CLICK)}).encode(), FORM) == CLICK
    assert parse(b"ssl_check=1&token=x", FORM) == {"ssl_check": "1", "token": "x"}


@pytest.mark.parametrize(
    ("raw", "content_type", "fault"),
    [
        (b"\xff", JSON, "not UTF-8"),
        (b"{", JSON, "not JSON"),
        (b"[" * 100_000, JSON, "not JSON"),
        (b"[]", JSON, "not an object"),
        (b"{}", JSON, "no type"),
        (b"payload=%7B", FORM, "not JSON"),
        (b"a=%ff", FORM, "not a form"),
        (b"", FORM, "no type"),
    ],
)
def test_a_body_that_is_none_is_refused(raw: bytes, content_type: str, fault: str) -> None:
    with pytest.raises(Malformed, match=f"^{fault}$"):
        parse(raw, content_type)


@pytest.mark.parametrize("name", ["command", "team_id", "channel_id", "user_id"])
def test_a_command_says_where_and_who(name: str) -> None:
    with pytest.raises(Malformed, match=f"^no proper {name}$"):
        checked(COMMAND | {name: ""})


@pytest.mark.parametrize(
    ("event", "is_right"),
    [
        ({}, True),
        ({"text": None}, True),
        ({"text": 7}, False),
        ({"channel": None}, False),
        ({"ts": ""}, False),
        ({"subtype": "message_deleted"}, False),
        ({"subtype": "message_deleted", "deleted_ts": "1.0"}, True),
        ({"subtype": "message_changed"}, False),
        ({"subtype": "message_changed", "message": {}}, True),
        ({"type": "user_change", "user": {"id": "U1"}}, True),
    ],
)
def test_an_event_has_what_the_listeners_rely_on(event: dict[str, Any], *, is_right: bool) -> None:
    payload = EVENT | {"event": EVENT["event"] | event}
    if is_right:
        assert checked(payload) is payload
        return
    with pytest.raises(Malformed, match=r"^no proper event$"):
        checked(payload)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"user": {}}, "user"),
        ({"actions": []}, "actions"),
        ({"actions": ["x"]}, "actions"),
        ({"container": {"type": "message"}}, "container"),
        ({"container": {}}, "container"),
    ],
)
def test_a_click_says_who_where_and_what(change: dict[str, Any], fault: str) -> None:
    with pytest.raises(Malformed, match=f"^no proper {fault}$"):
        checked(CLICK | change)


@pytest.mark.parametrize("view", [None, {}, {"type": "workflow_step"}, {"type": "modal", "callback_id": 7}])
def test_a_form_is_one_of_ours(view: object) -> None:
    with pytest.raises(Malformed, match=r"^no proper view$"):
        checked({"type": "view_submission", "view": view})


def test_what_nobody_listens_to_passes() -> None:
    unknown = {"type": "block_suggestion"}
    assert checked(unknown) is unknown
