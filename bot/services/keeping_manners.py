"""What is set for a channel, kept: whether the bot listens there, and how often it replies to one person in a thread.

Where it says nothing that others read, whoever asked is told so alone, and where to ask instead. What belongs to a
ticket goes on. What a press is answered with comes to that person alone then: nobody presses in vain.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.outgoing import Outgoing, SystemNotice
from bot.services.limiting import has_turn

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.channel_manners import Listening
    from bot.domain.conversation import Memory
    from bot.domain.incoming import ButtonAction, IncomingMessage
    from bot.domain.language import Language
    from bot.domain.outgoing import Destination
    from bot.services.app_context import AppContext
    from bot.services.ports import Transaction


def listening_in(context: AppContext, memory: Memory) -> Listening:
    """Return to what the bot listens where `memory` is of: what is set for the channel, else for the bot."""
    if memory.manners is not None:
        return memory.manners.listens
    return "follow-ups" if context.follows_threads else "mentions"


def may_answer(
    context: AppContext, transaction: Transaction, message: IncomingMessage, memory: Memory, now: datetime
) -> bool:
    """Count what the person of `message` asks for; return whether it is answered where it stands.

    Where they have had their replies in that thread they are told once, alone; after that the bot is quiet. What the
    limit of a minute refuses is no reply, and a word that is told alone counts for that limit.
    """
    manners, language = memory.manners, memory.language or context.language
    if manners is not None and manners.is_off:
        if has_turn(transaction, message.key, message.private, language, now):
            _tell(context, transaction, message, _off(context, language), now)
        return False
    most, channels = None if manners is None else manners.most_replies, transaction.channels
    if most is None:
        return has_turn(transaction, message.key, message.destination, language, now)
    count = channels.replies_to(message.conversation, message.person)
    if count > most:
        return False
    place = message.private if count == most else message.destination
    if not has_turn(transaction, message.key, place, language, now):
        return False
    # Somebody who writes twice at once may have had the last one meanwhile.
    if channels.count_reply(message.conversation, message.person, now) <= most:
        return True
    _tell(context, transaction, message, _enough(context, language, most), now)
    return False


def place_of_reply(transaction: Transaction, action: ButtonAction, memory: Memory, now: datetime) -> Destination:
    """Return where a press below a reply is answered, and count that where it is answered for all to read."""
    where, manners = action.conversation, memory.manners
    if where is None or where.is_private or manners is None:
        return action.destination
    if manners.is_off:
        return action.private
    if manners.most_replies is None:
        return action.destination
    if transaction.channels.replies_to(where, action.person) >= manners.most_replies:
        return action.private
    # Somebody who presses twice at once may have had the last one meanwhile.
    is_within = transaction.channels.count_reply(where, action.person, now) <= manners.most_replies
    return action.destination if is_within else action.private


def _off(context: AppContext, language: Language) -> SystemNotice:
    """Return that the bot is off there; where no team is set any more, nobody is sent to it."""
    if context.support is None:
        return SystemNotice("channel-off-no-team", language)
    return SystemNotice("channel-off", language)


def _enough(context: AppContext, language: Language, most: int) -> SystemNotice:
    """Return that somebody has had their replies there, as `_off` does."""
    count = (("count", str(most)),)
    if context.support is None:
        return SystemNotice("channel-enough-no-team", language, count)
    return SystemNotice("channel-enough", language, count)


def _tell(
    context: AppContext, transaction: Transaction, message: IncomingMessage, notice: SystemNotice, now: datetime
) -> None:
    """Tell the person of `message` alone, in the language that they wrote in."""
    language = context.answering.current.language_of(message.text, notice.language)
    spoken = SystemNotice(notice.text, language, notice.values, asked_at=message.said_long_ago(now))
    transaction.send(Outgoing(message.key, message.private, spoken, now))
