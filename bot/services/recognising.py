"""Which event tells of something new: each text of a message is taken once, whatever else tells of it.

Slack sends `message_changed` for much that nobody typed: a reply lands below, a link unfurls, a language is
recognised. Where it does not say what was there before, only two things tell of an edit: its own time, and a text
that the bot has not seen in that message. What is kept to know that is a digest, never words.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.services.ports import SEEN_KEY_RETENTION

if TYPE_CHECKING:
    from bot.domain.incoming import IncomingMessage, MessageDeleted
    from bot.services.ports import SeenKeys


def claim(seen_keys: SeenKeys, message: IncomingMessage, now: datetime) -> bool:
    """Claim this text of `message` for whoever takes it; False where it was claimed before, or nobody edited it.

    The message's own key comes first, so that all that tells of one message waits for each other there.
    """
    first, text = f"message:{message.ref}", f"text:{message.ref}:{message.digest}"
    if message.edited is None:
        return seen_keys.claim([first, text], now)
    if seen_keys.is_known(f"deleted:{message.ref}", now) or not _is_edit(seen_keys, message, first, now):
        return False
    # Its first text, should that arrive after the edit, wants no answer any more.
    seen_keys.claim([first], now)
    if message.was is None or not message.edited:
        # Nothing says that the text is another than before, so it has to be one that nobody has taken.
        return seen_keys.claim([text], now) and seen_keys.claim([message.key], now)
    is_new = seen_keys.claim([message.key], now)
    seen_keys.claim([text], now)
    return is_new


def claim_offer(seen_keys: SeenKeys, message: IncomingMessage, now: datetime) -> bool:
    """Claim as `claim` does what its person has yet to decide on: whether it is a question."""
    if not claim(seen_keys, message, now):
        return False
    seen_keys.claim([f"offered:{message.ref}"], now)
    return True


def as_question(message: IncomingMessage) -> IncomingMessage:
    """Return what was offered as the question that its person says it is: it is taken once more, as such."""
    return replace(message, id=f"{message.id}:asked")


def was_asked(seen_keys: SeenKeys, message: IncomingMessage, now: datetime) -> bool:
    """Return whether an earlier text of `message` was taken for a question to the bot."""
    taken = as_question(message) if seen_keys.is_known(f"offered:{message.ref}", now) else message
    return seen_keys.is_known(f"message:{taken.ref}", now)


def forget(seen_keys: SeenKeys, deleted: MessageDeleted, now: datetime) -> None:
    """See to it that nothing of a deleted message is taken should it arrive after its deletion."""
    seen_keys.claim([f"message:{deleted.ref}", f"deleted:{deleted.ref}"], now)


def _is_edit(seen_keys: SeenKeys, message: IncomingMessage, first: str, now: datetime) -> bool:
    """Return whether anything says that somebody typed: what was there before, a time, or what the bot remembers.

    A message bears the time of its last edit for ever: beyond what is remembered it says nothing.
    """
    if message.was is not None or seen_keys.is_known(first, now):
        return True
    try:
        edited_at = datetime.fromtimestamp(float(message.edited or ""), UTC)
    except (ValueError, OverflowError, OSError):
        return False
    return now - edited_at < SEEN_KEY_RETENTION
