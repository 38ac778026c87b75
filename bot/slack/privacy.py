"""`/econnect-privacy`: what is kept of the person who asks, and having it forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.domain.outgoing import ConversationMessage, SystemNotice

if TYPE_CHECKING:
    from bot.domain.conversation import Conversation
    from bot.domain.language import Language
    from bot.services.ports import Store

SHOW: Final = "show"
ERASE: Final = "erase"
TOLD: Final = ("questions", "conversations", "people", "votes", "labels", "outbox", "tickets")
"""What is counted for the person, by the names in `Store.export`."""
SHOWN: Final = 10
"""How many of the last questions are shown: the operator has all of them."""


def answer(store: Store, text: str, where: Conversation, person: str, language: Language) -> ConversationMessage:
    """What to say to the command; `erase` is done at once.

    Raises:
        StoreUnavailable: nothing can be looked up or forgotten now.
    """
    match text.strip().lower():
        case "erase":
            count = sum(store.erase(person, where.team).values())
            return SystemNotice("privacy-erased", language, (("count", str(count)),))
        case "show":
            return _shown(store, where.team, person, language)
        case _:
            kept = store.export(person, where.team)
            return SystemNotice("privacy", language, tuple((name, str(len(kept[name]))) for name in TOLD))


def _shown(store: Store, team: str, person: str, language: Language) -> ConversationMessage:
    questions = sorted(store.export(person, team)["questions"], key=lambda row: str(row["asked_at"]), reverse=True)
    if not questions:
        return SystemNotice("privacy-nothing", language)
    lines = (f"- {str(row['asked_at'])[:10]}: {row['text']}" for row in questions[:SHOWN])
    return SystemNotice("privacy-shown", language, (("questions", "\n".join(lines)),))
