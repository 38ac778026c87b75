"""What the Inspector shows: deliveries to the app, its API calls, and what the app's own extension adds."""

from dataclasses import dataclass
from typing import Any

from localslack.journal import CallRecord, DeliveryRecord
from localslack.local_slack import LocalSlack
from localslack.page.extension import PageExtension

_KINDS = {"events_api": "event", "slash_commands": "command", "interactive": "interaction"}


@dataclass(frozen=True, slots=True)
class JournalPosition:
    """How many entries of each source a window has got."""

    deliveries: int = 0
    calls: int = 0
    additions: int = 0


@dataclass(frozen=True, slots=True)
class Inspector:
    """Turns what a running local Slack has recorded into entries."""

    slack: LocalSlack
    extension: PageExtension

    def position(self) -> JournalPosition:
        """Return how much there is now."""
        return JournalPosition(len(self.slack.deliveries()), len(self.slack.calls()), self.extension.entry_count())

    def entries(self, since: JournalPosition, until: JournalPosition) -> list[dict[str, Any]]:
        """Return what came after `since`, up to `until`, in the order of time."""
        deliveries = self.slack.deliveries()[since.deliveries : until.deliveries]
        calls = self.slack.calls()[since.calls : until.calls]
        entries = [
            *(_delivery_entry(record, since.deliveries + index) for index, record in enumerate(deliveries)),
            *(_call_entry(record, since.calls + index) for index, record in enumerate(calls)),
            *self.extension.entries(since.additions, until.additions),
        ]
        return sorted(entries, key=lambda entry: float(entry["at"]))


def _delivery_entry(record: DeliveryRecord, index: int) -> dict[str, Any]:
    attempt = f" (retry {record.attempt})" if record.attempt else ""
    return {
        "id": f"delivery-{index}",
        "at": record.at - record.ack_seconds,  # when it was sent: the journal notes when it was acknowledged
        "kind": _KINDS.get(record.kind, record.kind),
        "name": record.name + attempt,
        "outcome": record.outcome,
        "ack_ms": round(record.ack_seconds * 1000, 1),
        "payload": record.payload,
    }


def _call_entry(record: CallRecord, index: int) -> dict[str, Any]:
    return {
        "id": f"call-{index}",
        "at": record.at,
        "kind": "call",
        "name": record.method,
        "outcome": record.outcome,
        "payload": {"arguments": record.arguments, "answer": record.answer},
    }
