"""Tells each event in one line of the log, and passes it on to what counts."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.domain.question_log import LoggedQuestion
    from bot.services.ports import Delivery, Watch

log = logging.getLogger(__name__)


class LoggingWatch:
    """Writes ids and figures, never a word that somebody wrote. `counts` gets everything after it."""

    def __init__(self, counts: Watch) -> None:
        self._counts = counts

    def asked(self, question: LoggedQuestion) -> None:
        """A question was handled."""
        log.info(
            "asked trace=%s team=%s channel=%s outcome=%s article=%s gap=%s calculator=%s confidence=%s knowledge=%s",
            question.trace_id,
            question.team,
            question.channel,
            question.kind,
            question.article,
            question.gap,
            question.calculator,
            question.confidence,
            question.knowledge_version,
        )
        self._counts.asked(question)

    def acked(self, kind: str, seconds: float) -> None:
        """A request was answered after that time."""
        log.info("acked kind=%s ms=%.1f", kind, seconds * 1000)
        self._counts.acked(kind, seconds)

    def delivered(self, message_id: str, delivery: Delivery) -> None:
        """A message was tried."""
        log.info("delivered message=%s outcome=%s", message_id, type(delivery).__name__)
        self._counts.delivered(message_id, delivery)
