"""Plays a dialog against a bot put together as in production, over one of the transports."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

import yaml
from slack_sdk import WebClient

from bot.bootstrap.fronts import http_front, socket_front
from bot.bootstrap.in_slack import build_bot
from bot.bootstrap.live import LiveAnswering
from bot.services.delivering import Policy
from bot.settings import from_environment
from bot.slack.ids import EVENTS_PATH
from bot.slack.transport.http import HttpFront
from bot.storage.access import open_store
from localslack import LocalSlack
from localslack.workspace_spec import ChannelSpec, PersonSpec, WorkspaceSpec
from tests.clocks import RunningClock
from tests.slack.running import Mode, until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.domain.desk import SupportDeskConfig
    from bot.services.ports import Store
    from bot.settings import Settings
    from localslack import Channel, ChannelMessage, Member

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
QUICK = Policy(channel_rest=timedelta(0), shortest_wait=timedelta(milliseconds=10))


@dataclass(frozen=True)
class Dialog:
    """A table: who does what where, and what everybody then sees."""

    name: str
    title: str
    steps: tuple[dict[str, Any], ...]


@cache
def dialogs() -> dict[str, Dialog]:
    read = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(HERE.glob("*.yml"))}
    return {name: Dialog(name, each["dialog"], tuple(each["steps"])) for name, each in read.items()}


def settings_in(cache_dir: Path) -> Settings:
    """Those of a bot with the shipped knowledge base, which is read once."""
    environment = {"ECONNECT_KNOWLEDGE_DIR": str(ROOT / "knowledge"), "ECONNECT_CACHE_DIR": str(cache_dir)}
    return replace(from_environment(environment, HERE), support_contact="#help-econnect")


def everybody() -> WorkspaceSpec:
    """Everybody of every dialog: no dialog meets the people, and so the memories, of another."""
    people = tuple(f"{name}-{dialog}" for dialog in dialogs() for name in ("alice", "bob"))
    return WorkspaceSpec(
        tuple(PersonSpec(name, name) for name in people),
        (
            ChannelSpec("general", people),
            ChannelSpec("team", people, is_private=True),
            ChannelSpec("mpdm-alice--bob", people, is_group_dm=True),
            ChannelSpec("random", people, has_bot=False),
        ),
    )


@dataclass
class Stage:
    """A local Slack with the bot in it. Both go by `clock`."""

    slack: LocalSlack
    store: Store
    clock: RunningClock


@contextmanager
def staged(
    mode: Mode,
    manifest: Path,
    cache_dir: Path,
    database_url: str,
    people: WorkspaceSpec | None = None,
    adapt: Callable[[Settings], Settings] = lambda settings: settings,
) -> Iterator[Stage]:
    """Start the local Slack and the bot, and stop both. A channel `triage` is the support team's."""
    clock = RunningClock()
    # How soon acks come is measured elsewhere: here other tests run beside.
    with (
        LocalSlack(manifest, workspace=people or everybody(), ack_seconds=15, clock=clock.seconds) as slack,
        open_store(database_url) as store,
    ):
        settings = replace(
            settings_in(cache_dir),
            desk=desk_in(slack),
            bot_token=slack.bot_token,
            app_token=slack.app_token,
            signing_secrets=(slack.signing_secret,),
            slack_api_url=slack.api_url,
            port=0,
        )
        new_front = http_front if mode == "http" else socket_front
        settings = adapt(settings)
        bot = build_bot(settings, LiveAnswering(settings), store, new_front, clock)
        bot.worker.policy = QUICK
        bot = replace(bot, remind_seconds=0.1, cards_seconds=0.3)
        stop, front = Event(), bot.front
        thread = Thread(target=bot.run, args=(stop,))
        thread.start()
        try:
            until(lambda: front.is_ready() and bot.workspace.is_known())
            if isinstance(front, HttpFront):
                slack.deliver_to(f"http://127.0.0.1:{front.port}{EVENTS_PATH}")
            else:
                slack.wait_for(lambda: slack.connections)
            yield Stage(slack, store, clock)
        finally:
            stop.set()
            thread.join()


def desk_in(slack: LocalSlack) -> SupportDeskConfig | None:
    """Return the support team of a Slack with a channel for it: at work day and night."""
    if "triage" not in slack.channels:
        return None
    always = {
        "ECONNECT_TRIAGE_CHANNEL": slack.channels["triage"].id,
        "ECONNECT_WORKING_DAYS": "mon-sun",
        "ECONNECT_WORKING_HOURS": "00:00-23:59",
        "ECONNECT_HOLIDAYS": "NONE",
    }
    return from_environment(always, HERE).desk


