"""Votes and labels, within a transaction."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from bot.domain.feedback import Label, Vote

FEEDBACK_RETENTION: Final = timedelta(days=180)
"""How long it is kept."""


class Feedback(Protocol):
    """What people make of answers."""

    def vote(self, vote: Vote) -> None:
        """Keep it in the place of what the person said of that article before."""
        ...

    def label(self, label: Label) -> None:
        """Keep it in the place of what the person said of that question before."""
        ...
