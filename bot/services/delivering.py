"""The delivery worker: takes what is due from the outbox, has it delivered, and decides what an outcome means.

At least once, and reconciled: Slack has no idempotency key, so before a message is tried again the courier looks
whether it stands in the channel already. Where that cannot be found out it is sent again: an answer that
stands twice does less harm than one that never came.
"""

from __future__ import annotations

import logging
import traceback
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.services.ports import Ambiguous, NotSent, NullTelemetry, Refused, Sent, StoreUnavailable, TenantBlocked

if TYPE_CHECKING:
    from collections.abc import Callable
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
    # A delivery takes 5 s at most (the courier's time-out), and so does the look before it.
    lease: timedelta = timedelta(seconds=15)
    # Slack takes one message a second in a channel.
    channel_rest: timedelta = timedelta(seconds=1)
    # How long a team waits before its token is tried again, and an outbox that failed before it is asked again.
    tenant_rest: timedelta = timedelta(seconds=60)
    idle_seconds: float = 0.25
    # Deliveries under way at once: each waits for Slack's answer, a tenth of a second or two, seconds on a bad day.
    at_once: int = 16

    def wait_after(self, attempts: int) -> timedelta:
        """The wait after that many attempts failed: doubled each time, up to the longest."""
        doublings = min(attempts - 1, 16)
        return min(self.shortest_wait * (1 << doublings), self.longest_wait)


class NullDeliveryHooks:
    """Nothing follows from any delivery."""

    def after_sent(self, outgoing: Outgoing, now: datetime) -> tuple[Outgoing, ...]:  # noqa: ARG002 - see `DeliveryHooks`
        """Nothing."""
        return ()

    def after_given_up(self, outgoing: Outgoing, reason: str, now: datetime) -> tuple[Outgoing, ...]:  # noqa: ARG002 - as above
        """Nothing."""
        return ()


