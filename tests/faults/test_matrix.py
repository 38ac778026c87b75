"""Rows of the fault matrix on real processes and real databases; its number stands in each test's docstring."""

from __future__ import annotations

import http.client
import json
import re
import shutil
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import psycopg
import pytest

from bot.bootstrap.clock import SystemClock
from bot.domain.outgoing import Destination, Outgoing, SystemNotice
from bot.storage.access import open_store, visit_store
from bot.storage.database import MOST_WAITING
from tests.faults.processes import PEOPLE, QUESTION, ROOT, Site, acked, answers
from tests.slack.running import until
from tests.slack.transport.test_guard import sign

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from localslack import ChannelMessage, LocalSlack
    from tests.faults.processes import Bot
    from tests.storage.postgres import Server

pytestmark = pytest.mark.slow  # real processes

ACK_SECONDS = 2.7  # 2 s for the database, and what a busy machine adds


def asks(slack: LocalSlack, name: str = "person0") -> ChannelMessage:
    return slack.people[name].writes_dm(QUESTION)


def wait_for_answer(slack: LocalSlack, question: ChannelMessage, seconds: float = 30) -> list[ChannelMessage]:
    return slack.wait_for(lambda: answers(slack, question), seconds)


def outcomes(slack: LocalSlack, question: ChannelMessage) -> list[str]:
    records = [each for each in slack.deliveries("message") if each.payload["event"].get("ts") == question.ts]
    assert all(record.ack_seconds < ACK_SECONDS for record in records)
    return [record.outcome for record in records]


@pytest.fixture
def http_site(site: Site) -> Site:
    site.mode = "http"
    return site


FORM = "application/x-www-form-urlencoded"


