"""The number that the bot has asked for, or invited, where somebody writes it in the thread without a mention."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.conversation import Memory
    from bot.domain.incoming import IncomingMessage
    from bot.services.app_context import AppContext

BARE_NUMBER: Final = re.compile(r"[^\w\n]{0,5}\d[\d .-]{0,30}[^\w\n]{0,5}")
"""A number by itself, whatever marks stand around it: meant as the answer, be it right or wrong."""
LABELLED_NUMBER: Final = re.compile(
    rf"[^\w\n]{{0,5}}(?:k\.?v\.?k|coc)[a-z. \-]{{0,12}}{BARE_NUMBER.pattern}", re.IGNORECASE
)
"""A number that says itself which it is: answers invite people to write it."""


def is_expected(context: AppContext, message: IncomingMessage, memory: Memory) -> bool:
    """Return whether `message` holds what the bot has asked for in that thread, or has said that it can be written.

    Whatever else people say to each other below a question is none of the bot's business.
    """
    return message.edited is None and _asked_for_at(context, message, memory) is not None


def asked_for_at(context: AppContext, message: IncomingMessage) -> datetime | None:
    """Return when the bot asked for the number that `message` holds, or spoke last where it is invited at any time.

    None where it holds no such number, or the bot is off there.

    Raises:
        StoreUnavailableError: it cannot be told now.
    """
    if not _has_digits(message):  # most words need no look
        return None
    memory = context.store.read_memory(message.conversation, message.person)
    return _asked_for_at(context, message, memory.at(context.clock.now(), message.conversation.kind))


def _has_digits(message: IncomingMessage) -> bool:
    return any(map(str.isdigit, message.text))


def _asked_for_at(context: AppContext, message: IncomingMessage, memory: Memory) -> datetime | None:
    if memory.is_off or not _has_digits(message):
        return None
    is_wanted = LABELLED_NUMBER.fullmatch(message.text) or _was_asked_for(context, message, memory)
    return memory.updated_at if is_wanted else None


def _was_asked_for(context: AppContext, message: IncomingMessage, memory: Memory) -> bool:
    if memory.expecting is None:
        return False
    outcome = context.answering.current.calculate(
        memory.expecting, message.text, memory.language, memory.product
    ).outcome
    return outcome.value is not None or BARE_NUMBER.fullmatch(message.text) is not None
