"""What people taught the bot: which article a question was about after all, or that it was none of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Taught:
    """Somebody's word on what a question was about.

    Attributes:
        text: the question, as it is kept: of a ticket it may still tell how to reach who asked.
        article: what it was about, or None for none of the articles.
        person: who says so.
        is_by_team: whether a support member says it; else whoever asked.
    """

    text: str
    article: str | None
    person: str
    is_by_team: bool
    taught_at: datetime
