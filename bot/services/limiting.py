"""How much one person may ask of the bot in a minute, in whatever way: a loop must not flood a channel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.domain.outgoing import Outgoing, SystemNotice

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.language import Language
    from bot.domain.outgoing import Destination
    from bot.services.ports import Transaction

MOST_TURNS: Final = 20
"""What one person may ask in a minute: more than anybody types or presses, and far less than a loop does."""


def has_turn(transaction: Transaction, key: str, place: Destination, language: Language, now: datetime) -> bool:
    """Count what the person of `place` asks for; return whether they are answered, who otherwise are told so once.

    An answer to each would be what is to be prevented. `key` is the one under which they would be answered.
    """
    count = transaction.seen_keys.count_up(f"turns:{place.team}:{place.person}:{now:%Y-%m-%dT%H:%M}", now)
    if count == MOST_TURNS + 1:
        transaction.send(Outgoing(key, place, SystemNotice("too-many", language), now))
    return count <= MOST_TURNS
