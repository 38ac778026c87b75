"""Where a message is found."""

from __future__ import annotations

from typing import Protocol


class MessageLinks(Protocol):
    """Tells the links to messages of which only their own place is known, and not the thread that they are in."""

    def link_to(self, channel: str, message: str) -> str | None:
        """Return the link that leads to the message, in its thread too; None where it cannot be found out in time."""
        ...
