"""The number that the bot has asked for, where somebody just writes it below the question, without a mention."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bot.domain.incoming import IncomingMessage
    from bot.services.app_context import AppContext

BARE_NUMBER: Final = re.compile(r"\d[\d .-]{0,30}")
"""A number by itself: meant as the answer, be it right or wrong."""


def is_expected(context: AppContext, message: IncomingMessage) -> bool:
    """Return whether `message` holds what the bot has asked for in that thread.

    Whatever else people say to each other below a question is none of the bot's business.

    Raises:
        StoreUnavailableError: it cannot be told now.
    """
    if message.edited is not None or not message.is_in_thread:
        return False
    memory = context.store.read_memory(message.conversation, message.person)
    expecting = memory.at(context.clock.now(), message.conversation.kind).expecting
    if expecting is None:
        return False
    outcome = context.answering.current.calculate(expecting, message.text, memory.language).outcome
    return outcome.value is not None or BARE_NUMBER.fullmatch(message.text) is not None
