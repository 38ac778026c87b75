"""Handing events, commands and interactions to the app: once, in time, and again where Slack does."""

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from localslack.clock import Clock
from localslack.fault_injection import FaultScript
from localslack.journal import DeliveryRecord, Journal
from localslack.wire import Payload

EVENTS, COMMANDS, INTERACTIONS = "events_api", "slash_commands", "interactive"


@dataclass(frozen=True, slots=True)
class AppDelivery:
    """One thing for the app; `kind` is Socket Mode's word for it."""

    kind: str
    name: str
    payload: Payload
    attempt: int = 0
    retry_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Ack:
    """What the app made of it.

    `outcome` is `ok`, `http_error`, `http_timeout`, `timeout` (Socket Mode), `connection_failed`,
    `dropped`, or `not_interactive` where the manifest turns interactions off; `text` is
    the answer's body as it came, `status` its HTTP status, 0 where there was none.
    """

    outcome: str
    text: str = ""
    payload: Payload | None = None
    forbids_retry: bool = False
    status: int = 0

    @property
    def is_ok(self) -> bool:
        """Return whether the app acknowledged in time."""
        return self.outcome == "ok"


class Transport(Protocol):
    """A way to the app: HTTP or Socket Mode."""

    def deliver(self, delivery: AppDelivery) -> Ack:
        """Hand one thing over and wait for its ack, at most three seconds."""
        ...


class Dispatcher:
    """Delivers what happens: events in the background with retries, all else while one waits."""

    def __init__(
        self,
        transport: Transport,
        journal: Journal,
        faults: FaultScript,
        clock: Clock,
        retry_delays: Sequence[float],
    ) -> None:
        self.transport = transport
        self._journal = journal
        self._faults = faults
        self._clock = clock
        self._retry_delays = retry_delays
        self._stopping = threading.Event()
        self._idle = threading.Condition()
        self._under_way = 0

    def send_event(self, envelope: Payload) -> None:
        """Deliver an event in the background, and up to three times more until it is acknowledged."""
        delivery = AppDelivery(EVENTS, envelope["event"]["type"], envelope)
        fault = self._faults.next_delivery(delivery.name)
        if fault.kind == "dropped":
            self._record(delivery, Ack("dropped"), 0.0)
            return
        delay = float(fault.argument or 0) if fault.kind == "delayed" else 0.0
        for _ in range(2 if fault.kind == "doubled" else 1):
            self._start(delivery, delay)

    def send_now(self, kind: str, name: str, payload: Payload) -> Ack:
        """Deliver a command or an interaction, once, and return its ack."""
        delivery = AppDelivery(kind, name, payload)
        fault = self._faults.next_delivery(name)
        if fault.kind == "dropped":
            self._record(delivery, Ack("dropped"), 0.0)
            return Ack("dropped")
        if fault.kind == "delayed":
            self._stopping.wait(float(fault.argument or 0))
        if fault.kind == "doubled":
            self._attempt(delivery)
        return self._attempt(delivery)

    def settle(self, timeout: float) -> bool:
        """Wait until no event is under way; return whether that came in time."""
        with self._idle:
            return self._idle.wait_for(lambda: not self._under_way, timeout)

    def stop(self) -> None:
        """Give up what waits for its retry."""
        self._stopping.set()

    def _start(self, delivery: AppDelivery, delay: float) -> None:
        with self._idle:
            self._under_way += 1
        threading.Thread(target=self._deliver_event, args=(delivery, delay), daemon=True).start()

    def _deliver_event(self, delivery: AppDelivery, delay: float) -> None:
        try:
            if not self._stopping.wait(delay):
                self._attempt_until_acknowledged(delivery)
        finally:
            with self._idle:
                self._under_way -= 1
                self._idle.notify_all()

    def _attempt_until_acknowledged(self, delivery: AppDelivery) -> None:
        ack = self._attempt(delivery)
        for attempt, delay in enumerate(self._retry_delays, 1):
            if ack.is_ok or ack.forbids_retry or self._stopping.wait(delay):
                return
            ack = self._attempt(replace(delivery, attempt=attempt, retry_reason=ack.outcome))

    def _attempt(self, delivery: AppDelivery) -> Ack:
        begun = time.perf_counter()  # how long the app really took, whatever a test's clock shows
        ack = self.transport.deliver(delivery)
        self._record(delivery, ack, time.perf_counter() - begun)
        return ack

    def _record(self, delivery: AppDelivery, ack: Ack, seconds: float) -> None:
        self._journal.add_delivery(
            DeliveryRecord(
                kind=delivery.kind,
                name=delivery.name,
                payload=delivery.payload,
                attempt=delivery.attempt,
                outcome=ack.outcome,
                ack_seconds=seconds,
                at=self._clock(),
            )
        )
