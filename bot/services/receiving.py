"""A message arrives: it belongs to a ticket's thread, asks the bot something, or is none of the bot's business."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.services.asking import ask
from bot.services.following_up import is_expected
from bot.services.relaying import relay

if TYPE_CHECKING:
    from bot.domain.incoming import IncomingMessage
    from bot.services.app_context import AppContext


def receive(context: AppContext, message: IncomingMessage) -> None:
    """Do what `message` asks for, once however often it arrives.

    What is said to the bot itself in a ticket's thread is a question like any other.

    Raises:
        StoreUnavailableError: nothing was done; it is not to be acked.
    """
    if message.is_in_thread and not message.is_mention and relay(context, message):
        return
    if message.is_for_bot or is_expected(context, message):
        ask(context, message)
