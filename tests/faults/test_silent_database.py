"""A database that is silent, frozen or locked, met by a whole bot: it answers what it can, and goes on by itself.

Row 23, and beyond: nothing tells the bot that the database is gone, it just does not answer any more.
"""

from __future__ import annotations

import json
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import psycopg
import pytest

from bot.storage.access import upgrade
from tests.faults.processes import PEOPLE, Site
from tests.faults.test_matrix import asks, wait_for_answer
from tests.slack.running import until
from tests.storage.silent_proxy import SilentProxy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from localslack import ChannelMessage, LocalSlack
    from localslack.journal import DeliveryRecord
    from tests.storage.postgres import Server

pytestmark = pytest.mark.slow  # real processes

RECOVERY_SECONDS = 10.0
STOP_SECONDS = 10.0
FIRST_COMMAND_SECONDS = 2.5  # it may find every thread waiting
COMMAND_SECONDS = 1.0
METRICS_SECONDS = 2.0
LEFT_TO_SLACK_SECONDS = 2.5


@pytest.fixture
def own_postgres(postgres: Server) -> Iterator[Server]:
    from tests.storage.postgres import server  # noqa: PLC0415 - not where there is none

    assert postgres  # it tells loudly where there is none
    with server() as running:
        upgrade(running.url)
        yield running


@contextmanager
def silent(proxy: SilentProxy) -> Iterator[None]:
    proxy.silence()
    try:
        yield
    finally:
        proxy.speak()


@contextmanager
def locked(url: str) -> Iterator[None]:
    with psycopg.connect(url) as other:
        other.execute("LOCK TABLE questions IN ACCESS EXCLUSIVE MODE")
        yield
        other.rollback()


@contextmanager
def restarted(server: Server) -> Iterator[None]:
    server.stop()
    try:
        yield
    finally:
        server.start()


@pytest.fixture(params=["silent", "frozen", "locked", "restarted"])
def trouble(
    request: pytest.FixtureRequest, own_postgres: Server
) -> Iterator[tuple[str, AbstractContextManager[None]]]:
    with SilentProxy(own_postgres.port) as proxy:
        url = own_postgres.url.replace(str(own_postgres.port), str(proxy.port))
        found = {
            "silent": silent(proxy),
            "frozen": own_postgres.frozen(),
            "locked": locked(own_postgres.url),
            "restarted": restarted(own_postgres),
        }
        yield url, found[request.param]


@pytest.mark.parametrize("mode", ["http", "socket"])
def test_commands_are_answered_events_left_to_slack_readiness_says_so_and_it_goes_on_by_itself(
    slack: LocalSlack, trouble: tuple[str, AbstractContextManager[None]], mode: str, tmp_path: Path, cache: Path
) -> None:
    url, fault = trouble
    site = Site(slack, url, tmp_path, cache, mode=mode)
    try:
        bot = site.start()
        wait_for_answer(slack, asks(slack))
        with fault:
            questions = [asks(slack, name) for name in PEOPLE]  # more than it has threads
            took = [
                seconds_of(slack, "person0", command) for command in ("address 01035286", "version 412SP26", "help")
            ]
            told = json.loads(bot.ask("/readyz")[1])["checks"]
            begin = time.monotonic()
            status, figures = bot.ask("/metrics")
            assert (status, "econnect_teams_blocked" in figures) == (200, True)
            assert time.monotonic() - begin < METRICS_SECONDS
            slack.wait_for(lambda: all(deliveries(slack, question) for question in questions))
            assert is_ready(told, "database") is False
        begin = time.monotonic()
        bot.wait_until_ready()
        recovered = time.monotonic() - begin
        for question in questions:
            wait_for_answer(slack, question)
        until(bot.has_sent_everything)
    finally:
        site.end()

    assert took[0] < FIRST_COMMAND_SECONDS
    assert max(took[1:]) < COMMAND_SECONDS
    assert recovered < RECOVERY_SECONDS
    tries = [deliveries(slack, question) for question in questions]
    left = [each.ack_seconds for records in tries for each in records if each.outcome != "ok"]
    assert left
    assert mode == "socket" or max(left) < LEFT_TO_SLACK_SECONDS  # over a socket they are not answered at all
    assert [records[-1].outcome for records in tries] == ["ok"] * len(questions)


def deliveries(slack: LocalSlack, question: ChannelMessage) -> list[DeliveryRecord]:
    return [each for each in slack.deliveries("message") if each.payload["event"].get("ts") == question.ts]


def is_ready(checks: dict[str, object], name: str) -> bool:
    return checks[name] is True


def seconds_of(slack: LocalSlack, person: str, command: str) -> float:
    name, _, text = command.partition(" ")
    begin = time.monotonic()
    shown = slack.people[person].types(f"/econnect-{name} {text}".strip())
    assert shown is not None
    return time.monotonic() - begin


def test_it_stops_within_ten_seconds_all_the_same(
    slack: LocalSlack, trouble: tuple[str, AbstractContextManager[None]], tmp_path: Path, cache: Path
) -> None:
    url, fault = trouble
    site = Site(slack, url, tmp_path, cache, mode="http")
    try:
        bot = site.start()
        wait_for_answer(slack, asks(slack))
        with fault:
            asks(slack, "person1")
            begin = time.monotonic()
            code = bot.stop()
            took = time.monotonic() - begin
    finally:
        site.end()

    assert code == 0
    assert took < STOP_SECONDS


def test_after_a_fail_over_the_first_event_is_answered(
    slack: LocalSlack, own_postgres: Server, tmp_path: Path, cache: Path
) -> None:
    """Its connections are silent for ever, and new ones work."""
    with SilentProxy(own_postgres.port) as proxy:
        url = own_postgres.url.replace(str(own_postgres.port), str(proxy.port))
        site = Site(slack, url, tmp_path, cache, mode="http")
        try:
            site.start()
            wait_for_answer(slack, asks(slack))
            proxy.forget()
            answered = wait_for_answer(slack, asks(slack, "person1"), RECOVERY_SECONDS)
        finally:
            site.end()

    assert len(answered) == 1
