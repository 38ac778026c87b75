"""Every payload that Slack sends, with each of its fields missing, null and of another type: acked or refused.

Never a 500 and never a fault in the log, over HTTP and by Socket Mode.
"""

from __future__ import annotations

import copy
import io
import json
import logging
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.domain.desk import SupportDeskConfig
from bot.services.app_context import SupportContext
from bot.services.supervising import Supervisor
from bot.slack.app import build_app
from bot.slack.transport.dispatching import dispatcher
from bot.slack.transport.guard import Guard
from bot.slack.transport.socket import SocketFront
from bot.slack.web_api import SlackApi
from tests.clocks import HandClock
from tests.domain.test_hours import AMSTERDAM
from tests.localslack.shared import shared
from tests.services.fakes import FakeAudience, FakeMembership, FakeMessageLinks
from tests.slack.fakes import new_slack
from tests.slack.payloads import ALICE, BOT, CHANNEL, TEAM, message
from tests.slack.test_kinds import COMMANDS, EVENTS, FORM, INTERACTIONS, JSON, Acks
from tests.slack.transport.test_guard import SECRET, sign

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from wsgiref.types import StartResponse

    from slack_bolt import App

pytestmark = pytest.mark.slow

MISSING = object()
INSTEAD = (MISSING, None, 5, ["strange"], {"strange": 5})
"""What may stand in a field's place."""

DEEP = 4
"""Further in, payloads hold nothing but the elements of blocks, of which each is like the next."""
FAR_IN = 3
"""From there on a field is missing or of another type, and that is all."""

SHARED = (
    "AppHomeOpenedPayload",
    "AppMentionPayload",
    "AppUninstalledPayload",
    "BlockActionPayload",
    "MessageBotPayload",
    "MessageChangedPayload",
    "MessageDeletedPayload",
    "MessagePayload",
    "MessageShortcutPayload",
    "ReactionAddedPayload",
    "SlashCommandPayload",
    "TokensRevokedPayload",
    "ViewClosedPayload",
    "ViewSubmissionPayload",
)

# What the shared payloads leave blank, by the name of the field, and what only some of them need.
BLANKS = {
    "team_id": TEAM,
    "app_installed_team_id": TEAM,
    "user": ALICE,
    "user_id": ALICE,
    "channel": CHANNEL,
    "channel_id": CHANNEL,
    "ts": "1.1",
    "message_ts": "1.1",
    "deleted_ts": "1.1",
    "event_id": "Ev1",
    "trigger_id": "1.2",
    "action_id": "article:help",
    "text": "which version?",
    "response_url": "https://hooks.slack.com/actions/1",
    "command": "/econnect",
    "private_metadata": "t1",
    "tab": "home",
    "reaction": "ticket",
}
IDS = {"team": {"id": TEAM}, "user": {"id": ALICE}}
SPECIAL: dict[str, dict[str, Any]] = {
    "BlockActionPayload": {"container": {"type": "message"}, "actions": [{"action_id": "article:help"}]},
    "MessageShortcutPayload": {"callback_id": "hand-over"},
    "ViewSubmissionPayload": {"view": {"type": "modal", "callback_id": "form:hand-over"}},
    "ViewClosedPayload": {"view": {"type": "modal", "callback_id": "form:hand-over"}},
}

FORWARDED = {
    "is_share": True,
    "text": "",
    "fallback": "which version?",
    "files": [{"id": "F1", "name": "a.png"}],
    "message_blocks": [
        {
            "message": {
                "blocks": [
                    {
                        "type": "rich_text",
                        "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "which?"}]}],
                    }
                ]
            }
        }
    ],
}
DRAFT = {"channel": CHANNEL, "ts": "1.1", "language": "en", "trace": None, "link": None}


