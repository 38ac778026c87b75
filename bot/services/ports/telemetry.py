"""The clock, and who looks on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.question_log import LoggedQuestion
    from bot.services.ports.delivery import Delivery


class Clock(Protocol):
    """The one source of the time."""

    def now(self) -> datetime:
        """Return the time now, timezone-aware, UTC."""
        ...


class Telemetry(Protocol):
    """Looks on: counts, measures, logs. It changes nothing, and raises nothing."""

    def asked(self, question: LoggedQuestion) -> None:
        """Count a question that was handled."""
        ...

    def acked(self, kind: str, seconds: float) -> None:
        """Measure how long a request of that kind (`event`, `command`, `interaction`) waited for its ack."""
        ...

    def delivered(self, message_id: str, delivery: Delivery) -> None:
        """Count a message that was tried."""
        ...

    def failed(self, what: str) -> None:
        """Count a failed request: `store` where nothing could be kept or read, `fault` where the bot failed."""
        ...


class NullTelemetry:
    """Nobody looks on."""

    def asked(self, question: LoggedQuestion) -> None:
        """See `Telemetry`."""

    def acked(self, kind: str, seconds: float) -> None:
        """See `Telemetry`."""

    def delivered(self, message_id: str, delivery: Delivery) -> None:
        """See `Telemetry`."""

    def failed(self, what: str) -> None:
        """See `Telemetry`."""
