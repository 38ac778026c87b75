"""A person is forgotten at their word, which is kept first, so that no fault loses it, and done in the ack or beside.

Where Slack shows their tickets the words are taken off a few messages at a time, behind what others wait for.
"""

from __future__ import annotations

import logging
from contextlib import ExitStack, suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.domain.conversation import outside
from bot.domain.outgoing import Destination, InPlace, Outgoing, Sought, SystemNotice, message_key
from bot.services.auditing import note_erasure
from bot.services.forgetting import KINDS_COUNTED, StoppingError, end_if
from bot.services.ports import TICKET_RETENTION, Erasure, StoreUnavailableError
from bot.services.showing_home import show_home

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from bot.domain.incoming import ButtonAction
    from bot.domain.language import Language
    from bot.services.app_context import AppContext
    from bot.services.ports import ErasedMessage

log = logging.getLogger(__name__)

ERASE_WITHIN: Final = timedelta(seconds=1)
"""How long an erasure may hold an ack, which has three seconds: thousands of entries are gone by then."""
HEAD_START: Final = timedelta(seconds=5)
"""How long an erasure is left to whoever was asked for it, before others go on with it."""
PORTION: Final = 2
"""Messages that lose their words at a time: with `MOST_DUE`, others never wait for more than these."""
MOST_DUE: Final = 20
"""Messages that may be due for words still to be taken off others: with more, Slack or the bot is behind."""


class _TakesLongError(Exception):
    """There is more to forget than an ack has time for."""


def decide_erasure(context: AppContext, action: ButtonAction) -> None:
    """Forget the person who pressed, or nothing, as the button says; the question goes, and what was done is told.

    Raises:
        StoreUnavailableError: it could not be kept, or could not be told. What was kept is done all the same.
    """
    memory = context.store.read_memory(action.conversation or outside(action.team, action.person), action.person)
    open_tickets = context.store.tickets.count_unfinished(action.team, action.person)
    erasure = Erasure(action.team, action.person, memory.language or context.language, context.clock.now())
    is_wanted = action.argument == "erase"
    with context.store.transaction() as transaction:
        # A press that is delivered again, or replayed, must not forget what came after it.
        if not transaction.seen_keys.claim([action.id], erasure.asked_at):
            return
        if is_wanted:
            transaction.erasures.begin(erasure)
            # It bears no date: later it could not be told from a new choice.
            transaction.people.choose_language(action.team, action.person, None)
        else:
            transaction.send(_told(context, action, SystemNotice("privacy-kept", erasure.language)))
    context.wake()
    if is_wanted:
        before = {"people": int(memory.chosen is not None), "open": open_tickets}
        _erase_now(context, action, erasure, before)


def finish_erasures(context: AppContext, is_stopping: Callable[[], bool] = lambda: False) -> None:
    """Forget the rest of the people who wait for that, tell them, and take words off a portion of what shows them.

    One that fails keeps none of the others. A bot that stops leaves what is left to its next start.
    """
    with ExitStack() as all_of_it:
        all_of_it.callback(take_words_off, context)
        for erasure in context.store.unfinished_erasures():
            if context.clock.now() - erasure.asked_at >= HEAD_START:
                all_of_it.callback(_finish, context, erasure, is_stopping)


def take_words_off(context: AppContext) -> None:
    """Have a portion of what still shows tickets that are forgotten say that they are."""
    now = context.clock.now()
    messages = context.store.erased_messages(PORTION)
    if not messages or context.store.outbox.due_by(now) > MOST_DUE:
        return
    language = context.language if context.support is None else context.support.desk.language
    with context.store.transaction() as transaction:
        for message in messages:
            if transaction.erasures.take_off(message):
                transaction.send(_word_on(message, language, now))
    context.wake()


def _erase_now(context: AppContext, action: ButtonAction, erasure: Erasure, before: Mapping[str, int]) -> None:
    """Forget everything, as almost everybody is within an ack, and say so; of whom there is more, `finish_erasures`.

    The same where a fault ends it: whoever was told that it is begun is told when it is done.
    """
    forgotten = _forgotten_in_time(context, erasure)
    with context.store.transaction() as transaction:
        if forgotten is None or not transaction.erasures.finish(erasure):
            done = SystemNotice("privacy-erasing", erasure.language)
        else:
            note_erasure(transaction, context.audit, erasure, context.clock.now())
            counts = {**dict.fromkeys(KINDS_COUNTED, 0), **forgotten, **before}
            values = tuple((name, str(counts[name])) for name in (*KINDS_COUNTED, "open"))
            done = SystemNotice("privacy-erased", erasure.language, values)
        transaction.send(_told(context, action, done))
    context.wake()
    with suppress(StoreUnavailableError):  # it is begun, and goes on beside
        take_words_off(context)
        show_home(context, action.team, action.person, action.id)


def _forgotten_in_time(context: AppContext, erasure: Erasure) -> Mapping[str, int] | None:
    """Return how much was forgotten; None where something is left."""
    until = context.clock.now() + ERASE_WITHIN

    def keep_in_time(*_: object) -> None:
        if context.clock.now() > until:
            raise _TakesLongError("there is more than an ack has time for")

    try:
        return context.store.erase(erasure.person, erasure.team, keep_in_time, erasure.asked_at)
    except (_TakesLongError, StoreUnavailableError) as error:
        log.info("The rest of an erasure is done beside the ack: %s", error)
        return None


def _finish(context: AppContext, erasure: Erasure, is_stopping: Callable[[], bool]) -> None:
    try:
        end_if(is_stopping)
        context.store.erase(erasure.person, erasure.team, lambda *_: end_if(is_stopping), erasure.asked_at)
    except StoppingError:
        return
    destination = Destination(erasure.team, erasure.person, person=erasure.person)
    notice = SystemNotice("privacy-erased-late", erasure.language)
    key = f"erased:{erasure.team}:{erasure.person}:{erasure.asked_at.isoformat()}"
    with context.store.transaction() as transaction:
        if not transaction.erasures.finish(erasure):
            return
        note_erasure(transaction, context.audit, erasure, context.clock.now())
        # Later than what another replica may still be forgetting.
        transaction.send(Outgoing(key, destination, notice, context.clock.now()))
    context.wake()
    show_home(context, erasure.team, erasure.person, key)


def _told(context: AppContext, action: ButtonAction, notice: SystemNotice) -> Outgoing:
    return Outgoing(f"{action.id}:told", action.private, InPlace(notice), context.clock.now())


def _word_on(message: ErasedMessage, team_language: Language, now: datetime) -> Outgoing:
    """Return what stands in the place of a ticket's card or status message from now on, looked for where need be."""
    language = team_language if message.name == "card" else message.language
    why = "purged" if message.is_past else "erased"
    notice = SystemNotice(f"{why}-{message.name}", language, (("number", str(message.number)),))
    sought = None if message.message else _sought(message, now)
    content = InPlace(notice, message.channel, message.message, is_erasure=True, sought=sought)
    key = f"erased:{message.name}:{message.team}:{message.ticket}:{message.channel}:{message.message}"
    return Outgoing(key, Destination(message.team, message.place), content, now)


def _sought(message: ErasedMessage, now: datetime) -> Sought:
    """Return what is to be looked for; what an earlier version kept tells no time: then it is looked for in all."""
    since = message.since or now - TICKET_RETENTION
    until = None if message.until is None else message.until.isoformat()
    key = message_key(message.name, message.team, message.ticket)
    return Sought(key, since.isoformat(), until, message.thread, message.person)