def answer_of(bot: Bot, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
    """Return what the bot answers to a request as it comes over the wire."""
    connection = http.client.HTTPConnection("127.0.0.1", bot.port, timeout=10)
    try:
        connection.request("POST", "/slack/events", body, headers)
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


def signed_by(slack: LocalSlack, body: bytes) -> dict[str, str]:
    names = {"HTTP_X_SLACK_REQUEST_TIMESTAMP": "X-Slack-Request-Timestamp"}
    names["HTTP_X_SLACK_SIGNATURE"] = "X-Slack-Signature"
    given = sign(body, at=time.time(), secret=slack.signing_secret)
    return {names[name]: value for name, value in given.items()}


def test_one_event_posted_again_and_again_and_at_once_has_one_effect(http_site: Site) -> None:
    """Rows 1, 2 and 6: the same signed request, replayed 32 times by eight threads, beside its twin."""
    slack, bot = http_site.slack, http_site.start()
    general, alice = slack.channels["general"], slack.people["person0"]
    question = alice.says(general, f"{slack.bot_mention} {QUESTION}")
    wait_for_answer(slack, question)
    events = slack.wait_for(lambda: [record.payload for record in slack.deliveries("app_mention")])
    body = json.dumps(events[0]).encode()
    headers = signed_by(slack, body) | {"Content-Type": "application/json"}
    with ThreadPoolExecutor(8) as pool:
        statuses = [status for status, _ in pool.map(lambda _: answer_of(bot, body, headers), range(32))]
    other = wait_for_answer(slack, asks(slack, "person1"))
    until(bot.has_sent_everything)

    assert statuses == [200] * 32
    assert other
    assert len(answers(slack, question)) == 1


def test_while_another_process_locks_sqlite_commands_answer_and_events_are_kept_by_slack(
    slack: LocalSlack, sqlite_url: str, tmp_path: Path, cache: Path
) -> None:
    """Row 22."""
    site = Site(slack, sqlite_url, tmp_path, cache, mode="http")
    try:
        site.start()
        with closing(sqlite3.connect(tmp_path / "bot.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            question = asks(slack)
            slack.wait_for(lambda: outcomes(slack, question))
            begin = time.monotonic()
            shown = slack.people["person1"].types("/econnect-address 01035286")
            took = time.monotonic() - begin
            other.execute("ROLLBACK")
        answered = wait_for_answer(slack, question)
    finally:
        site.end()

    assert outcomes(slack, question)[0] != "ok"
    assert outcomes(slack, question)[-1] == "ok"
    assert len(answered) == 1
    assert shown is not None
    assert "01035286@facturen.econnect.eu" in shown.text
    assert took < 3


@pytest.fixture
def own_postgres() -> Iterator[Server]:
    from tests.storage.postgres import server  # noqa: PLC0415 - not where there is none

    with server() as running:
        yield running


def test_while_postgresql_is_down_commands_answer_and_afterwards_everything_is_answered(
    slack: LocalSlack, own_postgres: Server, postgres: Server, tmp_path: Path, cache: Path
) -> None:
    """Row 23. The other fixture tells loudly where there is no PostgreSQL."""
    from bot.storage.access import upgrade  # noqa: PLC0415 - as above

    assert postgres
    upgrade(own_postgres.url)
    site = Site(slack, own_postgres.url, tmp_path, cache, mode="http")
    try:
        bot = site.start()
        wait_for_answer(slack, asks(slack))
        own_postgres.stop()
        question = asks(slack, "person1")
        slack.wait_for(lambda: outcomes(slack, question))
        shown = slack.people["person2"].types("/econnect-version 412SP26")
        status, told = bot.ask("/readyz")
        own_postgres.start()
        answered = wait_for_answer(slack, question)
        bot.wait_until_ready()
    finally:
        site.end()

    assert outcomes(slack, question)[0] != "ok"
    assert len(answered) == 1
    assert shown is not None
    assert "412" in shown.text
    assert (status, json.loads(told)["checks"]["database"]) == (503, False)


def test_a_table_that_a_migration_locks_gives_an_error_in_time_and_then_an_answer(
    slack: LocalSlack, postgres_url: str, tmp_path: Path, cache: Path
) -> None:
    """Row 24."""
    site = Site(slack, postgres_url, tmp_path, cache, mode="http")
    try:
        site.start()
        with psycopg.connect(postgres_url) as other:
            other.execute("LOCK TABLE outbox IN ACCESS EXCLUSIVE MODE")
            question = asks(slack)
            slack.wait_for(lambda: outcomes(slack, question))
            other.rollback()
        answered = wait_for_answer(slack, question)
    finally:
        site.end()

    assert outcomes(slack, question)[0] != "ok"
    assert len(answered) == 1
    assert "LockNotAvailable" in site.logs()


def test_backends_that_are_terminated_are_replaced(
    slack: LocalSlack, postgres_url: str, tmp_path: Path, cache: Path
) -> None:
    """Row 23, a failover: every connection ends at once."""
    site = Site(slack, postgres_url, tmp_path, cache)
    try:
        site.start()
        wait_for_answer(slack, asks(slack))
        with psycopg.connect(postgres_url, autocommit=True) as other:
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        answered = wait_for_answer(slack, asks(slack, "person1"))
    finally:
        site.end()

    assert len(answered) == 1


def test_a_knowledge_base_that_breaks_while_the_bot_runs_never_replaces_a_good_one(
    slack: LocalSlack, sqlite_url: str, tmp_path: Path, cache: Path
) -> None:
    """Row 26."""
    knowledge = tmp_path / "knowledge"
    shutil.copytree(ROOT / "knowledge", knowledge)
    article = knowledge / "exact-globe" / "articles" / "version-required.yml"
    sound = article.read_text("utf-8")
    site = Site(slack, sqlite_url, tmp_path, cache)
    try:
        bot = site.start(ECONNECT_KNOWLEDGE_DIR=str(knowledge))
        article.write_text(sound + "colour: red\n", "utf-8")
        until(lambda: "version-required.yml" in site.logs())
        during = wait_for_answer(slack, asks(slack))
        article.write_text(sound.replace("At least update", "Now at least update"), "utf-8")
        until(lambda: " loaded" in site.logs())
        after = wait_for_answer(slack, asks(slack, "person1"))
        is_alive = bot.is_running()
    finally:
        site.end()

    assert is_alive
    assert "At least update 413" in during[0].text
    assert "Now at least update 413" in after[0].text
    assert site.logs().count("version-required.yml:") == 1


def test_an_acked_event_is_in_the_database_before_its_ack(http_site: Site) -> None:
    """Row 28 in little: the bot is killed at the very moment of the first ack, and the answer comes all the same."""
    slack, first = http_site.slack, http_site.start()
    slack.faults.for_calls("chat.postMessage", "timeout")
    question = asks(slack)
    slack.wait_for(lambda: question.ts in acked(slack))
    first.kill()
    http_site.start()

    assert len(wait_for_answer(slack, question, 40)) == 1


def test_a_full_outbox_leaves_events_to_slack_and_says_so(
    slack: LocalSlack, sqlite_url: str, tmp_path: Path, cache: Path
) -> None:
    """Row 33."""
    later = SystemClock().now() + timedelta(days=1)  # the bot is a process of its own
    ids, notice = [f"m{number}" for number in range(MOST_WAITING)], SystemNotice("thanks", "en")
    with open_store(sqlite_url) as store, store.transaction() as transaction:
        for name in ids:
            transaction.send(Outgoing(name, Destination(slack.app.team_id, "C1"), notice, later))
    site = Site(slack, sqlite_url, tmp_path, cache, mode="http")
    try:
        bot = site.start(is_waited_for=False)
        until(bot.listens)
        question = asks(slack)
        slack.wait_for(lambda: outcomes(slack, question))
        told = json.loads(bot.ask("/readyz")[1])["checks"]
        with visit_store(sqlite_url) as store:
            store.outbox.drop(ids)
        answered = wait_for_answer(slack, question)
    finally:
        site.end()

    assert outcomes(slack, question)[0] != "ok"
    assert told["outbox"] is False
    assert len(answered) == 1


def test_a_command_that_fails_is_told_with_a_reference_that_the_log_has_once(
    slack: LocalSlack, postgres_url: str, tmp_path: Path, cache: Path
) -> None:
    """Row 11: a person's id is longer than any, and the database does not take it."""
    site = Site(slack, postgres_url, tmp_path, cache, mode="http")
    try:
        bot = site.start()
        team = slack.app.team_id
        form = {"command": "/econnect", "text": "a canary", "team_id": team, "channel_id": "C1", "user_id": "U" * 60}
        body = urlencode(form).encode()
        status, told = answer_of(bot, body, signed_by(slack, body) | {"Content-Type": FORM})
        log = site.logs()
    finally:
        site.end()

    (reference,) = re.findall(r"\b[0-9a-f]{8}\b", json.loads(told)["text"])
    assert status == 200
    assert log.count(reference) == 1
    assert "canary" not in log


def test_what_another_workspace_sends_is_refused_although_it_is_signed(
    slack: LocalSlack, sqlite_url: str, tmp_path: Path, cache: Path
) -> None:
    site = Site(slack, sqlite_url, tmp_path, cache, mode="http")
    try:
        bot = site.start()
        form = {"command": "/econnect", "text": "x", "team_id": "T0OTHER", "channel_id": "C1", "user_id": "U1"}
        body = urlencode(form).encode()
        status, told = answer_of(bot, body, signed_by(slack, body) | {"Content-Type": FORM})
    finally:
        site.end()

    assert (status, told) == (403, "Forbidden")
    assert "another workspace is refused" in site.logs()


def test_on_a_full_disk_nothing_is_acked_that_is_not_kept(
    slack: LocalSlack, sqlite_url: str, tmp_path: Path, cache: Path
) -> None:
    """Row 25: the system lets no file grow beyond some pages; a successor without that limit answers everything."""
    with open_store(sqlite_url):
        pass
    site = Site(slack, sqlite_url, tmp_path, cache, mode="http", longest_file=400_000)
    try:
        first = site.start()
        asked: list[ChannelMessage] = []

        def is_refused() -> bool:
            asked.append(asks(slack, PEOPLE[len(asked) % len(PEOPLE)]))
            return any(record.outcome == "http_error" for record in slack.deliveries("message"))

        until(is_refused)
        assert "database or disk is full" in site.logs() or "disk I/O error" in site.logs()
        first.kill()
        site.longest_file = None
        site.start()
        slack.settle(30)
        done = acked(slack)
        slack.wait_for(lambda: all(answers(slack, question) for question in asked if question.ts in done), 60)
    finally:
        site.end()

    assert [len(answers(slack, question)) for question in asked if question.ts in done] == [1] * len(done)
