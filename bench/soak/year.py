"""What happens in a year: questions, tickets, votes, digests, purges, restarts, on a clock that jumps ahead."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import cycle
from threading import Event, Thread
from typing import TYPE_CHECKING, Final, Self

from bench.bot_under_test import answering
from bench.serving.load import all_at_once, mention_again, ts_of
from bench.serving.servers import wait_for
from bot.bootstrap.fronts import http_front
from bot.bootstrap.in_slack import build_bot
from bot.bootstrap.live import LiveAnswering
from bot.domain.feedback import Vote
from bot.domain.incoming import HandOverDraft
from bot.domain.ticket import Place
from bot.services.delivering import Policy
from bot.services.handing_over import new_ticket
from bot.services.ports import NullAudit
from bot.services.ticket_workflow import TicketWorkflow
from bot.storage.access import open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bench.force.bad_days import BadDaysSlack
    from bot.bootstrap.in_slack import Bot
    from bot.settings import Settings
    from bot.storage.database import DatabaseStore

BEGIN: Final = datetime(2026, 1, 1, 6, tzinfo=UTC)
DAYS: Final = 365
MONTH: Final = 30
MORNING: Final = (7,)
WHOLE_DAY: Final = (7, 11, 14)
"""The hours of a day at which something happens, in UTC: the first is the team's morning."""
TEAM: Final = "T1"
SUPPORT: Final = ("UBOB", "UCAROL")
CHANNELS: Final = 1_000
PATIENCE_SECONDS: Final = 60


@dataclass
class PlantedClock:
    """A clock that goes on by itself, and is turned forward."""

    turned: timedelta = timedelta()
    _begun: float = field(default_factory=time.monotonic)

    def now(self) -> datetime:
        """Return the planted time."""
        return BEGIN + self.turned + timedelta(seconds=time.monotonic() - self._begun)

    def turn_to(self, moment: datetime) -> None:
        """Go forward to `moment`."""
        self.turned += max(moment - self.now(), timedelta())


@dataclass
class Year:
    """One bot, and what is done with it. `look` is called at the end of each month, with its number.

    Args:
        settings: where the store is, and Slack.
        slack: what takes the posts.
        per_day: questions a day; one in five becomes a ticket, one in three is voted on.
        moments: the hours of a day at which they are asked.
    """

    settings: Settings
    slack: BadDaysSlack
    per_day: int
    moments: tuple[int, ...] = WHOLE_DAY
    clock: PlantedClock = field(default_factory=PlantedClock)
    acks: list[list[float]] = field(default_factory=lambda: [[]])
    asked: int = 0
    unanswered: int = 0
    opened: int = 0
    _to_resolve: list[str] = field(default_factory=list)
    _asked_today: list[str] = field(default_factory=list)

    def pass_by(self, look: Callable[[DatabaseStore, int], None]) -> None:
        """Have the year pass, with a restart after each month."""
        texts = cycle([check.ask for check in answering().knowledge.checks])
        for month in range(DAYS // MONTH):
            with open_store(self.settings.database_url) as store, _Running(self, store) as running:
                for day in range(MONTH * month, MONTH * (month + 1)):
                    self._live_through(running, day, texts)
                look(store, month + 1)
            self.acks.append([])

    def _live_through(self, running: _Running, day: int, texts: Iterator[str]) -> None:
        for hour in self.moments:
            self.clock.turn_to(BEGIN.replace(hour=hour) + timedelta(days=day))
            running.do("reminders")
            self._ask(running, texts, self.per_day // len(self.moments))
            self._support(running.store)
            running.come_to_rest()
        running.do("purge")
        running.take_words_off()
        self.unanswered += sum(ts not in self.slack.posts for ts in self._asked_today)
        self._asked_today.clear()
        self.slack.forget()

    def _ask(self, running: _Running, texts: Iterator[str], count: int) -> None:
        now = self.clock.now()
        for _ in range(count):
            self.asked += 1
            number = int(now.timestamp() * 1000) + self.asked % 1_000
            request = mention_again(next(texts), f"C{self.asked % CHANNELS}", number, signed_at=self.clock.now())
            self.acks[-1] += all_at_once(running.port, [request], connections=1)
            self._asked_today.append(ts_of(number))
            if self.asked % 5 == 0:
                self._hand_over(running.store, ts_of(number))
            if self.asked % 3 == 0:
                self._vote(running.store)

    def _hand_over(self, store: DatabaseStore, ts: str) -> None:
        person, channel = f"U{self.asked % 5_000}", f"C{self.asked % CHANNELS}"
        draft = HandOverDraft(TEAM, person, Place(channel, ts), "nl", f"handed-over-{self.asked}")
        text = f"De knop is grijs bij factuur {self.asked}. Wat moet ik doen?"
        with self._workflow(store) as workflow:
            self._to_resolve.append(workflow.open(new_ticket(draft, "", text, None, self.clock.now())).id)
        self.opened += 1

    def _vote(self, store: DatabaseStore) -> None:
        person, trace = f"U{self.asked % 5_000}", f"voted-{self.asked}"
        with store.transaction() as transaction:
            is_helpful, now = self.asked % 2 == 0, self.clock.now()
            transaction.feedback.vote(Vote(TEAM, person, "version-required", trace[:40], trace, is_helpful, now))

    def _support(self, store: DatabaseStore) -> None:
        """Have the team claim and resolve what was handed over before today's last questions; reminders close it."""
        while len(self._to_resolve) > self.per_day // 5:
            ticket = self._to_resolve.pop(0)
            with self._workflow(store) as workflow:
                workflow.claim(ticket, SUPPORT[0])
                workflow.resolve(ticket, SUPPORT[1], "reply", None, "nothing")

    @contextmanager
    def _workflow(self, store: DatabaseStore) -> Iterator[TicketWorkflow]:
        desk = self.settings.desk
        if desk is None:
            raise LookupError("There is no support team")
        with store.transaction() as transaction:
            yield TicketWorkflow(transaction, desk, TEAM, self.clock.now(), NullAudit())


class _Running:
    """The bot as in production, on the planted clock, from a start to a stop."""

    def __init__(self, year: Year, store: DatabaseStore) -> None:
        self.store, self._year = store, year
        self.port = year.settings.port
        self._stop = Event()
        answers = LiveAnswering(year.settings)
        self._bot: Bot = build_bot(year.settings, answers, store, http_front, year.clock)
        # Slack's second between two messages of a channel passes too slowly for a year.
        self._bot.worker.policy = Policy(channel_rest=timedelta(0))
        self._thread = Thread(target=self._bot.run, args=(self._stop,), name="bot", daemon=True)

    def __enter__(self) -> Self:
        """Start it, and wait until it listens and knows its workspace."""
        self._thread.start()
        wait_for(self.port)
        _wait_until(self._bot.workspace.is_known)
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it as SIGTERM does."""
        self._stop.set()
        self._thread.join()

    def do(self, name: str) -> None:
        """Do a periodic job now: on the planted clock it is time for it."""
        next(job for job in self._bot.jobs() if job.name == name).run()

    def take_words_off(self) -> None:
        """Have what is purged taken off Slack, a few messages at a time: a day has thousands of such rounds."""
        while self.store.erased_messages(1):
            self.do("erasures")
            self.come_to_rest()

    def come_to_rest(self) -> None:
        """Wait until everything that is due is delivered."""
        self._bot.wake.set()
        _wait_until(lambda: self.store.outbox.due_by(self._year.clock.now()) == 0)


def _wait_until(has_come: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not has_come():
        if time.monotonic() > end:
            raise TimeoutError("The bot does not come to rest")
        time.sleep(0.01)
