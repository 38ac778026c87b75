"""What is set for channels, in memory."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.conversation import Memory
from bot.services.ports import ConcurrentUpdateError

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.channel_manners import ChannelManners
    from bot.domain.conversation import Conversation
    from tests.services.in_memory.state import State


class InMemoryChannels:
    """What is set for channels, and what was counted in their threads."""

    def __init__(self, state: State) -> None:
        self._state = state

    def change(self, after: ChannelManners) -> None:
        """See `Channels.change`."""
        before = self._state.channels.get((after.team, after.channel))
        if after.version != (1 if before is None else before.version + 1):
            raise ConcurrentUpdateError
        self._state.channels[after.team, after.channel] = after

    def replies_to(self, conversation: Conversation, person: str) -> int:
        """See `Channels.replies_to`."""
        key = replace(conversation, person=person).key()
        # A talk that is forgotten takes its count along.
        return self._state.replies[key] if key in self._state.conversations else 0

    def count_reply(self, conversation: Conversation, person: str, now: datetime) -> int:
        """See `Channels.count_reply`."""
        counted = replace(conversation, person=person)
        self._state.replies[counted.key()] = self.replies_to(conversation, person) + 1
        self._state.conversations[counted.key()] = counted, Memory(updated_at=now, asker=person)
        return self._state.replies[counted.key()]
