"""What is kept of the person who asks, and having it forgotten: they are asked first, and told what became of it."""

from __future__ import annotations

import logging
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Final

from bot.domain.outgoing import Destination, InPlace, Outgoing, SystemNotice
from bot.domain.ticket import UNFINISHED
from bot.domain.views import ErasureQuestion
from bot.services.app_context import language_of, say
from bot.services.commanding import remembered
from bot.services.ports import Erasure, StoreUnavailableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from bot.domain.incoming import ButtonAction, Command
    from bot.domain.language import Language
    from bot.domain.ticket import Ticket
    from bot.services.app_context import AppContext
    from bot.services.ports import Clock, Store

log = logging.getLogger(__name__)

KINDS_COUNTED: Final = ("questions", "conversations", "people", "votes", "labels", "outbox", "tickets")
"""What is counted for the person, by the names in `Store.export`."""
LATEST_QUESTIONS: Final = 10
"""How many of the last questions are shown: the operator has all of them."""
TICKETS_REACHED: Final = 1000
"""Tickets of one person whose messages in Slack lose their words: the newest."""
ERASE_WITHIN: Final = timedelta(seconds=1)
"""How long an erasure may hold an ack, which has three seconds: thousands of entries are gone by then."""
TOLD_EVERY: Final = timedelta(seconds=30)
"""How often the log tells how far a purge is."""


class _StoppingError(Exception):
    """The bot stops."""


class _TakesLongError(Exception):
    """There is more to forget than an ack has time for."""


def answer_privacy(context: AppContext, command: Command) -> SystemNotice | ErasureQuestion:
    """Return how much is kept of the person; what they asked, for `show`; whether to forget it, for `erase`."""
    language = remembered(context, command).language or context.language
    team, person = command.conversation.team, command.person
    try:
        match command.text.lower():
            case "erase":
                return ErasureQuestion(language, _count_unfinished(_tickets(context, team, person)))
            case "show":
                return _latest_questions(context, team, person, language)
            case _:
                kept = context.store.count(person, team)
                counts = tuple((name, str(kept[name])) for name in KINDS_COUNTED)
                return SystemNotice("privacy", language, counts)
    except StoreUnavailableError as error:
        log.warning("A person's data cannot be reached: %s", error)
        return SystemNotice("store-away", language)


def decide_erasure(context: AppContext, action: ButtonAction) -> None:
    """Forget the person who pressed, or nothing, as the button says; the question goes, and what was done is told.

    Raises:
        StoreUnavailableError: not everything was forgotten; it is not to be acked.
    """
    with context.store.transaction() as transaction:
        # A press that is delivered again, or replayed, must not forget what came after it.
        if not transaction.seen_keys.claim([action.id], context.clock.now()):
            return
    language = language_of(context, action.team, action.person)
    if action.conversation is not None:
        language = context.store.read_memory(action.conversation, action.person).language or language
    done = SystemNotice("privacy-kept", language) if action.argument != "erase" else _erase(context, action, language)
    say(context, f"{action.id}:told", action.private, InPlace(done))


def _erase(context: AppContext, action: ButtonAction, language: Language) -> SystemNotice:
    """Forget everything; what became of their tickets is seen in Slack, where their words go too.

    The messages are edited before anything is forgotten, since nothing says afterwards where they are; and once more
    then, should a step taken meanwhile have shown the words again.

    Almost everybody is forgotten within an ack, and reads so at once. Of whom there is more, the rest is forgotten
    beside it, and `finish_erasures` tells them when it is done: that is promised in the store, so that a restart
    does not break it.
    """
    tickets = _tickets(context, action.team, action.person)
    _take_words_off(context, action, tickets, "before")
    until = context.clock.now() + ERASE_WITHIN
    forgotten: dict[str, int] = {}

    def keep_in_time(kind: str, count: int) -> None:
        forgotten[kind] = count
        if context.clock.now() > until:
            raise _TakesLongError

    try:
        counted = context.store.erase(action.person, action.team, keep_in_time)
        counts = tuple((name, str(counted.get(name, 0))) for name in KINDS_COUNTED)
        done = SystemNotice("privacy-erased", language, (*counts, ("open", str(_count_unfinished(tickets)))))
    except _TakesLongError:
        with context.store.transaction() as transaction:
            transaction.erasures.begin(Erasure(action.team, action.person, language, sum(forgotten.values())))
        done = SystemNotice("privacy-erasing", language)
    _take_words_off(context, action, tickets, "after")
    return done