class Play:
    """One dialog being played."""

    def __init__(self, stage: Stage, dialog: Dialog, seconds: float = 10) -> None:
        self._slack, self._store, self._dialog, self._seconds = stage.slack, stage.store, dialog, seconds
        self._asked: ChannelMessage | None = None
        self._replies: list[ChannelMessage] = []

    def run(self) -> int:
        """Do every step, and look after each; return how many were looked at.

        Raises:
            AssertionError: somebody saw something else; the message names the step.
        """
        looked = 0
        for number, step in enumerate(self._dialog.steps, 1):
            try:
                looked += self._play(step)
            except (AssertionError, LookupError, TimeoutError) as error:
                raise AssertionError(f"{self._dialog.name}, step {number} ({step['does']}): {error}") from error
        return looked

    def _person(self, name: str) -> Member:
        return self._slack.people[f"{name}-{self._dialog.name}"]

    def _place(self, person: Member, name: str) -> Channel:
        return person.dm if name == "dm" else self._slack.channels[name]

    def _play(self, step: dict[str, Any]) -> bool:
        """Do a step; return whether it says what is seen then."""
        person = self._person(step.get("who", "alice"))
        place = self._place(person, step.get("where", "general"))
        if step["does"] == "finds an old button":
            self._replies.append(self._old_button(person))
            return False
        before = {message.ts for message in self._seen_by(person, place)}
        self._do(step["does"], person, place, str(step.get("text", "")))
        expected = step["then"]

        def new() -> list[ChannelMessage]:
            ours = self._slack.app.bot_id
            return [each for each in self._seen_by(person, place) if each.ts not in before and each.bot_id == ours]

        if expected != "nothing":
            self._slack.wait_for(new, self._seconds)
        self._slack.settle()
        until(lambda: not self._store.outbox.waiting(), self._seconds)
        self._look(expected, new(), person, place)
        return True

    def _seen_by(self, person: Member, place: Channel) -> list[ChannelMessage]:
        """Return what a person sees there, and directly: what is said twice may be said at another place."""
        there = list(person.sees(place))
        return there if place == person.dm else [*there, *person.sees(person.dm)]

    def _old_button(self, person: Member) -> ChannelMessage:
        """Have the bot post, in the person's DM, what a version of it before this one may have posted."""
        buttons = [
            {"type": "button", "text": {"type": "plain_text", "text": name}, "action_id": name}
            for name in ("from-before", "article:gone")
        ]
        client = WebClient(self._slack.bot_token, self._slack.api_url)
        client.chat_postMessage(
            channel=person.dm.id, text="from before", blocks=[{"type": "actions", "elements": buttons}]
        )
        return person.sees(person.dm)[-1]

    def _do(self, deed: str, person: Member, place: Channel, text: str) -> None:
        deeds = {
            "says": self._says,
            "answers": self._answers,
            "types": lambda person, place, text: person.types(text, place),
            "uploads": lambda person, place, text: person.uploads(place, "screen.png", text),
            "clicks": lambda person, _, text: person.clicks(self._replies[-1], text),
            "edits": self._edits,
            "other bot": lambda _, place, text: self._slack.other_bot_posts(place, self._named(text)),
            "asks while Slack breaks off": self._is_broken_off,
        }
        deeds[deed](person, place, text)

    def _named(self, text: str) -> str:
        return text.replace("@econnect-bot", self._slack.bot_mention)

    def _says(self, person: Member, place: Channel, text: str) -> None:
        self._asked = person.writes_dm(text) if place == person.dm else person.says(place, text)

    def _answers(self, person: Member, place: Channel, text: str) -> None:
        """Write in the thread of the question."""
        assert self._asked is not None
        person.says(place, text, self._asked.thread_ts or self._asked.ts)

    def _edits(self, person: Member, _place: Channel, text: str) -> None:
        assert self._asked is not None
        person.edits(self._asked, text)

    def _is_broken_off(self, person: Member, place: Channel, text: str) -> None:
        self._slack.faults.for_calls("chat.postMessage", "reset-after")
        self._says(person, place, text)

    def _look(self, expected: Any, new: list[ChannelMessage], person: Member, place: Channel) -> None:  # noqa: ANN401 - YAML
        if expected == "nothing":
            assert not new, f"the bot said {new[0].text!r}"
            return
        assert len(new) == 1, f"{len(new)} replies stand there"
        (reply,) = new
        for part in expected["sees"]:
            assert part in reply.text, f"{part!r} is not in {reply.text!r}"
        buttons = str(reply.blocks)
        for part in expected.get("buttons", ()):
            assert part in buttons, f"no button {part!r}"
        assert self._where(reply) == expected["in"], f"it stands in {self._where(reply)}"
        self._look_as_other(expected, reply, person, place)
        self._replies.append(reply)

    def _where(self, reply: ChannelMessage) -> str:
        if reply.ephemeral_to:
            return "sight of one"
        if self._asked and reply.thread_ts == (self._asked.thread_ts or self._asked.ts):
            return "thread"
        return "channel" if reply.thread_ts is None else "another thread"

    def _look_as_other(self, expected: dict[str, Any], reply: ChannelMessage, person: Member, place: Channel) -> None:
        """Return what the others in a channel see: everything but what is for one alone."""
        for name in ("alice", "bob"):
            other = self._person(name)
            if other.id == person.id or place == person.dm:
                continue
            sees = reply.ts in {message.ts for message in other.sees(place)}
            assert sees == (expected["in"] != "sight of one"), f"{name} {'sees' if sees else 'does not see'} it"
