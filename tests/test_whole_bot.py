"""The shipped bot as its operator starts it: a process of its own, over both transports, against the local Slack."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import pytest

from localslack import LocalSlack
from tests.factories import VAGUE
from tests.faults.processes import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
MODES = ("socket", "http")


@dataclass
class Started:
    slack: LocalSlack
    process: subprocess.Popen[str]
    health: str

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=20)


@contextmanager
def started(mode: str, cache: Path, data: Path) -> Iterator[Started]:
    with LocalSlack(ROOT / "manifest.yml") as slack:
        port, health = free_port(), free_port()
        credentials = (
            {"SLACK_APP_TOKEN": slack.app_token}
            if mode == "socket"
            else {"SLACK_SIGNING_SECRET": slack.signing_secret, "PORT": str(port)}
        )
        environment = {
            **os.environ,  # noqa: TID251 - the process needs a path and a home
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_API_URL": slack.api_url,
            "HEALTH_PORT": str(health),
            "ECONNECT_CACHE_DIR": str(cache),
            "ECONNECT_DATA_DIR": str(data),
            "ECONNECT_SUPPORT_CONTACT": "#econnect-help",
            **credentials,
        }
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "run"],
            cwd=ROOT,
            env=environment,
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            text=True,
        )
        try:
            assert process.stderr is not None
            assert process.stderr.readline().startswith("Mode: HTTP" if mode == "http" else "Mode: Socket Mode")
            first = process.stderr.readline()
            for told in (
                "starting version=",
                f"mode={mode} knowledge=",
                f"database={data}",
                f"health=127.0.0.1:{health}",
            ):
                assert told in first
            assert (f"port={port}" in first) == (mode == "http")
            bot = Started(slack, process, f"http://127.0.0.1:{health}")
            wait_until_ready(bot)
            if mode == "http":
                slack.deliver_to(f"http://127.0.0.1:{port}/slack/events")
            yield bot
        finally:
            process.kill()
            process.communicate()


def page(bot: Started, path: str) -> str:
    with urllib.request.urlopen(f"{bot.health}{path}", timeout=5) as answer:  # noqa: S310 - our own http address
        return str(answer.read().decode())


def wait_until_ready(bot: Started) -> None:
    for _ in range(400):
        try:
            page(bot, "/readyz")
        except OSError:
            assert bot.process.poll() is None
            Event().wait(0.05)
        else:
            return
    raise AssertionError("the bot did not become ready")


@pytest.fixture(scope="module", params=MODES)
def bot(request: pytest.FixtureRequest, cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Started]:
    with started(request.param, cache, tmp_path_factory.mktemp("data")) as running:
        yield running


@pytest.mark.slow
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("which version of Exact Globe do I need?", "at least update 413"),
        ("Welke versie van Exact Globe heb ik nodig?", "update 413"),
        ("wat is mijn adres, kvk 01035286?", "01035286@facturen.econnect.eu"),
        ("Wat kost Basic per maand?", "prijzen en tarieven"),
    ],
)
def test_a_mention_is_answered_in_its_thread(bot: Started, asked: str, said: str) -> None:
    alice, general = bot.slack.people["alice"], bot.slack.channels["general"]
    reply = bot.slack.wait_for_reply(alice.says(general, f"{bot.slack.bot_mention} {asked}"))

    assert said.lower() in re.sub(r"[*`]", "", reply.text).lower()
    assert reply.blocks


@pytest.mark.slow
def test_all_of_its_background_work_is_watched_over_in_one_place(bot: Started) -> None:
    restarts = re.compile(r'^econnect_job_restarts_total\{work="([^"]+)"\} 0\.0$', re.MULTILINE)
    found = set(restarts.findall(page(bot, "/metrics")))

    assert found >= {"signals", "delivery", "health", "purge", "erasures", "reminders", "knowledge"}


@pytest.mark.slow
def test_a_direct_message_is_answered_and_its_number_followed_up(bot: Started) -> None:
    alice = bot.slack.people["alice"]
    first = bot.slack.wait_for_reply(alice.writes_dm("can you work out my mailbox address?"))
    second = bot.slack.wait_for_reply(alice.writes_dm("01035286"))

    assert "8-digit" in first.text
    assert "01035286@facturen.econnect.eu" in second.text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("/econnect which version do I need?", "update 413"),
        ("/econnect waar vul ik het adres in Globe in?", "Administratie-instellingen"),
        ("/econnect", "/econnect-address"),
        ("/econnect-address 01035286", "01035286@facturen.econnect.eu"),
        ("/econnect-address 1234567", "7"),
        ("/econnect-address", "8"),
        ("/econnect-version 412SP26", "412"),
        ("/econnect-version", "413"),
        ("/econnect-help", "/econnect-version"),
    ],
)
def test_each_command_is_answered_in_its_ack(bot: Started, typed: str, said: str) -> None:
    shown = bot.slack.people["alice"].types(typed, bot.slack.channels["general"])

    assert shown is not None
    assert said in shown.text


@pytest.mark.slow
def test_a_did_you_mean_is_clicked_and_answered(bot: Started) -> None:
    alice, general = bot.slack.people["alice"], bot.slack.channels["general"]
    question = alice.says(general, f"{bot.slack.bot_mention} {VAGUE}")
    offer = bot.slack.wait_for_reply(question)
    alice.clicks(offer, "article:what-is-it")
    bot.slack.settle()
    bot.slack.wait_for(lambda: len(bot.slack.thread(question)) > 2)

    assert "Digitale Brievenbus" in bot.slack.thread(question)[-1].text


@pytest.mark.slow
@pytest.mark.parametrize("mode", MODES)
def test_sigterm_loses_nothing_that_was_acked(mode: str, cache: Path, tmp_path: Path) -> None:
    with started(mode, cache, tmp_path) as running:
        slack = running.slack
        alice, general = slack.people["alice"], slack.channels["general"]
        asked = [alice.says(general, f"{slack.bot_mention} which version do I need?") for _ in range(4)]
        slack.wait_for(lambda: [each.outcome for each in slack.deliveries("app_mention")].count("ok") == len(asked))
        code = running.stop()

        assert code == 0
        assert [len(slack.thread(question)) for question in asked] == [2] * 4


@pytest.mark.slow
@pytest.mark.parametrize("taken", ["PORT", "HEALTH_PORT"])
def test_a_port_that_is_taken_is_told(taken: str, cache: Path) -> None:
    with socket.socket() as other:
        other.bind(("0.0.0.0", 0))  # noqa: S104 - where the bot listens
        other.listen()
        ports = {"PORT": "0", "HEALTH_PORT": "0"} | {taken: str(other.getsockname()[1])}
        tokens = {
            "SLACK_BOT_TOKEN": "xoxb-1",
            "SLACK_SIGNING_SECRET": "s",
            "ECONNECT_CACHE_DIR": str(cache),
            "ECONNECT_DATA_DIR": str(cache),
        }
        environment = {**os.environ, **tokens, **ports}  # noqa: TID251 - the process needs a path and a home
        ended = subprocess.run(
            [sys.executable, "-m", "bot", "run"],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    assert ended.returncode == 1
    assert f"{taken} {ports[taken]} is taken" in ended.stderr


@pytest.mark.slow
def test_its_readiness_and_its_build_are_told_as_metrics(bot: Started) -> None:
    told = page(bot, "/metrics")

    for check in ("front", "token", "delivery", "database", "outbox", "jobs"):
        assert f'econnect_ready{{check="{check}"}} ' in told
    assert 'econnect_build_info{python="' in told
    assert 'econnect_job_last_success_timestamp_seconds{work="readiness"} ' in told