def _take_words_off(context: AppContext, action: ButtonAction, tickets: tuple[Ticket, ...], moment: str) -> None:
    with context.store.transaction() as transaction:
        for outgoing in _last_words(context, action, tickets, moment):
            transaction.send(outgoing)


def _last_words(
    context: AppContext, action: ButtonAction, tickets: tuple[Ticket, ...], moment: str
) -> Iterator[Outgoing]:
    """Yield what stands in the place of each ticket's card and status message from now on."""
    team_language = context.language if context.support is None else context.support.desk.language
    for ticket in tickets:
        for name, shown, language in (
            ("card", ticket.card, team_language),
            ("status", ticket.status, ticket.language),
        ):
            if shown is not None:
                notice = SystemNotice(f"erased-{name}", language, (("number", str(ticket.number)),))
                content = InPlace(notice, shown.channel, shown.id)
                key = f"erased:{name}:{ticket.team}:{ticket.id}:{moment}"
                yield Outgoing(key, Destination(action.team, shown.channel), content, context.clock.now())


def _tickets(context: AppContext, team: str, person: str) -> tuple[Ticket, ...]:
    return context.store.tickets.of_person(team, person, TICKETS_REACHED)


def _count_unfinished(tickets: tuple[Ticket, ...]) -> int:
    return sum(ticket.state in UNFINISHED for ticket in tickets)


def finish_erasures(store: Store, now: datetime, is_stopping: Callable[[], bool] = lambda: False) -> int:
    """Forget the rest of the people who wait for that, and tell them; return how many they were.

    A bot that stops leaves what is left to its next start.
    """
    finished = 0
    for erasure in store.unfinished_erasures():
        try:
            forgotten = store.erase(erasure.person, erasure.team, lambda *_: _end(is_stopping))
        except _StoppingError:
            return finished
        count = erasure.forgotten + sum(forgotten.values())
        destination = Destination(erasure.team, erasure.person, person=erasure.person)
        notice = SystemNotice("privacy-erased-late", erasure.language, (("count", str(count)),))
        with store.transaction() as transaction:
            if transaction.erasures.finish(erasure):
                transaction.send(Outgoing(f"erased:{erasure.person}:{now.isoformat()}", destination, notice, now))
                finished += 1
    return finished


def purge(store: Store, clock: Clock, is_stopping: Callable[[], bool] = lambda: False) -> None:
    """Forget what is past its time, and tell the log how far that is, since after a long rest it takes minutes.

    A bot that stops leaves what is left to its next start.
    """
    told_at = clock.now()

    def tell(kind: str, count: int) -> None:
        nonlocal told_at
        _end(is_stopping)
        if clock.now() - told_at >= TOLD_EVERY:
            told_at = clock.now()
            log.info("Purging: %d %s so far", count, kind)

    try:
        purged = {kind: count for kind, count in store.purge(clock.now(), tell).items() if count}
    except _StoppingError:
        return
    if purged:
        log.info("Purged: %s", ", ".join(f"{count} {kind}" for kind, count in purged.items()))


def _end(is_stopping: Callable[[], bool]) -> None:
    if is_stopping():
        raise _StoppingError


def _latest_questions(context: AppContext, team: str, person: str, language: Language) -> SystemNotice:
    questions = context.store.latest_questions(team, person, LATEST_QUESTIONS)
    if not questions:
        return SystemNotice("privacy-nothing", language)
    zone = UTC if context.support is None else context.support.desk.hours.zone
    lines = (f"- {asked_at.astimezone(zone).date()}: {text}" for asked_at, text in questions)
    return SystemNotice("privacy-shown", language, (("questions", "\n".join(lines)),))
