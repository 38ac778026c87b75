"""A person chooses from what was offered: an article, or none of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from bot.domain.conversation import Memory, Question, directly, outside
from bot.domain.feedback import Label
from bot.domain.file_links import parted, together
from bot.domain.outgoing import ConversationMessage, Outgoing, ReplyMessage, SystemNotice
from bot.domain.question_log import text_of_question, trace_id_in
from bot.domain.reply import Calculation, Clarification, HandOver
from bot.services.asking_again import about
from bot.services.handing_over import is_asked_here
from bot.services.keeping_manners import place_of_reply
from bot.services.limiting import has_turn

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.incoming import ButtonAction
    from bot.domain.language import Language
    from bot.domain.question_log import LoggedQuestion
    from bot.services.app_context import AppContext
    from bot.services.ports import Transaction

    InLanguage: TypeAlias = Callable[[Language], ConversationMessage]


def choose_article(context: AppContext, action: ButtonAction) -> None:
    """Give the answer of the article that was chosen, once however often the press arrives."""

    def reply(language: Language) -> ConversationMessage:
        article = context.answering.current.article(action.argument, language)
        if article is None:
            return SystemNotice("old-button", language)
        return ReplyMessage(article, trace_id=trace_id_in(action.value) or "")

    _answer(context, action, reply, label=action.argument)


def choose_none(context: AppContext, action: ButtonAction) -> None:
    """Say who can help, where nothing that was offered is what was meant."""

    def reply(language: Language) -> ConversationMessage:
        hand_over = HandOver(language, gap=None, confidence=0.0, is_after_choice=True)
        return ReplyMessage(hand_over, trace_id=trace_id_in(action.value) or "")

    _answer(context, action, reply, label=None)


def choose_product(context: AppContext, action: ButtonAction) -> None:
    """Answer the question whose product was asked for, once however often the press arrives."""
    trace_id = trace_id_in(action.value)
    question = context.store.find_question(action.team, trace_id) if trace_id else None

    def reply(language: Language) -> ConversationMessage:
        if question is None or question.person != action.person:
            return SystemNotice("old-button", language)
        where = action.conversation or outside(action.team, action.person)
        answering = context.answering.current
        text, memory = about(answering, text_of_question(question), Memory(language=language), action.argument)
        answer, _ = answering.reply_to(Question(text, where, action.person, question.language), memory)
        return ReplyMessage(answer, trace_id=question.trace_id)

    _answer(context, action, reply, label=None)


def choose_unknown(context: AppContext, action: ButtonAction) -> None:
    """Give a clear word about a button that another version of the bot made."""
    _answer(context, action, lambda language: SystemNotice("old-button", language), label=None)


def _answer(context: AppContext, action: ButtonAction, reply: InLanguage, label: str | None) -> None:
    now, trace_id = context.clock.now(), trace_id_in(action.value)
    question = context.store.find_question(action.team, trace_id) if trace_id else None
    with context.store.transaction() as transaction:
        if not transaction.seen_keys.claim([action.id], now):
            return
        # The message with the button shows its language however long ago it was: no `at` here.
        shown = action.conversation or outside(action.team, action.person)
        memory = transaction.conversations.get(shown, action.person)
        if not has_turn(transaction, action.id, action.private, memory.language or context.language, now):
            return
        if question is not None and question.person == action.person and _was_offered(label, question):
            # What somebody chose from what was offered tells what the question was about.
            chosen = Label(action.team, action.person, question.trace_id, question.text, label, now)
            transaction.feedback.label(chosen)
        content = reply(memory.language or context.language)
        if isinstance(content, ReplyMessage):
            # What was promised to go along still does, from the reply below which a person is asked now.
            content = replace(content, files=_files(action, question))
            content = replace(content, address=memory.address if shown.is_private else None)
            _remember(context, transaction, action, content, memory.language)
        place = place_of_reply(transaction, action, memory, now)
        transaction.send(Outgoing(action.id, place, content, now))
    context.wake()


def _remember(
    context: AppContext,
    transaction: Transaction,
    action: ButtonAction,
    said: ReplyMessage,
    language: Language | None,
) -> None:
    """Keep what was said last where people read it: what is pressed in App Home is answered directly."""
    now, where = context.clock.now(), action.conversation or directly(action.team, action.person)
    talk = transaction.conversations.get(where, action.person).at(now, where.kind)
    asker, trace = talk.asker or action.person, said.trace_id or None
    # What a card offers where a step does not work is about that step.
    setup = talk.setup if trace is None and action.argument in talk.offered else None
    talk = replace(talk, language=language, updated_at=now, asker=asker)
    talk = replace(talk, trace_id=trace, setup=setup, came_by="choice")
    transaction.conversations.put(where, context.answering.current.remember(said.reply, talk))


def _files(action: ButtonAction, question: LoggedQuestion | None) -> tuple[str, ...]:
    """Return what hangs on the question: as it stands above the button, and as it is kept of what was asked here."""
    kept = () if question is None or not is_asked_here(question, action) else question.files
    return together(parted(action.quoted)[1], kept)


def _was_offered(label: str | None, question: LoggedQuestion) -> bool:
    """Return whether `label` answers a "did you mean": the reply itself, or what stood below a calculation."""
    if isinstance(question.reply, Calculation) and question.reply.offered:
        return label is None or label in question.reply.offered
    reply = question.reply
    is_of_product = isinstance(reply, Clarification) and (bool(reply.products) or reply.is_opening)
    return question.kind == "clarification" and not is_of_product
