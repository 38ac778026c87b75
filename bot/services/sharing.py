"""A private answer is shown to everybody in the channel where it was asked, at the wish of the person who asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.outgoing import Outgoing, SharedReply, SystemNotice
from bot.domain.question_log import trace_id_in
from bot.domain.reply import Answer, Calculation, Clarification
from bot.services.app_context import language_of_presser
from bot.services.limiting import has_turn

if TYPE_CHECKING:
    from bot.domain.incoming import ButtonAction
    from bot.domain.outgoing import ConversationMessage
    from bot.domain.question_log import LoggedQuestion
    from bot.services.app_context import AppContext


def share(context: AppContext, action: ButtonAction) -> None:
    """Post the reply that the button stands below, with its question and who asked it: once for each press.

    The bot may be no member there: it goes by the press's own reply link. The person's own address stays private.
    Where the bot is off nothing is shared.

    Raises:
        StoreUnavailableError: nothing was kept; it is not to be acked.
    """
    now, trace_id = context.clock.now(), trace_id_in(action.value)
    question = context.store.find_question(action.team, trace_id) if trace_id else None
    language = language_of_presser(context, action) if question is None else question.language
    with context.store.transaction() as transaction:
        if not transaction.seen_keys.claim([action.id], now):
            return
        if not has_turn(transaction, action.id, action.private, language, now):
            return
        where = action.conversation
        if where is not None and transaction.conversations.get(where, action.person).is_off:
            content: ConversationMessage | None = SystemNotice("share-off", language)
        else:
            content = None if question is None else _shared(context, question, action.person)
        gone = SystemNotice("share-gone", language)
        transaction.send(Outgoing(action.id, action.private, content or gone, now))
    context.wake()


def _shared(context: AppContext, question: LoggedQuestion, person: str) -> SharedReply | None:
    """Return what everybody is shown; None where `person` did not ask it, or an answer of it is there no more."""
    reply, article = question.reply, context.answering.current.article
    if reply is None or question.person != person:
        return None
    slugs = reply.articles if isinstance(reply, Answer | Calculation | Clarification) else ()
    if any(article(slug, reply.language) is None for slug in slugs):
        return None
    return SharedReply(reply, question.text, person)
