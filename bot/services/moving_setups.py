"""What people write to their set-up in Slack: words that move it as its buttons do, and that show its card anew.

Anywhere they may ask for it; in direct messages, as long as its card is what is talked of, they may say what they
would press. A word counts once, with the reply to it, however often it arrives.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.domain.follow_ups import OF_THE_SETUP
from bot.domain.outgoing import Outgoing, SystemNotice
from bot.domain.setup import SETUP_MOVES, gone_on_with, move_in, moved
from bot.domain.text_cleaning import plain
from bot.services.setting_up_in_words import freely_told
from bot.services.setup_cards import card_of, directly_to, remember_card, talk_with
from bot.services.talking import talked_of_card

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.conversation import Memory
    from bot.domain.incoming import IncomingMessage
    from bot.domain.setup import Setup
    from bot.services.app_context import AppContext
    from bot.services.ports import Transaction

_SHOWN: Final = frozenset({"details", "another"})
"""What opens a form, for which something has to be pressed: the card has that."""
_TO_A_CARD: Final = _SHOWN.union(SETUP_MOVES)


def word_in(context: AppContext, message: IncomingMessage, memory: Memory) -> str | None:
    """Return what `message` says to a set-up; None where it is said to none.

    In free words it is said to a card only right after it; and what hangs on a message is about a question.
    """
    if message.files:
        return None
    kind = context.answering.current.follow_up_in(message.question, memory)
    if kind in OF_THE_SETUP:
        return kind
    if memory.setup is None or message.conversation.kind != "direct":
        return None
    word = context.setup_word(plain(message.text))
    if word is not None:
        return word if word in _TO_A_CARD else None
    if memory.updated_at is None:  # the card is still what was said last, but not just now
        return None
    return freely_told(context.answering.current, message.question, memory)


def as_it_stands(context: AppContext, transaction: Transaction, message: IncomingMessage, memory: Memory) -> Memory:
    """Return `memory` with what the card shows now that is talked of: it may have been moved elsewhere meanwhile."""
    if memory.setup is None:
        return memory
    setup = transaction.setups.get(message.conversation.team, memory.setup)
    if setup is None:
        return replace(memory, setup=None)
    if memory.updated_at is not None and setup.changed_at <= memory.updated_at:
        return memory
    guide, spoken_at = context.answering.current.setup_guide, memory.updated_at
    return replace(talked_of_card(setup, memory, guide, setup.changed_at), updated_at=spoken_at)


def heed(
    context: AppContext, transaction: Transaction, message: IncomingMessage, memory: Memory, now: datetime
) -> bool:
    """Do what `message` says to its person's set-up, and show the card; return False where it says nothing to one."""
    word = word_in(context, message, memory)
    setup = None if word is None else _meant(transaction, message, memory, word)
    after = None if word is None or setup is None else _after(context, message, setup, word, now)
    if after is None:
        return False
    if after is not setup:
        transaction.setups.change(after)
    where, key = message.conversation, message.key
    if where.kind == "direct":
        transaction.send(Outgoing(key, message.destination, card_of(after), now))
        remember_card(context, transaction, where, after, now)
    else:
        transaction.send(Outgoing(f"{key}:card", directly_to(after), card_of(after), now))
        transaction.send(Outgoing(key, message.private, SystemNotice("setup-continues", after.language), now))
        remember_card(context, transaction, talk_with(after, where), after, now)
    return True


def _meant(transaction: Transaction, message: IncomingMessage, memory: Memory, word: str) -> Setup | None:
    """Return the set-up that is meant: that of the card, else where one is asked for, the one under way."""
    team, person = message.conversation.team, message.person
    setup = None if memory.setup is None else transaction.setups.get(team, memory.setup)
    if word in OF_THE_SETUP and (setup is None or setup.is_finished):
        return transaction.setups.latest_unfinished(team, person)
    return setup


def _after(context: AppContext, message: IncomingMessage, setup: Setup, word: str, now: datetime) -> Setup | None:
    """Return the set-up after `word`; None where that means nothing to it, since it is finished.

    A text that was corrected, or comes long after it was written, moves nothing: its card shows how things are.
    """
    guide = context.answering.current.setup_guide
    if word in OF_THE_SETUP:
        return gone_on_with(setup, guide, now)
    if word in _SHOWN:
        return setup
    move = move_in(setup, word)
    if move is None:
        return None
    is_fresh = message.edited is None and message.said_long_ago(now) is None
    return moved(setup, move, guide, now) if is_fresh else setup
