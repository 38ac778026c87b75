"""What is kept of people: shown to who asks, forgotten in time, and not before they were asked at their word."""

from __future__ import annotations

import logging
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Final

from bot.domain.audit_line import THE_BOT, AuditAction, AuditLine
from bot.domain.outgoing import SystemNotice
from bot.domain.text_cleaning import shortened
from bot.domain.views import ErasureQuestion
from bot.services.commanding import remembered
from bot.services.ports import StoreUnavailableError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.domain.incoming import Command
    from bot.domain.language import Language
    from bot.services.app_context import AppContext
    from bot.services.ports import Audit, Clock, Store

log = logging.getLogger(__name__)

KINDS_COUNTED: Final = ("questions", "conversations", "people", "votes", "labels", "setups", "outbox", "tickets")
"""What is counted for the person, by the names in `Store.export`."""
LATEST_QUESTIONS: Final = 10
"""How many of the last questions are shown: the operator has all of them."""
LONGEST_QUOTED: Final = 80
"""Characters of what was not understood that are said again."""
TOLD_EVERY: Final = timedelta(seconds=30)
"""How often the log tells how far a purge is."""


class StoppingError(Exception):
    """The bot stops."""


def answer_privacy(context: AppContext, command: Command) -> SystemNotice | ErasureQuestion:
    """Return how much is kept of the person; what they asked, for `show`; whether to forget it, for `erase`."""
    language = remembered(context, command).language or command.spoken or context.language
    team, person = command.conversation.team, command.person
    try:
        match command.text.lower().split():
            case ["erase", *_]:
                return ErasureQuestion(language, context.store.tickets.count_unfinished(team, person))
            case ["show", *_]:
                return _latest_questions(context, team, person, language)
            case [] | ["count" | "retention" | "help", *_]:
                kept = context.store.count(person, team)
                counts = tuple((name, str(kept[name])) for name in KINDS_COUNTED)
                return SystemNotice("privacy", language, counts)
            case _:
                return _what_there_is(command.text, language)
    except StoreUnavailableError as error:
        log.warning("A person's data cannot be reached: %s", error)
        return SystemNotice("store-away", language)


def purge(store: Store, clock: Clock, audit: Audit, is_stopping: Callable[[], bool] = lambda: False) -> None:
    """Forget what is past its time, and tell the log how far that is, since after a long rest it takes minutes.

    A bot that stops leaves what is left to its next start. Whatever ends it, the audit log tells what was purged.
    """
    told_at, done = clock.now(), dict[str, int]()

    def tell(kind: str, count: int) -> None:
        nonlocal told_at
        done[kind] = count
        end_if(is_stopping)
        if clock.now() - told_at >= TOLD_EVERY:
            told_at = clock.now()
            log.info("Purging: %d %s so far", count, kind)

    try:
        purged = {kind: count for kind, count in store.purge(clock.now(), tell).items() if count}
    except StoppingError:
        return
    finally:
        _note_purge(audit, clock, done)
    if purged:
        log.info("Purged: %s", ", ".join(f"{count} {kind}" for kind, count in purged.items()))


def _note_purge(audit: Audit, clock: Clock, done: Mapping[str, int]) -> None:
    """Tell what was purged of what is kept of people; keys and pauses are none of it."""
    counts = tuple((kind, done[kind]) for kind in KINDS_COUNTED if done.get(kind))
    if counts:
        audit.write(AuditLine(clock.now(), THE_BOT, AuditAction.DATA_PURGED, counts=counts))


def end_if(is_stopping: Callable[[], bool]) -> None:
    """Raise `StoppingError` where the bot stops."""
    if is_stopping():
        raise StoppingError


def _what_there_is(typed: str, language: Language) -> SystemNotice:
    """Return what can be typed, to who wants nothing erased, a copy, or something that was not understood."""
    match typed.lower().split():
        case ["keep", *_]:
            return SystemNotice("privacy-not-erased", language)
        case ["export", *_]:
            return SystemNotice("privacy-export", language)
        case _:
            return SystemNotice("privacy-unknown", language, (("typed", shortened(typed, LONGEST_QUOTED)),))


def _latest_questions(context: AppContext, team: str, person: str, language: Language) -> SystemNotice:
    questions = context.store.latest_questions(team, person, LATEST_QUESTIONS)
    if not questions:
        return SystemNotice("privacy-nothing", language)
    zone = UTC if context.support is None else context.support.desk.hours.zone
    lines = (f"- {asked_at.astimezone(zone).date()}: {text}" for asked_at, text in questions)
    return SystemNotice("privacy-shown", language, (("questions", "\n".join(lines)),))
