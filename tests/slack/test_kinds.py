"""Every kind of payload that Slack sends is acknowledged, over real HTTP and over Socket Mode."""

from __future__ import annotations

import http.client
import json
import logging
from threading import Event
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.services.supervising import Supervisor
from bot.slack.app import build_app
from bot.slack.transport.dispatching import dispatcher
from bot.slack.transport.guard import Guard
from bot.slack.transport.http import HttpFront
from bot.slack.transport.socket import SocketFront
from bot.slack.web_api import SlackApi
from tests.clocks import CLOCK
from tests.slack.fakes import new_slack
from tests.slack.payloads import ALICE, BOT, CHANNEL, DIRECT, TEAM, click, command, deletion, edit, envelope, mention
from tests.slack.payloads import message as written
from tests.slack.transport.test_guard import SECRET
from tests.slack.transport.test_http import signed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from slack_sdk.socket_mode.response import SocketModeResponse

JSON, FORM = "application/json", "application/x-www-form-urlencoded"
PLACE = {"team": {"id": TEAM, "domain": "acme"}, "user": {"id": ALICE, "team_id": TEAM}, "api_app_id": "A1"}
VIEW = {"id": "V1", "team_id": TEAM, "type": "modal", "callback_id": "any", "private_metadata": "", "blocks": []}
TRIGGER = {"token": "t", "trigger_id": "1.2"}
MESSAGE = {"type": "message", "user": ALICE, "text": "which version?", "ts": "1.1", "team": TEAM}


def event(kind: str, **fields: object) -> dict[str, Any]:
    return envelope({"type": kind, "event_ts": "1.1", **fields})


EVENTS = {
    "app_mention": mention("which version?"),
    "message.im": written("which version?"),
    "message.channels": written("which version?", channel=CHANNEL),
    "message.groups": written("which version?", channel=CHANNEL, channel_type="group"),
    "message.mpim": written("which version?", channel="G1", channel_type="mpim"),
    "message_changed": edit("which", "which version?"),
    "message_deleted": deletion(),
    "bot_message": written("hello", subtype="bot_message", bot_id="B2"),
    "file_share": written("", subtype="file_share", files=[{"id": "F1", "name": "a.png"}]),
    "thread_broadcast": written("which version?", subtype="thread_broadcast", thread_ts="1.0"),
    "channel_join": written("joined", channel=CHANNEL, subtype="channel_join"),
    "app_home_opened": event("app_home_opened", user=ALICE, channel=DIRECT, tab="home"),
    "reaction_added": event(
        "reaction_added", user=ALICE, reaction="ticket", item={"type": "message", "channel": CHANNEL, "ts": "1.1"}
    ),
    "reaction_removed": event("reaction_removed", user=ALICE, reaction="ticket", item={"type": "message"}),
    "member_joined_channel": event("member_joined_channel", user=BOT, channel=CHANNEL, channel_type="C"),
    "channel_archive": event("channel_archive", user=ALICE, channel=CHANNEL),
    "file_shared": event("file_shared", file_id="F1", user_id=ALICE, channel_id=CHANNEL),
    "user_change": event("user_change", user={"id": ALICE, "name": "alice"}),
    "subteam_updated": event("subteam_updated", subteam={"id": "S1"}),
    "link_shared": event("link_shared", user=ALICE, channel=CHANNEL, links=[]),
    "function_executed": event("function_executed", function={"callback_id": "ask"}, inputs={}),
    "tokens_revoked": event("tokens_revoked", tokens={"bot": [BOT], "oauth": []}),
    "app_uninstalled": event("app_uninstalled"),
    "app_rate_limited": {"token": "t", "type": "app_rate_limited", "team_id": TEAM, "minute_rate_limited": 1},
}
COMMANDS = {"command": command("/econnect-help"), "unknown command": command("/econnect-of-old")}
INTERACTIONS = {
    "block_actions in a message": click("article:version-required"),
    "block_actions in a view": click("any") | {"container": {"type": "view", "view_id": "V1"}, "view": VIEW},
    "block_suggestion": {"type": "block_suggestion", "action_id": "any", "block_id": "b", "value": "x", **PLACE},
    "view_submission": {"type": "view_submission", "view": VIEW, **TRIGGER, **PLACE},
    "view_closed": {"type": "view_closed", "view": VIEW, "is_cleared": False, "token": "t", **PLACE},
    "message_action": {
        "type": "message_action",
        "callback_id": "any",
        "channel": {"id": CHANNEL, "name": "general"},
        "message_ts": "1.1",
        "message": MESSAGE,
        "response_url": "https://hooks.slack.com/app/1",
        **TRIGGER,
        **PLACE,
    },
    "shortcut": {"type": "shortcut", "callback_id": "any", **TRIGGER, **PLACE},
    "workflow_step_edit": {
        "type": "workflow_step_edit",
        "callback_id": "any",
        "workflow_step": {},
        **TRIGGER,
        **PLACE,
    },
    "interactive_message": {"type": "interactive_message", "callback_id": "any", "actions": [{"name": "a"}], **PLACE},
    "dialog_submission": {"type": "dialog_submission", "callback_id": "any", "submission": {}, **PLACE},
}
CHECKS = {
    "url_verification": (json.dumps({"type": "url_verification", "challenge": "c", "token": "t"}), JSON),
    "ssl_check": (urlencode({"ssl_check": "1", "token": "t"}), FORM),
}
OVER_HTTP = {
    **CHECKS,
    **{name: (json.dumps(payload), JSON) for name, payload in EVENTS.items()},
    **{name: (urlencode(payload), FORM) for name, payload in COMMANDS.items()},
    **{name: (urlencode({"payload": json.dumps(payload)}), FORM) for name, payload in INTERACTIONS.items()},
}
OVER_SOCKET = {
    **{name: ("events_api", payload) for name, payload in EVENTS.items()},
    **{name: ("slash_commands", payload) for name, payload in COMMANDS.items()},
    **{name: ("interactive", payload) for name, payload in INTERACTIONS.items()},
}


