"""Bots as processes of their own, on a real database, against one local Slack: started, stopped, and killed."""

from __future__ import annotations

import contextlib
import os
import random
import socket
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from localslack.workspace_spec import ChannelSpec, PersonSpec, WorkspaceSpec
from tests.faults.forked import start_bot

if TYPE_CHECKING:
    from localslack import ChannelMessage, LocalSlack

ROOT = Path(__file__).parents[2]
PEOPLE = tuple(f"person{number}" for number in range(12))
TEAM = PEOPLE[10:]
CROWD = WorkspaceSpec(
    tuple(PersonSpec(name, name) for name in PEOPLE),
    (ChannelSpec("general", PEOPLE), ChannelSpec("triage", TEAM, is_private=True)),
)
QUESTION = "which version of Exact Globe do I need?"


def free_port() -> int:
    """Return a port that nobody has, and that the system gives to nobody by itself until the bot listens there."""
    for port in random.sample(range(18_000, 28_000), 100):
        with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
    raise OSError("no port is free")


@dataclass
class Site:
    """Where bots run: a Slack, a database, and folders for what they keep and what they log."""

    slack: LocalSlack
    database_url: str
    folder: Path
    cache: Path
    mode: str = "socket"
    replicas: int = 1
    longest_file: int | None = None
    bots: list[Bot] = field(default_factory=list)

    def start(self, *, is_waited_for: bool = True, **settings: str) -> Bot:
        """Start one more bot, and wait until it is ready, if it is waited for."""
        bot = Bot(self, settings)
        self.bots.append(bot)
        if is_waited_for:
            bot.wait_until_ready()
        if self.mode == "http":
            self.slack.deliver_to(f"http://127.0.0.1:{bot.port}/slack/events")
        return bot

    def logs(self) -> str:
        """Everything that every bot has logged."""
        return "".join(path.read_text(encoding="utf-8") for path in sorted(self.folder.glob("bot-*.log")))

    def end(self) -> None:
        """Kill what still runs."""
        for bot in self.bots:
            bot.kill()


class Bot:
    """A bot's process."""

    def __init__(self, site: Site, settings: dict[str, str]) -> None:
        slack, self.port, self.health = site.slack, free_port(), free_port()
        door = (
            {"SLACK_APP_TOKEN": slack.app_token}
            if site.mode == "socket"
            else {"SLACK_SIGNING_SECRET": slack.signing_secret, "PORT": str(self.port)}
        )
        environment = {
            **os.environ,  # noqa: TID251 - a process needs a path and a home
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_API_URL": slack.api_url,
            "HEALTH_PORT": str(self.health),
            "ECONNECT_TRIAGE_CHANNEL": slack.channels["triage"].id,
            "ECONNECT_WORKING_DAYS": "mon-sun",
            "ECONNECT_WORKING_HOURS": "00:00-23:59",
            "ECONNECT_HOLIDAYS": "NONE",
            "ECONNECT_CACHE_DIR": str(site.cache),
            "ECONNECT_DATA_DIR": str(site.folder),
            "DATABASE_URL": site.database_url,
            "REPLICAS": str(site.replicas),
            **door,
            **settings,
        }
        self.log = site.folder / f"bot-{len(site.bots)}.log"
        self.log.touch()
        self.process = start_bot(environment, self.log, site.longest_file)

    def ask(self, path: str) -> tuple[int, str]:
        """Return the status and body of a page on the operator's port."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.health}{path}", timeout=5) as answer:
                return int(answer.status), answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def is_ready(self) -> bool:
        """Whether it says that it is."""
        try:
            return self.ask("/readyz")[0] == 200
        except OSError:
            return False

    def wait_until_ready(self, seconds: float = 60) -> None:
        """Wait for that."""
        end = time.monotonic() + seconds
        while not self.is_ready():
            assert self.is_running(), self.log.read_text()
            assert time.monotonic() < end, (
                f"the bot did not become ready: {self.ask('/readyz')} {self.log.read_text()}"
            )
            Event().wait(0.02)

    def listens(self) -> bool:
        """Whether something answers on its port."""
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def has_sent_everything(self) -> bool:
        """Whether nothing waits in its outbox."""
        return "econnect_outbox_waiting 0.0" in self.ask("/metrics")[1]

    def is_running(self) -> bool:
        """Whether it has not ended."""
        return self.process.is_alive()

    def kill(self) -> None:
        """Kill it as a failing machine would."""
        self.process.kill()
        self.process.join()

    def stop(self) -> int:
        """Stop it as an operator would; its exit code."""
        self.process.terminate()
        self.process.join(30)
        assert self.process.exitcode is not None, f"the bot did not end: {self.log.read_text()}"
        return self.process.exitcode


def acked(slack: LocalSlack) -> set[str]:
    """Return the messages of people whose event was acknowledged at least once, by ts."""
    events = [record.payload.get("event", {}) for record in slack.deliveries() if record.outcome == "ok"]
    return {
        event["ts"] for event in events if event.get("type") in {"message", "app_mention"} and not event.get("bot_id")
    }


def answers(slack: LocalSlack, question: ChannelMessage) -> list[ChannelMessage]:
    """Return what the bot said to a question, in its thread or in direct messages, as often as it stands there."""
    here = slack.people[next(name for name, person in slack.people.items() if person.id == question.user)]
    told = here.sees(here.dm) if question.channel == here.dm.id else slack.thread(question)
    return [message for message in told if _outbox_id(message).endswith(f":{question.ts}")]


def _outbox_id(message: ChannelMessage) -> str:
    payload = (message.metadata or {}).get("event_payload", {})
    return str(payload.get("outbox_id", ""))
