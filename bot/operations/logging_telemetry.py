"""Tells each event in one line of the log, and counts it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.domain.question_log import LoggedQuestion
    from bot.operations.metrics import Metrics
    from bot.services.ports import Delivery

log = logging.getLogger(__name__)


class LoggingTelemetry:
    """Writes ids and figures, never a word that somebody wrote."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics

    def asked(self, question: LoggedQuestion) -> None:
        """Note that a question was handled."""
        _log(
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
        self._metrics.questions.labels(question.kind, question.article or question.gap or "").inc()
        if question.confidence is not None:
            self._metrics.confidence.observe(question.confidence)

    def acked(self, kind: str, seconds: float) -> None:
        """Note that a request was answered after that time."""
        _log("acked", kind=kind, ms=round(seconds * 1000, 1))
        self._metrics.acks.labels(kind).observe(seconds)

    def delivered(self, message_id: str, delivery: Delivery) -> None:
        """Note that a message was tried."""
        outcome = type(delivery).__name__
        _log("delivered", id=message_id, outcome=outcome)
        self._metrics.deliveries.labels(outcome).inc()

    def failed(self, what: str) -> None:
        """Count a request that was not done; why is told where it failed."""
        self._metrics.failures.labels(what).inc()


def _log(event: str, **fields: str | float | None) -> None:
    """Write one line: as text the fields stand in it, as JSON each is one of the object's own."""
    text = " ".join([f"{name}={value}" for name, value in fields.items()])
    log.info("%s %s", event, text, extra={"fields": {"event": event, **fields}})
