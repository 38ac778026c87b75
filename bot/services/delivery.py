"""The delivery worker: takes what is due from the outbox, has it delivered, and decides what an outcome means.

At least once, and reconciled: Slack has no idempotency key, so before a message is tried again the courier looks
whether it stands in the channel already. Where that cannot be found out (`has_arrived` is None) it is sent again:
an answer that stands twice does less harm than one that never came.
"""

from __future__ import annotations

import logging
import traceback
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.services.ports import Ambiguous, NotSent, Refused, Sent, TenantBlocked

if TYPE_CHECKING:
    from datetime import datetime
    from threading import Event

    from bot.domain.outgoing import Outgoing
    from bot.services.ports import Clock, Courier, Delivery, Outbox

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Policy:
    """How patient the worker is. The first waits are 1, 2, 4, … seconds; 60 attempts are about an hour."""

    attempts: int = 60
    shortest_wait: timedelta = timedelta(seconds=1)
    longest_wait: timedelta = timedelta(seconds=60)
    # A delivery takes 5 s at most (the courier's time-out), and so does the look before it.
    lease: timedelta = timedelta(seconds=30)
    # Slack takes one message a second in a channel.
    channel_rest: timedelta = timedelta(seconds=1)
    # How long a team waits before its token is tried again, and an outbox that failed before it is asked again.
    tenant_rest: timedelta = timedelta(seconds=60)
    idle_seconds: float = 0.25

    def wait_after(self, attempts: int) -> timedelta:
        """The wait after that many attempts failed: doubled each time, up to the longest."""
        doublings = min(attempts - 1, 16)
        return min(self.shortest_wait * (1 << doublings), self.longest_wait)


class DeliveryWorker:
    """One worker. Several may work on one outbox, each with an `owner` name of its own."""

    def __init__(
        self, outbox: Outbox, courier: Courier, clock: Clock, *, owner: str, policy: Policy | None = None
    ) -> None:
        self._outbox = outbox
        self._courier = courier
        self._clock = clock
        self._owner = owner
        self._policy = policy or Policy()
        self._blocked: set[str] = set()

    @property
    def blocked_teams(self) -> frozenset[str]:
        """The teams that nothing can be sent to, until their tokens work again."""
        return frozenset(self._blocked)

    def step(self) -> bool:
        """Take one due message and try to deliver it. False where nothing was due."""
        outgoing = self._outbox.lease(self._clock.now(), self._owner, self._policy.lease)
        if outgoing is None:
            return False
        self._conclude(outgoing, self._deliver(outgoing))
        return True

    def run(self, stop: Event, wake: Event) -> None:
        """Work until `stop` is set. `wake` ends an idle moment early: set it after a commit."""
        while not stop.is_set():
            self._step_or_rest(wake)

    def drain(self, until: datetime, wake: Event) -> int:
        """Work until nothing waits or it is `until`; how many messages still wait."""
        while (waiting := self._outbox.waiting()) and self._clock.now() < until:
            self._step_or_rest(wake)
        return waiting

    def _step_or_rest(self, wake: Event) -> None:
        try:
            has_worked = self.step()
        except Exception as error:  # noqa: BLE001 - an outbox that fails for a moment must not end the worker
            log.error("Delivery failed; it goes on: %s\n%s", type(error).__name__, _frames(error))  # noqa: TRY400 - see there
            has_worked = False
        if not has_worked:
            wake.wait(self._policy.idle_seconds)
            wake.clear()

    def _deliver(self, outgoing: Outgoing) -> Delivery:
        try:
            if outgoing.attempts and self._courier.has_arrived(outgoing):
                return Sent()
            return self._courier.deliver(outgoing)
        except Exception as error:  # noqa: BLE001 - a fault of our own: told, counted, and not the end of the worker
            log.error("Message %s could not be delivered: %s\n%s", outgoing.id, type(error).__name__, _frames(error))  # noqa: TRY400 - see there
            return NotSent(type(error).__name__)

    def _conclude(self, outgoing: Outgoing, delivery: Delivery) -> None:
        match delivery:
            case Sent():
                self._blocked.discard(outgoing.destination.team)
                self._rest(outgoing, self._policy.channel_rest)
                self._outbox.settle(outgoing.id, self._owner)
            case NotSent(reason, float() | int() as wait_seconds):
                # Slack asked for patience: that is no fault of the message, so no attempt is counted.
                log.info("Message %s waits %s s: %s", outgoing.id, wait_seconds, reason)
                self._rest(outgoing, timedelta(seconds=wait_seconds))
                self._outbox.release(outgoing.id, self._owner)
            case TenantBlocked(reason):
                self._blocked.add(outgoing.destination.team)
                log.error("Team %s is blocked (%s): its messages wait", outgoing.destination.team, reason)
                until = self._clock.now() + self._policy.tenant_rest
                self._outbox.hold(outgoing.destination.team, None, until)
                self._outbox.release(outgoing.id, self._owner)
            case NotSent(reason) | Ambiguous(reason):
                self._try_later(outgoing, reason)
            case Refused(reason):
                self._bury(outgoing, reason)

    def _rest(self, outgoing: Outgoing, rest: timedelta) -> None:
        destination = outgoing.destination
        self._outbox.hold(destination.team, destination.channel, self._clock.now() + rest)

    def _try_later(self, outgoing: Outgoing, reason: str) -> None:
        attempts = outgoing.attempts + 1
        if attempts >= self._policy.attempts:
            self._bury(outgoing, f"{reason}, {attempts} times")
            return
        wait = self._policy.wait_after(attempts)
        log.warning("Message %s failed (%s): tried again in %s s", outgoing.id, reason, wait.total_seconds())
        self._outbox.retry(outgoing.id, self._owner, self._clock.now() + wait)

    def _bury(self, outgoing: Outgoing, reason: str) -> None:
        log.error("Message %s is given up: %s", outgoing.id, reason)
        self._outbox.bury(outgoing.id, self._owner, reason)


def _frames(error: Exception) -> str:
    """Where it happened. Not its message, which may hold what people wrote."""
    return "".join(traceback.format_tb(error.__traceback__))
