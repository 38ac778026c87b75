"""How the bot behaves in a channel, as the support team has set it there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

from bot.domain.ticket import NOBODY

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.language import Language

Listening: TypeAlias = Literal["off", "mentions", "follow-ups"]
"""To nobody; to whoever mentions the bot; also to whoever goes on in a thread that it answered in."""

LISTENINGS: Final[tuple[Listening, ...]] = get_args(Listening)

Manner: TypeAlias = Literal["listens", "language", "product", "most_replies"]
MANNERS: Final[tuple[Manner, ...]] = get_args(Manner)
"""What can be set, in the order of the form."""


@dataclass(frozen=True, slots=True)
class ChannelManners:
    """What is set for a channel.

    Attributes:
        language: that of what could be in either, until the conversation or the person tells.
        product: the slug of the one that is meant where none is named.
        most_replies: how often the bot replies to one person in one thread; None for no end.
        person: the support member who set it; nobody, where they are forgotten or nothing was set yet.
        version: how often it was set.
    """

    team: str
    channel: str
    listens: Listening
    language: Language | None = None
    product: str | None = None
    most_replies: int | None = None
    person: str = NOBODY
    set_at: datetime | None = None
    version: int = 0

    @property
    def is_off(self) -> bool:
        """Whether the bot says nothing there that others read."""
        return self.listens == "off"

    def changed_from(self, before: ChannelManners) -> tuple[Manner, ...]:
        """Return what is not as it was `before`."""
        return tuple(name for name in MANNERS if getattr(self, name) != getattr(before, name))
