"""How many people read along."""

from __future__ import annotations

from typing import Protocol


class Audience(Protocol):
    """Tells how many read what is said in a channel."""

    def readers_of(self, channel: str) -> int | None:
        """Return how many people are in `channel`; None where it is nobody else's, or cannot be found out in time."""
        ...