class DeliveryWorker:
    """Delivers several messages at once. Any number of workers may share an outbox, each with an `owner` name."""

    def __init__(  # noqa: PLR0913 - each is a port of its own
        self,
        outbox: Outbox,
        courier: Courier,
        clock: Clock,
        *,
        owner: str,
        policy: Policy | None = None,
        watch: Telemetry | None = None,
        hooks: DeliveryHooks | None = None,
    ) -> None:
        self._outbox = outbox
        self._courier = courier
        self._clock = clock
        self._owner = owner
        self._policy = policy or Policy()
        self._watch = watch or NullTelemetry()
        self._hooks = hooks or NullDeliveryHooks()
        self._blocked: set[str] = set()

    @property
    def blocked_teams(self) -> frozenset[str]:
        """The teams that nothing can be sent to, until their tokens work again."""
        return frozenset(self._blocked)

    def step(self) -> bool:
        """Take one due message and try to deliver it. False where nothing was due."""
        leased = self._outbox.lease(self._clock.now(), self._owner, self._policy.lease)
        for outgoing in leased:
            self._conclude(outgoing, self._deliver(outgoing))
        return bool(leased)

    def run(self, stop: Event, wake: Event) -> None:
        """Work until `stop` is set and nothing is in flight. `wake` ends an idle moment: set it after a commit."""
        self._work(wake, lambda: not stop.is_set())

    def drain(self, until: datetime, wake: Event) -> int:
        """Work until nothing is due before `until`, or it is then; how many messages are left to the next start."""
        self._work(wake, lambda: self._clock.now() < until and self._due_by(until) > 0)
        return self._due_by(until)

    def release_all(self) -> None:
        """Let others have at once what could not be concluded in time."""
        try:
            self._outbox.release_all(self._owner)
        except StoreUnavailable as error:
            log.warning("Leases are not given back and run out by themselves: %s", error)

    def _work(self, wake: Event, goes_on: Callable[[], bool]) -> None:
        in_flight: set[Future[None]] = set()
        with ThreadPoolExecutor(self._policy.at_once, "delivery") as pool:
            while goes_on():
                wake.clear()
                in_flight = {each for each in in_flight if not each.done()}
                leased = self._lease(self._policy.at_once - len(in_flight))
                in_flight |= {pool.submit(self._handle, outgoing, wake) for outgoing in leased}
                if not leased:
                    wake.wait(self._policy.idle_seconds)

    def _lease(self, most: int) -> tuple[Outgoing, ...]:
        try:
            return self._outbox.lease(self._clock.now(), self._owner, self._policy.lease, most) if most else ()
        except Exception as error:  # noqa: BLE001 - an outbox that fails for a moment must not end the worker
            log.error("The outbox fails; the worker goes on: %s\n%s", type(error).__name__, _frames(error))  # noqa: TRY400 - no text
            return ()

    def _handle(self, outgoing: Outgoing, wake: Event) -> None:
        try:
            self._conclude(outgoing, self._deliver(outgoing))
        except Exception as error:  # noqa: BLE001 - as above; the lease runs out, and the next owner looks for it
            log.error("Message %s: %s\n%s", outgoing.id, type(error).__name__, _frames(error))  # noqa: TRY400 - as above
        wake.set()

    def _due_by(self, moment: datetime) -> int:
        try:
            return self._outbox.due_by(moment)
        except StoreUnavailable:
            return 0

    def _deliver(self, outgoing: Outgoing) -> Delivery:
        try:
            if outgoing.attempts and (found := self._courier.find(outgoing)):
                return found
            return self._courier.deliver(outgoing)
        except Exception as error:  # noqa: BLE001 - a fault of our own: told, counted, and not the end of the worker
            log.error("Message %s could not be delivered: %s\n%s", outgoing.id, type(error).__name__, _frames(error))  # noqa: TRY400 - see there
            return NotSent(type(error).__name__)

    def _conclude(self, outgoing: Outgoing, delivery: Delivery) -> None:
        self._watch.delivered(outgoing.id, delivery)
        match delivery:
            case Sent():
                self._blocked.discard(outgoing.destination.team)
                now = self._clock.now()
                then = self._hooks.after_sent(outgoing, now)
                self._outbox.settle(outgoing.id, self._owner, now + self._policy.channel_rest, delivery, then)
            case NotSent(reason, float() | int() as wait_seconds):
                # Slack asked for patience: that is no fault of the message, so no attempt is counted.
                log.info("Message %s waits %s s: %s", outgoing.id, wait_seconds, reason)
                until = self._clock.now() + timedelta(seconds=wait_seconds)
                self._outbox.pause(outgoing.destination.team, outgoing.destination.ordering_key, until)
                self._outbox.release(outgoing.id, self._owner)
            case TenantBlocked(reason):
                self._blocked.add(outgoing.destination.team)
                log.error("Team %s is blocked (%s): its messages wait", outgoing.destination.team, reason)
                until = self._clock.now() + self._policy.tenant_rest
                self._outbox.pause(outgoing.destination.team, None, until)
                self._outbox.release(outgoing.id, self._owner)
            case NotSent(reason) | Ambiguous(reason):
                self._try_later(outgoing, reason)
            case Refused(reason):
                self._dead_letter(outgoing, reason)

    def _try_later(self, outgoing: Outgoing, reason: str) -> None:
        attempts = outgoing.attempts + 1
        if attempts >= self._policy.attempts:
            self._dead_letter(outgoing, f"{reason}, {attempts} times")
            return
        wait = self._policy.wait_after(attempts)
        log.warning("Message %s failed (%s): tried again in %s s", outgoing.id, reason, wait.total_seconds())
        self._outbox.retry(outgoing.id, self._owner, self._clock.now() + wait)

    def _dead_letter(self, outgoing: Outgoing, reason: str) -> None:
        log.error("Message %s is given up: %s", outgoing.id, reason)
        now = self._clock.now()
        then = self._hooks.after_given_up(outgoing, reason, now)
        self._outbox.dead_letter(outgoing.id, self._owner, reason, now, then)


def _frames(error: Exception) -> str:
    """Where it happened. Not its message, which may hold what people wrote."""
    return "".join(traceback.format_tb(error.__traceback__))