def form(name: str, metadata: str, **fields: Mapping[str, object]) -> dict[str, Any]:
    values = {field: {field: value} for field, value in fields.items()}
    view: dict[str, object] = {
        "id": "V1",
        "team_id": TEAM,
        "app_installed_team_id": TEAM,
        "type": "modal",
        "callback_id": f"form:{name}",
    }
    view |= {"private_metadata": metadata, "state": {"values": values}}
    return {"type": "view_submission", "team": {"id": TEAM}, "user": {"id": ALICE, "team_id": TEAM}, "view": view}


TEXT, ARTICLE = {"type": "plain_text_input", "value": "Which?"}, {"selected_option": {"value": "help"}}
OWN: dict[str, dict[str, Any]] = {
    **EVENTS,
    **COMMANDS,
    **INTERACTIONS,
    "forwarded": message("", attachments=[FORWARDED]),
    "hand-over": form("hand-over", json.dumps(DRAFT), title=TEXT, text=TEXT),
    "reply": form("reply", "t1", text=TEXT, article=ARTICLE, **{"asks-back": {"selected_options": [{"value": "x"}]}}),
    "check": form("check", "t1\nreply\n\nWhich?"),
    "resolve": form(
        "resolve", "t1", how={"selected_option": {"value": "reply"}}, lesson={"selected_option": {"value": "nothing"}}
    ),
    "assign": form("assign", "t1", whom={"selected_user": ALICE}),
    "calculator": form("calculator", "nl", number={"value": "1234"}, release={"value": "414"}),
    "result": form("result", "nl\n12345678\n414"),
}


def from_shared(name: str) -> dict[str, Any]:
    """Return one of Slack's payloads, its blanks filled in."""
    filled: dict[str, Any] = filled_in(shared(f"payloads/{name}.json"))
    for part, values in SPECIAL.get(name, {}).items():
        filled[part] = {**filled[part], **values} if isinstance(values, dict) else values
    if "event" in filled:
        authorization = {"team_id": TEAM, "user_id": BOT, "is_bot": True}
        filled |= {"type": "event_callback", "authorizations": [authorization]}
        for each in (filled["event"], filled["event"].get("message"), filled["event"].get("previous_message")):
            if isinstance(each, dict) and name != "MessageBotPayload":
                each.pop("bot_id", None)
    return filled


def filled_in(value: Any, name: str = "") -> Any:  # noqa: ANN401 - JSON of any shape
    if isinstance(value, dict):
        return {key: filled_in(each, key) for key, each in value.items()} | IDS.get(name, {})
    if isinstance(value, list):
        return [filled_in(each) for each in value[:1]]
    return BLANKS.get(name, value) if value == "" else value


