"""Tells each event in one line of the log, and passes it on to what counts."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.domain.question_log import LoggedQuestion
    from bot.services.ports import Delivery, Telemetry

log = logging.getLogger(__name__)


class LoggingTelemetry:
    """Writes ids and figures, never a word that somebody wrote. `counts` gets everything after it."""

    def __init__(self, counts: Telemetry) -> None:
        self._counts = counts

    def asked(self, question: LoggedQuestion) -> None:
        """A question was handled."""
        _tell(
            "asked",
            trace=question.trace_id,
            team=question.team,
            channel=question.channel,
            outcome=question.kind,
            article=question.article,
            gap=question.gap,
            calculator=question.calculator,
            confidence=question.confidence,
            knowledge=question.knowledge_version,
        )
        self._counts.asked(question)

    def acked(self, kind: str, seconds: float) -> None:
        """A request was answered after that time."""
        _tell("acked", kind=kind, ms=round(seconds * 1000, 1))
        self._counts.acked(kind, seconds)

    def delivered(self, message_id: str, delivery: Delivery) -> None:
        """A message was tried."""
        _tell("delivered", id=message_id, outcome=type(delivery).__name__)
        self._counts.delivered(message_id, delivery)

    def failed(self, what: str) -> None:
        """A request was not done; why is told where it failed."""
        self._counts.failed(what)


def _tell(event: str, **fields: str | float | None) -> None:
    """One line: as text the fields stand in it, as JSON each is one of the object's own."""
    told = " ".join(f"{name}={value}" for name, value in fields.items())
    log.info("%s %s", event, told, extra={"fields": {"event": event, **fields}})