@pytest.fixture(scope="module")
def http_front() -> Iterator[HttpFront]:
    clock = CLOCK
    front = HttpFront(
        Guard(dispatcher(build_app(new_slack(clock=clock))), (SECRET,), clock),
        "127.0.0.1",
        0,
        supervisor=Supervisor(),
    )
    assert front.start(Event())
    yield front
    front.stop(5)


def post(front: HttpFront, body: str, headers: Mapping[str, str]) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", front.port, timeout=10)
    try:
        connection.request("POST", "/slack/events", body, dict(headers))
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


@pytest.mark.parametrize("name", OVER_HTTP)
def test_every_signed_kind_is_acknowledged_over_http(http_front: HttpFront, name: str) -> None:
    body, content_type = OVER_HTTP[name]
    status, answer = post(http_front, body, signed(body.encode()) | {"Content-Type": content_type})

    assert status == 200
    assert name != "url_verification" or answer == "c"


def test_an_unsigned_ssl_check_is_acknowledged_and_nothing_else(http_front: HttpFront) -> None:
    statuses = {name: post(http_front, body, {"Content-Type": kind})[0] for name, (body, kind) in OVER_HTTP.items()}

    assert statuses == {name: 200 if name == "ssl_check" else 401 for name in OVER_HTTP}


class Acks:
    """Stands where the library's client sends acknowledgements."""

    logger = logging.getLogger("acks")

    def __init__(self) -> None:
        self.sent: list[str] = []

    def send_socket_mode_response(self, response: SocketModeResponse) -> None:
        self.sent.append(response.envelope_id)


@pytest.mark.parametrize("name", OVER_SOCKET)
def test_every_kind_is_acknowledged_over_socket_mode(name: str) -> None:
    kind, payload = OVER_SOCKET[name]
    front, acks = SocketFront(build_app(new_slack()), SlackApi("xapp-1"), supervisor=Supervisor()), Acks()
    client: Any = acks
    front.handle_envelope(client, SocketModeRequest(type=kind, envelope_id="e1", payload=payload))
    front.stop(0)

    assert acks.sent == ["e1"]
