"""Crowds at both ports of a real bot, and what becomes of a SIGTERM meanwhile."""

from __future__ import annotations

import socket
import time
from contextlib import ExitStack, contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING

import pytest

from tests.faults.processes import QUESTION, Site, acked, answers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from localslack import LocalSlack

pytestmark = pytest.mark.slow  # real processes

HEAD = b"POST /slack/events HTTP/1.1\r\nHost: bot\r\nContent-Length: 5000\r\n"


@contextmanager
def dripping(port: int, count: int) -> Iterator[None]:
    """Hold so many connections that send a byte a second."""
    ended = Event()
    with ExitStack() as stack:
        crowd = [stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=10)) for _ in range(count)]
        for each in crowd:
            each.sendall(HEAD)

        def drip() -> None:
            while not ended.wait(1):
                for each in crowd:
                    try:
                        each.send(b"x")
                    except OSError:
                        continue

        thread = Thread(target=drip)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()


def test_a_crowd_that_drips_at_both_ports_keeps_no_ack_no_probe_and_no_stop(
    slack: LocalSlack, sqlite_url: str, tmp_path: Path, cache: Path
) -> None:
    site = Site(slack, sqlite_url, tmp_path, cache, mode="http")
    try:
        bot = site.start()
        with dripping(bot.port, 1000), dripping(bot.health, 200):
            questions = [slack.people[f"person{number}"].writes_dm(QUESTION) for number in range(3)]
            slack.wait_for(lambda: all(answers(slack, question) for question in questions))
            is_ready = bot.is_ready()
            begin = time.monotonic()
            code = bot.stop()
            took = time.monotonic() - begin
    finally:
        site.end()

    assert {question.ts for question in questions} <= acked(slack)
    assert all(record.ack_seconds < 2.7 for record in slack.deliveries("message"))
    assert is_ready
    assert code == 0
    assert took < 10


def test_a_bot_that_is_stopped_while_slack_hangs_ends_in_time_and_its_answer_comes_from_the_next(
    slack: LocalSlack, sqlite_url: str, tmp_path: Path, cache: Path
) -> None:
    site = Site(slack, sqlite_url, tmp_path, cache, mode="http")
    try:
        bot = site.start()
        slack.faults.for_calls("chat.postMessage", "timeout")
        question = slack.people["person0"].writes_dm(QUESTION)
        slack.wait_for(lambda: question.ts in acked(slack))
        begin = time.monotonic()
        bot.stop()
        took = time.monotonic() - begin
        site.start()
        answered = slack.wait_for(lambda: answers(slack, question), 40)
    finally:
        site.end()

    assert took < 10
    assert len(answered) == 1
