"""Whether what somebody writes is for the bot: to it, what it asked for, or said on in a thread without its name.

In a thread that the bot answered in, whoever asked last goes on without a mention. As soon as people talk with each
other there they are left alone, until somebody mentions the bot again. A channel may be set to less, or to nothing.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.services.following_up import is_expected
from bot.services.keeping_manners import listening_in
from bot.services.recognising import was_asked

if TYPE_CHECKING:
    from bot.domain.conversation import Memory
    from bot.domain.incoming import IncomingMessage
    from bot.services.app_context import AppContext

_SOMEBODY: Final = re.compile(r"<[@!]|(?<![\w.@])@\w")
"""A person, a group or everybody here, as Slack links them or as they are typed; no mail address."""


def is_addressed(context: AppContext, message: IncomingMessage, memory: Memory) -> bool:
    """Return whether `message`, said in a thread without the bot's name, is for it all the same.

    Raises:
        StoreUnavailableError: it cannot be told now.
    """
    return is_expected(context, message, memory) or _goes_on(context, message, memory)


def step_back(context: AppContext, message: IncomingMessage, memory: Memory) -> None:
    """Wait for the bot's name in the thread of `message`, which is not for it, where people talk with each other now.

    Raises:
        StoreUnavailableError: it cannot be kept now.
    """
    if message.edited is not None:
        return
    if listening_in(context, memory) != "follow-ups" or not _is_with_somebody_else(memory, message):
        return
    with context.store.transaction() as transaction:
        # Somebody may have mentioned the bot meanwhile.
        memory = transaction.conversations.get(message.conversation, message.person)
        if _is_with_somebody_else(memory, message):
            transaction.conversations.put(message.conversation, replace(memory, asker=None))


def _is_with_somebody_else(memory: Memory, message: IncomingMessage) -> bool:
    """Return whether `message` is part of a talk among people where the bot still listens to one."""
    is_by_another = message.person != memory.asker or _SOMEBODY.search(message.text) is not None
    return memory.asker is not None and is_by_another


def _goes_on(context: AppContext, message: IncomingMessage, memory: Memory) -> bool:
    """Return whether the person who asked last in the thread goes on there."""
    if _SOMEBODY.search(message.text):
        return False
    if listening_in(context, memory) != "follow-ups" or memory.asker != message.person:
        return False
    if message.edited is None:
        return context.answering.current.goes_on(message.question, memory)
    with context.store.transaction() as transaction:
        return was_asked(transaction.seen_keys, message, context.clock.now())
