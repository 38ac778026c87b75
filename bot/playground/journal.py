"""What the Inspector shows: deliveries to the bot, its API calls, and why it answered as it did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.playground.explaining import OverheardAnswering
    from bot.settings import Settings
    from localslack import LocalSlack
    from localslack.journal import CallRecord, DeliveryRecord

_KINDS = {"events_api": "event", "slash_commands": "command", "interactive": "interaction"}


@dataclass(frozen=True, slots=True)
class Seen:
    """How many of each kind a window has seen."""

    deliveries: int = 0
    calls: int = 0
    reasons: int = 0


@dataclass(frozen=True, slots=True)
class Inspection:
    """Looks at a running playground."""

    slack: LocalSlack
    answering: OverheardAnswering
    settings: Settings

    def seen(self) -> Seen:
        """How much there is now."""
        return Seen(len(self.slack.deliveries()), len(self.slack.calls()), len(self.answering.heard))

    def entries(self, since: Seen, until: Seen) -> list[dict[str, Any]]:
        """What came after `since`, up to `until`, in the order of time."""
        deliveries = self.slack.deliveries()[since.deliveries : until.deliveries]
        calls = self.slack.calls()[since.calls : until.calls]
        entries = [
            *(_delivery(record, since.deliveries + place) for place, record in enumerate(deliveries)),
            *(_call(record, since.calls + place) for place, record in enumerate(calls)),
            *(self._reason(place) for place in range(since.reasons, until.reasons)),
        ]
        return sorted(entries, key=lambda entry: float(entry["at"]))

    def _reason(self, place: int) -> dict[str, Any]:
        heard = self.answering.heard[place]
        explained = heard.explain(self.settings)
        return {
            "id": f"why-{place}",
            "at": heard.at,
            "kind": "why",
            "name": explained["asked"],
            "outcome": explained["record"]["kind"],
            "why": explained["why"],
            "payload": explained["record"],
        }


def _delivery(record: DeliveryRecord, place: int) -> dict[str, Any]:
    attempt = f" (retry {record.attempt})" if record.attempt else ""
    return {
        "id": f"delivery-{place}",
        "at": record.at - record.ack_seconds,  # when it was sent: the journal notes when it was acknowledged
        "kind": _KINDS.get(record.kind, record.kind),
        "name": record.name + attempt,
        "outcome": record.outcome,
        "ack_ms": round(record.ack_seconds * 1000, 1),
        "payload": record.payload,
    }


def _call(record: CallRecord, place: int) -> dict[str, Any]:
    return {
        "id": f"call-{place}",
        "at": record.at,
        "kind": "call",
        "name": record.method,
        "outcome": record.outcome,
        "payload": {"arguments": record.arguments, "answer": record.answer},
    }
