"""The delivery worker: takes what is due from the outbox, has it delivered, and decides what an outcome means.

At least once, and reconciled: Slack has no idempotency key, so it is counted how many tries of a message may have
arrived, and where there are any the courier looks whether it stands in Slack already. A look has three outcomes: it
is there, it is not there, or that cannot be found out now. On the last nothing is sent: it is looked for again later,
and given up and told like anything that never succeeds. A delivery as a whole, looks and fallbacks included, ends
before its lease does.
"""

from __future__ import annotations

import logging
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from math import inf
from typing import TYPE_CHECKING

from bot.services.fault_log import log_fault
from bot.services.patience import at_most
from bot.services.ports import (
    Ambiguous,
    Kept,
    NotKnown,
    NotSent,
    NullTelemetry,
    Sent,
    StoreUnavailableError,
    TenantBlocked,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from concurrent.futures import Future
    from datetime import datetime
    from threading import Event

    from bot.domain.outgoing import Outgoing
    from bot.services.ports import Clock, Courier, Delivery, DeliveryHooks, Outbox, Telemetry

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Policy:
    """How patient the worker is. The first waits are 1, 2, 4, … seconds; 60 attempts are about an hour."""

    attempts: int = 60
    shortest_wait: timedelta = timedelta(seconds=1)
    longest_wait: timedelta = timedelta(seconds=60)
    # What one delivery may take, all its calls together. Nobody else may have the message before that is over and
    # concluded, for which the database has 2 s, as it had for the lease.
    longest_delivery: timedelta = timedelta(seconds=8)
    lease: timedelta = timedelta(seconds=15)
    # Slack takes one message a second in a channel.
    channel_rest: timedelta = timedelta(seconds=1)
    # How long a team waits before its token is tried again, and an outbox that failed before it is asked again.
    tenant_rest: timedelta = timedelta(seconds=60)
    # How long what has no place rests. Once its place is there, it is due at once.
    kept_rest: timedelta = timedelta(minutes=5)
    idle_seconds: float = 0.25
    # Deliveries under way at once for one team, and one more is for the others. Each waits for Slack, a tenth
    # of a second or two, seconds on a bad day.
    at_once: int = 16

    def wait_after(self, attempts: int) -> timedelta:
        """Return the wait after that many attempts failed: doubled each time, up to the longest."""
        doublings = min(attempts - 1, 16)
        return min(self.shortest_wait * (1 << doublings), self.longest_wait)


class NullDeliveryHooks:
    """Nothing follows from any delivery."""

    def after_sent(self, _outgoing: Outgoing, _sent: Sent, _now: datetime, /) -> tuple[Outgoing, ...]:
        """Return nothing."""
        return ()

    def after_given_up(self, _outgoing: Outgoing, _reason: str, _now: datetime, /) -> tuple[Outgoing, ...]:
        """Return nothing."""
        return ()


@dataclass(slots=True)
class DeliveryWorker:
    """Delivers several messages at once. Any number of workers may share an outbox, each with an `owner` name.

    `home` returns the one team that the courier's token is of, once it is known: nothing is taken before, and nothing
    of another team ever. Without `home` the courier delivers for all.
    """

    outbox: Outbox
    courier: Courier
    clock: Clock
    owner: str
    policy: Policy = Policy()
    telemetry: Telemetry = field(default_factory=NullTelemetry)
    hooks: DeliveryHooks = field(default_factory=NullDeliveryHooks)
    home: Callable[[], str | None] | None = None
    monotonic: Callable[[], float] = time.monotonic
    _blocked: set[str] = field(default_factory=set, init=False)
    _ends_at: float = field(default=inf, init=False)

    @property
    def blocked_teams(self) -> frozenset[str]:
        """The teams that nothing can be sent to, until their tokens work again."""
        return frozenset(self._blocked)

    def step(self) -> bool:
        """Take one due message and try to deliver it. Return False where nothing was due."""
        leased = self._take(1)
        for outgoing in leased:
            self._handle(outgoing)
        return bool(leased)

    def run(self, stop: Event, wake: Event, beat: Callable[[], None] = lambda: None) -> None:
        """Work until `stop` is set and nothing is in flight. `wake` ends an idle moment: set it after a commit.

        `beat` is called whenever the outbox has been looked at.
        """

        def goes_on() -> bool:
            beat()
            return not stop.is_set()

        self._work(wake, goes_on)

    def end_within(self, seconds: float) -> None:
        """Have every delivery that begins from now on end within that time."""
        self._ends_at = self.monotonic() + seconds

    def drain(self, until: datetime, wake: Event) -> int:
        """Work until nothing is due before `until`, or it is then. Return how many are left to the next start."""
        self.end_within((until - self.clock.now()).total_seconds())
        self._work(wake, lambda: self.clock.now() < until and self._due_by(until) > 0)
        return self._due_by(until)

    def leave(self) -> int:
        """Let others have at once what could not be concluded in time, then return how many messages are due."""
        try:
            self.outbox.release_all(self.owner)
        except StoreUnavailableError as error:
            log.warning("Leases are not given back and run out by themselves: %s", error)
        return self._due_by(self.clock.now())

    def _work(self, wake: Event, goes_on: Callable[[], bool]) -> None:
        in_flight: dict[Future[None], Outgoing] = {}
        with ThreadPoolExecutor(self.policy.at_once + 1, "delivery") as pool:
            while goes_on():
                wake.clear()
                ended = [future for future in in_flight if future.done()]
                _log_faults((in_flight.pop(future).id, future) for future in ended)
                leased = self._lease([each.destination.team for each in in_flight.values()])
                for outgoing in leased:
                    future = pool.submit(self._handle, outgoing)
                    in_flight[future] = outgoing
                    future.add_done_callback(lambda _: wake.set())
                if not leased:
                    wake.wait(self.policy.idle_seconds)
        _log_faults((outgoing.id, future) for future, outgoing in in_flight.items())

    def _lease(self, busy: Sequence[str]) -> tuple[Outgoing, ...]:
        """Take what is due beside what is under way, for the teams `busy`.

        The last thread is for another team than the one that has all the others: its Slack may hang.
        """
        free = self.policy.at_once + 1 - len(busy)
        only = busy[0] if free == 1 and len(set(busy)) == 1 else None
        try:
            return self._take(max(free - 1, 1), only) if free else ()
        except Exception as error:  # noqa: BLE001 - an outbox that fails for a moment must not end the worker
            log_fault(log, "The outbox fails; the worker goes on", error)
            return ()

    def _take(self, most: int, without: str | None = None) -> tuple[Outgoing, ...]:
        team = None if self.home is None else self.home()
        if self.home is not None and team is None:
            return ()
        return self.outbox.lease(self.clock.now(), self.owner, self.policy.lease, most, without, team)

    def _handle(self, outgoing: Outgoing) -> None:
        self._conclude(outgoing, self._deliver(outgoing))

    def _due_by(self, moment: datetime) -> int:
        try:
            return self.outbox.due_by(moment, None if self.home is None else self.home())
        except StoreUnavailableError:
            return 0

    def _deliver(self, outgoing: Outgoing) -> Delivery:
        try:
            with at_most(min(self.policy.longest_delivery.total_seconds(), self._left())):
                return self.courier.deliver(outgoing)
        except Exception as error:  # noqa: BLE001 - a fault of our own: told, counted, and not the end of the worker
            log_fault(log, f"Message {outgoing.id} could not be delivered", error)
            return Ambiguous(type(error).__name__)

    def _left(self) -> float:
        """Return how long the worker itself still goes on; without end while nobody has told it to end."""
        return max(0.0, self._ends_at - self.monotonic())

    def _conclude(self, outgoing: Outgoing, delivery: Delivery) -> None:
        self.telemetry.delivered(outgoing.id, delivery)
        match delivery:
            case Sent():
                self._blocked.discard(outgoing.destination.team)
                now = self.clock.now()
                then = self.hooks.after_sent(outgoing, delivery, now)
                self.outbox.settle(outgoing.id, self.owner, now + self.policy.channel_rest, delivery, then)
            case NotSent(reason, float() | int() as wait_seconds):
                # Slack asked for patience: that is no fault of the message, so no attempt is counted.
                log.info("Message %s waits %s s: %s", outgoing.id, wait_seconds, reason)
                until = self.clock.now() + timedelta(seconds=wait_seconds)
                self.outbox.pause(outgoing.destination.team, outgoing.destination.ordering_key, until)
                self.outbox.release(outgoing.id, self.owner)
            case TenantBlocked(reason):
                self._blocked.add(outgoing.destination.team)
                log.error("Team %s is blocked (%s): its messages wait", outgoing.destination.team, reason)
                until = self.clock.now() + self.policy.tenant_rest
                self.outbox.pause(outgoing.destination.team, None, until)
                self.outbox.release(outgoing.id, self.owner)
            case Kept() | NotKnown(wait_seconds=float() | int()):
                self._put_aside(outgoing, delivery)
            case NotKnown(reason):
                self._try_later(outgoing, f"whether it is there is not known: {reason}")
            case NotSent(reason):
                self._try_later(outgoing, reason)
            case Ambiguous(reason):
                self._try_later(outgoing, reason, may_have_arrived=True)
            case _:
                self._dead_letter(outgoing, delivery.reason)

    def _put_aside(self, outgoing: Outgoing, delivery: Kept | NotKnown) -> None:
        """Have it rest by itself, for no fault of its own: what is said beside it in the channel goes on."""
        now = self.clock.now()
        if isinstance(delivery, Kept):
            log.info("Message %s is kept: %s", outgoing.id, delivery.reason)
            self.outbox.keep(outgoing.id, self.owner, now + self.policy.kept_rest)
        else:
            log.info("Message %s is looked for in %s s: %s", outgoing.id, delivery.wait_seconds, delivery.reason)
            self.outbox.release(outgoing.id, self.owner, now + timedelta(seconds=delivery.wait_seconds or 0))

    def _try_later(self, outgoing: Outgoing, reason: str, *, may_have_arrived: bool = False) -> None:
        attempts = outgoing.attempts + 1
        if attempts >= self.policy.attempts:
            self._dead_letter(outgoing, f"{reason}, {attempts} times", may_have_arrived=may_have_arrived)
            return
        wait = self.policy.wait_after(attempts)
        log.warning("Message %s failed (%s): tried again in %s s", outgoing.id, reason, wait.total_seconds())
        due_at = self.clock.now() + wait
        self.outbox.retry(outgoing.id, self.owner, due_at, may_have_arrived=may_have_arrived)

    def _dead_letter(self, outgoing: Outgoing, reason: str, *, may_have_arrived: bool = False) -> None:
        log.error("Message %s is given up: %s", outgoing.id, reason)
        now = self.clock.now()
        then = self.hooks.after_given_up(outgoing, reason, now)
        self.outbox.dead_letter(outgoing.id, self.owner, reason, now, then, may_have_arrived=may_have_arrived)


def _log_faults(ended: Iterable[tuple[str, Future[None]]]) -> None:
    """Log which messages could not be concluded: their leases run out, and the next owner looks for them."""
    for name, future in ended:
        if (error := future.exception()) is not None:
            log_fault(log, f"Message {name} could not be concluded", error)
