"""What went over the wire: every API call and every delivery."""

import threading
from dataclasses import dataclass

from localslack.wire import Payload


@dataclass(frozen=True, slots=True)
class CallRecord:
    """One API call: its arguments, and the answer (`outcome` is `ok`, an error code or a fault)."""

    method: str
    arguments: Payload
    outcome: str
    answer: Payload
    at: float


@dataclass(frozen=True, slots=True)
class DeliveryRecord:
    """One attempt to hand something to the app.

    `name` is the event's type, the command, or the interaction's type. `outcome` is `ok`, or why
    it failed: `http_error`, `http_timeout`, `connection_failed`, `dropped`.
    """

    kind: str
    name: str
    payload: Payload
    attempt: int
    outcome: str
    ack_seconds: float
    at: float


class Journal:
    """Keeps the records in order. Every record wakes those who wait on `changed`."""

    def __init__(self, changed: threading.Condition) -> None:
        self._changed = changed
        self._calls: list[CallRecord] = []
        self._deliveries: list[DeliveryRecord] = []

    def add_call(self, record: CallRecord) -> None:
        """Keep an API call."""
        with self._changed:
            self._calls.append(record)
            self._changed.notify_all()

    def add_delivery(self, record: DeliveryRecord) -> None:
        """Keep a delivery."""
        with self._changed:
            self._deliveries.append(record)
            self._changed.notify_all()

    def calls(self, method: str | None = None) -> list[CallRecord]:
        """Return the API calls, of one method or of all."""
        with self._changed:
            return [record for record in self._calls if method in {None, record.method}]

    def deliveries(self, name: str | None = None) -> list[DeliveryRecord]:
        """Return the deliveries, of one name or of all."""
        with self._changed:
            return [record for record in self._deliveries if name in {None, record.name}]