def places(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield where a field stands; of a list the first element stands for all."""
    if path:
        yield path
    if len(path) == DEEP:
        return
    items: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        items = list(value.items())
    elif isinstance(value, list):
        items = list(enumerate(value[:1]))
    for name, inner in items:
        yield from places(inner, (*path, name))


def changed(payload: dict[str, Any], path: tuple[str | int, ...], instead: object) -> dict[str, Any]:
    copied = copy.deepcopy(payload)
    *way, last = path
    place: Any = copied
    for step in way:
        place = place[step]
    if instead is MISSING:
        del place[last]
    else:
        place[last] = instead
    return copied


def made_new(payload: dict[str, Any], number: int) -> dict[str, Any]:
    """Return a payload of somebody who has not been there yet: nothing of it was seen before."""
    text = json.dumps(payload).replace(f'"{ALICE}"', f'"U{number}"').replace('"1.1"', f'"{number}.1"')
    made: dict[str, Any] = json.loads(text)
    return made | ({"event_id": f"Ev{number}"} if isinstance(made.get("event_id"), str) else {})


def variants(payload: dict[str, Any]) -> list[dict[str, Any]]:
    changes = [
        (path, instead)
        for path in places(payload)
        for instead in (INSTEAD if len(path) < FAR_IN else (MISSING, ["strange"]))
    ]
    return [payload, *(changed(made_new(payload, n), path, instead) for n, (path, instead) in enumerate(changes))]


@contextmanager
def answering() -> Iterator[Callable[[dict[str, Any]], tuple[int, bool]]]:
    """Yield what takes a payload over both ways, and tells the status and whether Socket Mode acked."""
    clock = HandClock()
    guard, socket = (
        Guard(dispatcher(new_app(clock)), (SECRET,), clock),
        SocketFront(new_app(clock), SlackApi("xapp-1"), supervisor=Supervisor()),
    )

    def answer(payload: dict[str, Any]) -> tuple[int, bool]:
        acks: Any = Acks()
        socket.handle_envelope(acks, SocketModeRequest(type="any", envelope_id="e1", payload=payload))
        return status_of(guard, payload, clock.now().timestamp()), bool(acks.sent)

    try:
        yield answer
    finally:
        socket.stop(0)


def new_app(clock: HandClock) -> App:
    """Return an app of its own for each way: nothing of a payload was seen before by the other."""
    slack = new_slack(clock=clock)
    support = SupportContext(
        SupportDeskConfig("CTRIAGE", AMSTERDAM), FakeMembership({ALICE}), FakeAudience(), FakeMessageLinks()
    )
    return build_app(replace(slack, app=replace(slack.app, support=support)))


def status_of(guard: Guard, payload: dict[str, Any], at: float) -> int:
    if "command" in payload:
        body, content_type = urlencode(payload), FORM
    elif "event" in payload or payload.get("type") == "event_callback":
        body, content_type = json.dumps(payload), JSON
    else:
        body, content_type = urlencode({"payload": json.dumps(payload)}), FORM
    raw, statuses = body.encode(), []

    def start_response(status: str, _headers: list[tuple[str, str]], *_: object) -> None:
        statuses.append(int(status.split(maxsplit=1)[0]))

    start: Any = start_response
    begin: StartResponse = start
    environ: dict[str, Any] = {
        "PATH_INFO": "/slack/events",
        "REQUEST_METHOD": "POST",
        "CONTENT_TYPE": content_type,
        "CONTENT_LENGTH": str(len(raw)),
        "wsgi.input": io.BytesIO(raw),
        **sign(raw, at=at),
    }
    guard(environ, begin)
    return statuses[0]


def is_alike(payload: dict[str, Any]) -> bool:
    """Return whether both ways bring the same: a command's form over HTTP makes a text of everything."""
    return "command" not in payload or all(isinstance(value, str) for value in payload.values())


def faults_of(payload: dict[str, Any], caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return what goes wrong with a payload's variants: what HTTP takes Socket Mode acks, and nothing else."""
    found = []
    with answering() as answer:
        for variant in variants(payload):
            caplog.clear()
            status, is_acked = answer(variant)
            errors = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
            is_one_answer = is_acked == (status == 200) or not is_alike(variant)
            if errors or status not in {200, 400, 403} or not is_one_answer:
                found.append(f"{status} {is_acked} {errors} {json.dumps(variant)[:300]}")
    return found


@pytest.mark.parametrize("name", OWN)
def test_whatever_a_payload_lacks_it_is_no_fault(name: str, caplog: pytest.LogCaptureFixture) -> None:
    assert faults_of(OWN[name], caplog) == []


@pytest.mark.parametrize("name", SHARED)
def test_whatever_one_of_slacks_payloads_lacks_it_is_no_fault(name: str, caplog: pytest.LogCaptureFixture) -> None:
    assert faults_of(from_shared(name), caplog) == []


@pytest.mark.parametrize("name", SHARED)
def test_slacks_payloads_are_taken_as_they_are(name: str) -> None:
    with answering() as answer:
        assert answer(from_shared(name)) == (200, True)


@pytest.mark.parametrize("name", OWN)
def test_ours_are_taken_as_they_are(name: str) -> None:
    with answering() as answer:
        assert answer(OWN[name]) == (200, True)
