"""The number that the bot has asked for, or invited, where somebody writes it in the thread without a mention."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bot.domain.incoming import IncomingMessage
    from bot.services.app_context import AppContext

BARE_NUMBER: Final = re.compile(r"[^\w\n]{0,5}\d[\d .-]{0,30}[^\w\n]{0,5}")
"""A number by itself, whatever marks stand around it: meant as the answer, be it right or wrong."""
LABELLED_NUMBER: Final = re.compile(
    rf"[^\w\n]{{0,5}}(?:k\.?v\.?k|coc)[a-z. \-]{{0,12}}{BARE_NUMBER.pattern}", re.IGNORECASE
)
"""A number that says itself which it is: answers invite people to write it."""


def is_expected(context: AppContext, message: IncomingMessage) -> bool:
    """Return whether `message` holds what the bot has asked for in that thread, or has said that it can be written.

    Whatever else people say to each other below a question is none of the bot's business.

    Raises:
        StoreUnavailableError: it cannot be told now.
    """
    if message.edited is not None or not message.is_in_thread:
        return False
    memory = context.store.read_memory(message.conversation, message.person)
    memory = memory.at(context.clock.now(), message.conversation.kind)
    if memory.updated_at is not None and LABELLED_NUMBER.fullmatch(message.text):
        return True
    expecting = memory.expecting
    if expecting is None:
        return False
    outcome = context.answering.current.calculate(expecting, message.text, memory.language).outcome
    return outcome.value is not None or BARE_NUMBER.fullmatch(message.text) is not None
