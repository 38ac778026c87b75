"""The card of a set-up: what shows it, where, and what is remembered of the talk once it was shown."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.conversation import directly
from bot.domain.outgoing import Destination, SetupCard
from bot.services.talking import talked_of_card

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.conversation import Conversation
    from bot.domain.setup import Setup
    from bot.domain.setup_guide import SetupGuide
    from bot.domain.ticket import PostedMessage
    from bot.services.ports import Transaction


def card_of(setup: Setup, message: PostedMessage | None = None) -> SetupCard:
    """Return the card, anew or instead of `message`."""
    card = SetupCard(setup.language, setup.id, setup.version)
    return card if message is None else replace(card, channel=message.channel, message=message.id)


def directly_to(setup: Setup) -> Destination:
    """Return where its person alone reads it."""
    return Destination(setup.team, setup.person, person=setup.person)


def talk_with(setup: Setup, where: Conversation | None) -> Conversation:
    """Return the running talk in which its person reads what is sent directly: `where`, if it is that."""
    if where is not None and where.kind == "direct" and where.thread is None:
        return where
    return directly(setup.team, setup.person)


def remember_card(
    guide: SetupGuide, transaction: Transaction, where: Conversation | None, setup: Setup, now: datetime
) -> None:
    """Have what is said next be understood as said to the card in `where`: in direct messages, and nowhere else."""
    if where is not None and where.kind == "direct":
        memory = transaction.conversations.get(where, setup.person).at(now, where.kind)
        memory = talked_of_card(setup, memory, guide, now)
        transaction.conversations.put(where, memory)
