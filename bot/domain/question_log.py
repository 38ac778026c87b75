"""What is kept of a question that was asked, so that answers can be explained, counted and made better."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.language import Language


@dataclass(frozen=True, slots=True)
class LoggedQuestion:
    """A question and what became of it.

    Attributes:
        trace_id: unique; it stands in the log and in the message's metadata as well.
        text: what was asked, redacted.
        kind: `answer`, `clarification`, `calculation` or `hand_over`.
        confidence: 0 to 1; None for a calculation.
    """

    trace_id: str
    asked_at: datetime
    team: str
    channel: str
    person: str
    text: str
    language: Language
    kind: str
    article: str | None = None
    gap: str | None = None
    calculator: str | None = None
    confidence: float | None = None
    knowledge_version: str = ""
