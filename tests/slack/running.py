"""A whole bot, running against the local Slack over one of the two transports."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from threading import Event, Thread
from typing import TYPE_CHECKING, Literal, TypeAlias

from bot.operations.serving import serve
from bot.services.delivering import DeliveryWorker, Policy
from bot.services.resolving import OutboxResolver
from bot.services.supervising import Supervisor
from bot.slack.app import build_app
from bot.slack.ids import EVENTS_PATH
from bot.slack.outbound.courier import SlackCourier
from bot.slack.transport.dispatching import dispatcher
from bot.slack.transport.guard import Guard
from bot.slack.transport.http import HttpFront
from bot.slack.transport.socket import SocketFront
from bot.slack.web_api import SlackApi
from bot.storage.database import DatabaseStore, store_in_memory
from localslack.installation import Installation
from tests.clocks import CLOCK, RunningClock
from tests.services.fakes import FakeAnswering
from tests.slack.fakes import FakeWorkspace, new_slack, render

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import timedelta

    from bot.operations.serving import Front
    from localslack import LocalSlack

LOCAL = FakeWorkspace(Installation().team_id, Installation().bot_user_id)
"""The workspace of local Slack."""

Mode: TypeAlias = Literal["http", "socket"]
MODES: tuple[Mode, ...] = ("http", "socket")


def until(has_come: Callable[[], object], seconds: float = 20) -> None:
    """Wait for what no condition tells of; the longer that takes, the less often it is looked for."""
    begin = time.monotonic()
    while not has_come():
        waited = time.monotonic() - begin
        assert waited < seconds, "it did not come"
        Event().wait(min(max(waited / 20, 0.005), 0.05))


@dataclass
class Credentials:
    """What a bot needs to know of a Slack."""

    api_url: str
    bot_token: str
    app_token: str
    signing_secret: str


@dataclass
class Running:
    """A running bot's parts that tests look at."""

    front: Front
    store: DatabaseStore
    answering: FakeAnswering

    @property
    def url(self) -> str:
        """Where it takes requests over HTTP."""
        assert isinstance(self.front, HttpFront)
        return f"http://127.0.0.1:{self.front.port}{EVENTS_PATH}"


def assemble(
    mode: Mode, given: Credentials, wake: Event, policy: Policy | None = None, clock: RunningClock | None = None
) -> tuple[Running, DeliveryWorker]:
    store, answering, clock = store_in_memory(), FakeAnswering(), clock or CLOCK
    app = build_app(new_slack(store, answering, clock, wake.set, home=LOCAL))
    courier = SlackCourier(
        SlackApi(given.bot_token, given.api_url, timeout_seconds=1), render, OutboxResolver(store, clock)
    )
    worker = DeliveryWorker(store.outbox, courier, clock, owner="w1", policy=policy or Policy())
    front: Front
    if mode == "http":
        front = HttpFront(
            Guard(dispatcher(app), (given.signing_secret,), clock), "127.0.0.1", 0, supervisor=Supervisor()
        )
    else:
        front = SocketFront(app, SlackApi(given.app_token, given.api_url), supervisor=Supervisor())
    return Running(front, store, answering), worker


@contextmanager
def running_bot(slack: LocalSlack, mode: Mode, *, channel_rest: timedelta | None = None) -> Iterator[Running]:
    given = Credentials(slack.api_url, slack.bot_token, slack.app_token, slack.signing_secret)
    wake, stop = Event(), Event()
    policy = Policy() if channel_rest is None else Policy(channel_rest=channel_rest)
    running, worker = assemble(mode, given, wake, policy)
    run = partial(serve, running.front, worker, CLOCK, stop=stop, wake=wake, supervisor=Supervisor())
    thread = Thread(target=run)
    thread.start()
    try:
        until(running.front.is_ready)
        if mode == "http":
            slack.deliver_to(running.url)
        else:
            slack.wait_for(lambda: slack.connections)
        yield running
    finally:
        stop.set()
        thread.join()
