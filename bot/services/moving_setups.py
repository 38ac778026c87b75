"""What people write to their set-up in Slack: words that move it as its buttons do, and that show its card anew.

Anywhere they may ask for it; in direct messages, as long as its card is what is talked of, they may say what they
would press. A word counts once, with the reply to it, however often it arrives.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.domain.follow_ups import OF_THE_SETUP
from bot.domain.outgoing import Outgoing, SystemNotice
from bot.domain.reply import supposed_in
from bot.domain.setup import SETUP_MOVES, gone_on_with, move_in, moved
from bot.domain.text_cleaning import plain
from bot.domain.utterance import without_signature
from bot.services.setting_up_in_words import freely_told
from bot.services.setup_cards import card_of, directly_to, remember_card, talk_with
from bot.services.setup_details import kept_as
from bot.services.talking import talked_of_card

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.conversation import Memory
    from bot.domain.incoming import IncomingMessage
    from bot.domain.reply import Reply
    from bot.domain.setup import Setup
    from bot.domain.setup_guide import SetupGuide
    from bot.services.app_context import AppContext, ReplySource
    from bot.services.ports import Transaction

_SHOWN: Final = frozenset({"details", "another"})
"""What opens a form, for which something has to be pressed: the card has that."""
_ONWARD: Final = frozenset({"next", "previous"})
"""What would lead to another step."""
_SHOWN_BY: Final = _SHOWN | OF_THE_SETUP | {"stay"}
"""What shows the card, whether or not it moves the set-up too."""
_TO_A_CARD: Final = _SHOWN.union(SETUP_MOVES)


def word_in(context: AppContext, answering: ReplySource, message: IncomingMessage, memory: Memory) -> str | None:
    """Return what `message` says to a set-up; None where it is said to none.

    Free words move it only right after its card; what hangs on a message is about a question.
    """
    if message.files:
        return None
    kind = answering.follow_up_in(message.question, memory)
    if kind in OF_THE_SETUP or _goes_on_anywhere(answering, message, memory):
        return kind or "resume"
    if memory.setup is None or message.conversation.kind != "direct":
        return None
    word = _exactly_told(context, plain(message.text))
    if word is not None:
        return word if word in _TO_A_CARD else None
    told = freely_told(answering, message.question, memory)
    if memory.updated_at is None and told is not None:  # the card is still what was said last, but not just now
        return "stay"
    return told


def _goes_on_anywhere(answering: ReplySource, message: IncomingMessage, memory: Memory) -> bool:
    """Return whether `message` wants to go on with a set-up of whichever of several products: none is told."""
    channels = None if memory.manners is None else memory.manners.product
    meant = channels or answering.product_meant(message.text, memory)
    is_untold = bool(answering.products) and meant is None
    return is_untold and (message.heard or answering.hear(message.text)).phrase == "resume"


def _exactly_told(context: AppContext, text: str) -> str | None:
    """Return what all of plain `text` means to a set-up, or all of it but a signature."""
    return context.setup_word(text) or context.setup_word(without_signature(text))


def as_it_stands(
    answering: ReplySource, transaction: Transaction, message: IncomingMessage, memory: Memory
) -> Memory:
    """Return `memory` with what the card shows now that is talked of: it may have been moved elsewhere meanwhile."""
    if memory.setup is None:
        return memory
    setup = transaction.setups.get(message.conversation.team, memory.setup)
    if setup is None:
        return replace(memory, setup=None)
    if memory.updated_at is not None and setup.changed_at <= memory.updated_at:
        return memory
    guide, spoken_at = answering.setup_guide(setup.product), memory.updated_at
    return replace(talked_of_card(setup, memory, guide, setup.changed_at), updated_at=spoken_at)


def heed(
    context: AppContext,
    answering: ReplySource,
    transaction: Transaction,
    message: IncomingMessage,
    memory: Memory,
    now: datetime,
) -> bool:
    """Do what `message` says to its person's set-up, and show the card; return False where it says nothing to one."""
    word = word_in(context, answering, message, memory)
    product = answering.product_meant(message.text, memory) if word in OF_THE_SETUP else None
    setup = None if word is None else _meant(transaction, message, memory, word, kept_as(answering, product))
    if word is None or setup is None:
        return False
    guide = answering.setup_guide(setup.product)
    after = _after(guide, message, setup, word, now)
    if after is None:
        return False
    if after is not setup:
        transaction.setups.change(after)
    where, key = message.conversation, message.key
    if where.kind == "direct":
        _show(guide, transaction, message, after, now)
    else:
        transaction.send(Outgoing(f"{key}:card", directly_to(after), card_of(after), now))
        transaction.send(Outgoing(key, message.private, SystemNotice("setup-continues", after.language), now))
        remember_card(guide, transaction, talk_with(after, where), after, now)
    return True


def stay(
    answering: ReplySource,
    transaction: Transaction,
    message: IncomingMessage,
    memory: Memory,
    reply: Reply,
    now: datetime,
) -> bool:
    """Show the card instead of a `reply` that only supposes that one goes on from it; return whether it does."""
    if memory.setup is None or message.files or supposed_in(reply) not in _ONWARD:
        return False
    setup = transaction.setups.get(message.conversation.team, memory.setup)
    if setup is None or setup.is_finished:
        return False
    _show(answering.setup_guide(setup.product), transaction, message, setup, now)
    return True


def _show(guide: SetupGuide, transaction: Transaction, message: IncomingMessage, setup: Setup, now: datetime) -> None:
    """Show the card of `setup` in the direct messages where `message` was written."""
    transaction.send(Outgoing(message.key, message.destination, card_of(setup), now))
    remember_card(guide, transaction, message.conversation, setup, now)


def _meant(
    transaction: Transaction, message: IncomingMessage, memory: Memory, word: str, products: frozenset[str | None]
) -> Setup | None:
    """Return the set-up that is meant: that of the card, else where one is asked for, the one under way.

    Where it is told of which product one is asked for, it is one kept as one of these `products`.
    """
    team, person = message.conversation.team, message.person
    setup = None if memory.setup is None else transaction.setups.get(team, memory.setup)
    if word not in OF_THE_SETUP:
        return setup
    is_it = setup is not None and not setup.is_finished and (not products or setup.product in products)
    return setup if is_it else transaction.setups.latest_unfinished(team, person, products)


def _after(guide: SetupGuide, message: IncomingMessage, setup: Setup, word: str, now: datetime) -> Setup | None:
    """Return the set-up after `word`; None where that means nothing to it, since it is finished.

    A text that was corrected, or comes long after it was written, moves nothing: its card shows how things are.
    """
    move = move_in(setup, word)
    if word not in _SHOWN_BY and move is None:
        return None
    if word == "stay" and setup.is_finished:
        return None
    if message.edited is not None or message.said_long_ago(now) is not None:
        return setup
    if word in OF_THE_SETUP:
        return gone_on_with(setup, guide, now)
    return setup if move is None else moved(setup, move, guide, now)
