"""What is kept of the person who asks, and having it forgotten: they are asked first, and told what became of it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from bot.domain.outgoing import Destination, InPlace, Outgoing, SystemNotice
from bot.domain.ticket import UNFINISHED
from bot.domain.views import ErasureQuestion
from bot.services.app_context import language_of, say
from bot.services.commanding import remembered
from bot.services.ports import StoreUnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.incoming import ButtonAction, Command
    from bot.domain.language import Language
    from bot.domain.ticket import Ticket
    from bot.services.app_context import AppContext
    from bot.services.ports import Store

log = logging.getLogger(__name__)

KINDS_COUNTED: Final = ("questions", "conversations", "people", "votes", "labels", "outbox", "tickets")
"""What is counted for the person, by the names in `Store.export`."""
LATEST_QUESTIONS: Final = 10
"""How many of the last questions are shown: the operator has all of them."""
TICKETS_REACHED: Final = 1000
"""Tickets of one person whose messages in Slack lose their words: the newest."""


def answer_privacy(context: AppContext, command: Command) -> SystemNotice | ErasureQuestion:
    """Return how much is kept of the person; what they asked, for `show`; whether to forget it, for `erase`."""
    language = remembered(context, command).language or context.language
    team, person = command.conversation.team, command.person
    try:
        match command.text.lower():
            case "erase":
                return ErasureQuestion(language, _count_unfinished(_tickets(context, team, person)))
            case "show":
                return _latest_questions(context.store, team, person, language)
            case _:
                kept = context.store.export(person, team)
                counts = tuple((name, str(len(kept[name]))) for name in KINDS_COUNTED)
                return SystemNotice("privacy", language, counts)
    except StoreUnavailableError as error:
        log.warning("A person's data cannot be reached: %s", error)
        return SystemNotice("store-away", language)


def decide_erasure(context: AppContext, action: ButtonAction) -> None:
    """Forget the person who pressed, or nothing, as the button says; the question goes, and what was done is told.

    Raises:
        StoreUnavailableError: not everything was forgotten; it is not to be acked.
    """
    language = language_of(context, action.team, action.person)
    if action.conversation is not None:
        language = context.store.read_memory(action.conversation, action.person).language or language
    done = SystemNotice("privacy-kept", language) if action.argument != "erase" else _erase(context, action, language)
    say(context, f"{action.id}:told", action.private, InPlace(done))


def _erase(context: AppContext, action: ButtonAction, language: Language) -> SystemNotice:
    """Forget everything; what became of their tickets is seen in Slack, where their words go too.

    The messages are edited before anything is forgotten, since nothing says afterwards where they are; and once more
    then, should a step taken meanwhile have shown the words again.
    """
    tickets = _tickets(context, action.team, action.person)
    for moment in ("before", "after"):
        with context.store.transaction() as transaction:
            for outgoing in _last_words(context, action, tickets, moment):
                transaction.send(outgoing)
        if moment == "before":
            counted = context.store.erase(action.person, action.team)
    counts = tuple((name, str(counted.get(name, 0))) for name in KINDS_COUNTED)
    return SystemNotice("privacy-erased", language, (*counts, ("open", str(_count_unfinished(tickets)))))


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


def _latest_questions(store: Store, team: str, person: str, language: Language) -> SystemNotice:
    questions = sorted(store.export(person, team)["questions"], key=lambda row: str(row["asked_at"]), reverse=True)
    if not questions:
        return SystemNotice("privacy-nothing", language)
    lines = (f"- {str(row['asked_at'])[:10]}: {row['text']}" for row in questions[:LATEST_QUESTIONS])
    return SystemNotice("privacy-shown", language, (("questions", "\n".join(lines)),))
