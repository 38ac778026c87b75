"""What is kept of the person who asks, and having it forgotten."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from bot.domain.outgoing import SystemNotice
from bot.services.commanding import remembered
from bot.services.ports import StoreUnavailableError

if TYPE_CHECKING:
    from bot.domain.incoming import Command
    from bot.domain.language import Language
    from bot.domain.outgoing import ConversationMessage
    from bot.services.app_context import AppContext
    from bot.services.ports import Store

log = logging.getLogger(__name__)

KINDS_COUNTED: Final = ("questions", "conversations", "people", "votes", "labels", "outbox", "tickets")
"""What is counted for the person, by the names in `Store.export`."""
LATEST_QUESTIONS: Final = 10
"""How many of the last questions are shown: the operator has all of them."""


def answer_privacy(context: AppContext, command: Command) -> ConversationMessage:
    """Return how much is kept of the person; what they asked, for `show`; and forget all of it, for `erase`."""
    language = remembered(context, command).language or context.language
    team, person = command.conversation.team, command.person
    try:
        match command.text.lower():
            case "erase":
                count = sum(context.store.erase(person, team).values())
                return SystemNotice("privacy-erased", language, (("count", str(count)),))
            case "show":
                return _latest_questions(context.store, team, person, language)
            case _:
                kept = context.store.export(person, team)
                counts = tuple((name, str(len(kept[name]))) for name in KINDS_COUNTED)
                return SystemNotice("privacy", language, counts)
    except StoreUnavailableError as error:
        log.warning("A person's data cannot be reached: %s", error)
        return SystemNotice("store-away", language)


def _latest_questions(store: Store, team: str, person: str, language: Language) -> SystemNotice:
    questions = sorted(store.export(person, team)["questions"], key=lambda row: str(row["asked_at"]), reverse=True)
    if not questions:
        return SystemNotice("privacy-nothing", language)
    lines = (f"- {str(row['asked_at'])[:10]}: {row['text']}" for row in questions[:LATEST_QUESTIONS])
    return SystemNotice("privacy-shown", language, (("questions", "\n".join(lines)),))
