"""The triage channel, where the team's cards are posted."""

from __future__ import annotations

from typing import Protocol


class TriageChannel(Protocol):
    """Tells whether the bot can post in the triage channel."""

    def fault(self) -> str:
        """Return why nothing can be posted there and what to do; nothing where it can.

        Raises:
            RoundFailedError: that cannot be found out now.
        """
        ...
