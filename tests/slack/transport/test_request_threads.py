"""Commands wait for nothing but commands."""

from __future__ import annotations

import json
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

from slack_bolt import BoltResponse

from bot.services.supervising import Supervisor
from bot.slack.transport.guard import Guard
from bot.slack.transport.http import HttpFront
from bot.slack.transport.request_threads import DELIVERY_THREADS, Capacity
from tests.clocks import CLOCK
from tests.slack.payloads import mention
from tests.slack.running import until
from tests.slack.transport.test_guard import CLICK, COMMAND, SECRET, as_json, form
from tests.slack.transport.test_http import post_to, signed

if TYPE_CHECKING:
    from collections.abc import Mapping

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def test_a_command_does_not_wait_behind_what_is_delivered_and_pressed() -> None:
    release, held = Event(), list[str]()

    def dispatch(payload: Mapping[str, Any], _: Mapping[str, str]) -> BoltResponse:
        if "command" not in payload:
            held.append(payload["type"])
            release.wait(10)
        return BoltResponse(status=200, body="")

    front = HttpFront(Guard(dispatch, (SECRET,), CLOCK), "127.0.0.1", 0, supervisor=Supervisor())
    assert front.start(Event())
    event, (click, _), (command, _) = as_json(mention("hello")), form(payload=json.dumps(CLICK)), form(**COMMAND)
    requests = [
        Thread(target=post_to, args=(front, body, signed(body) | headers))
        for body, headers in ((event, {}), (click, FORM)) * DELIVERY_THREADS
    ]
    for request in requests:
        request.start()
    until(lambda: len(held) == DELIVERY_THREADS)

    assert post_to(front, command, signed(command) | FORM)[0] == 200
    assert not release.is_set()

    release.set()
    for request in requests:
        request.join()
    front.stop(5)
    assert len(held) == 2 * DELIVERY_THREADS


def test_where_no_thread_is_kept_for_commands_the_others_answer_them() -> None:
    capacity = Capacity(connections=8, delivery_threads=1, command_threads=0)
    guard = Guard(lambda *_: BoltResponse(status=200, body=""), (SECRET,), CLOCK)
    front = HttpFront(guard, "127.0.0.1", 0, supervisor=Supervisor(), capacity=capacity)
    assert front.start(Event())
    command, _ = form(**COMMAND)

    assert post_to(front, command, signed(command) | FORM)[0] == 200
    front.stop(5)
