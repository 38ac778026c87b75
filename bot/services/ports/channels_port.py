"""How the bot behaves in each channel: changed within a transaction, and read with what is remembered there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.channel_manners import ChannelManners
    from bot.domain.conversation import Conversation


class Channels(Protocol):
    """What is set for channels, and what was counted in their threads."""

    def change(self, after: ChannelManners) -> None:
        """Keep what is set for a channel from now on; version 1 is the first.

        Raises:
            ConcurrentUpdateError: somebody else was first: it is no longer the version before `after`.
        """
        ...

    def replies_to(self, conversation: Conversation, person: str) -> int:
        """Return how many replies to `person` were counted in the thread `conversation`."""
        ...

    def count_reply(self, conversation: Conversation, person: str, now: datetime) -> int:
        """Count one more, and return how many there are by now."""
        ...
