"""What people make of answers: their votes, and which article a question was about after all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

if TYPE_CHECKING:
    from datetime import datetime

UnhelpfulReason: TypeAlias = Literal["wrong-question", "out-of-date", "incomplete", "did-not-work"]
UNHELPFUL_REASONS: Final[tuple[UnhelpfulReason, ...]] = get_args(UnhelpfulReason)


@dataclass(frozen=True, slots=True)
class Vote:
    """What a person says of an article's answer, once for each version of the knowledge base; the last word counts.

    Attributes:
        trace_id: of the question below whose answer they pressed.
        reason: why it did not help, where they told.
    """

    team: str
    person: str
    article: str
    knowledge_version: str
    trace_id: str
    is_helpful: bool
    voted_at: datetime
    reason: UnhelpfulReason | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """What a question was about after all: an article, or None for none of those that there are.

    Who asked says it by choosing from an offer; `text` is their question then, redacted: with the article it is a
    phrasing that a knowledge editor may want. A support member says it of a reply that was wrong; `text` is empty
    then, since the words are another person's: they stand in the question log alone, and go with them.
    """

    team: str
    person: str
    trace_id: str
    text: str
    article: str | None
    labelled_at: datetime

    @property
    def is_correction(self) -> bool:
        """Return whether a support member says it."""
        return not self.text
