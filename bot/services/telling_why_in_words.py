"""Why? Asked in words instead of with the button: the reason of what was said last stands in the reply itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.conversation import led_by
from bot.domain.explanation import WhyForm
from bot.domain.outgoing import SystemNotice
from bot.domain.question_log import text_of_question
from bot.domain.reply import Answer, Calculation, FollowUp, HandOver
from bot.services.retracing import explained, reads_along

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from bot.domain.conversation import Memory, Question
    from bot.domain.language import Language
    from bot.domain.outgoing import ReplyMessage
    from bot.domain.question_log import LoggedQuestion
    from bot.domain.reply import Trace
    from bot.services.app_context import ReplySource

    FindQuestion: TypeAlias = Callable[[str, str], LoggedQuestion | None]


def with_reason(
    said: ReplyMessage, answering: ReplySource, asked: Question, memory: Memory, find: FindQuestion
) -> ReplyMessage:
    """Return `said` with the reason in it, where it is the word for "why?"; anything else as it is.

    `memory` is what was remembered when that was `asked`; `find` returns the question of a team and a trace id.

    Raises:
        StoreUnavailableError: the question cannot be found now.
    """
    if not (isinstance(said.reply, FollowUp) and said.reply.word == "why"):
        return said
    question = find(asked.conversation.team, memory.trace_id) if memory.trace_id else None
    return replace(said, why=_reason(answering, asked, memory, question, said.reply.language))


def why_said_last(memory: Memory, language: Language, form: WhyForm | None) -> WhyForm | None:
    """Return why what was said last was said, where `form` is why the last question got its reply.

    None where that is not known, and nothing else was said since.
    """
    if memory.came_by is None:
        return form
    article, followed = memory.articles[0] if memory.articles else None, led_by(memory)
    if article is None and followed is None:
        return WhyForm(language, HandOver(language, None, 0.0, is_after_choice=True))
    if article is not None and (followed is None or form is None or article not in _answered(form)):
        came_to, is_of_setup = Answer(language, (article,), 1.0), memory.came_by == "setup"
        return WhyForm(language, came_to, chosen=article, followed=followed, is_of_setup=is_of_setup)
    return None if form is None else replace(form, followed=followed)


def _answered(form: WhyForm) -> tuple[str, ...]:
    return form.reply.articles if isinstance(form.reply, Answer | Calculation) else ()


def _reason(
    answering: ReplySource, asked: Question, memory: Memory, question: LoggedQuestion | None, language: Language
) -> WhyForm | SystemNotice:
    """Return the reason without the words of whoever asked, but for what was misspelt; else why it cannot be told."""
    form, is_elsewhere = None, False
    if question is not None and question.reply is not None:
        is_elsewhere = not reads_along(question, asked.requester, asked.conversation)
        form = explained(answering, question, question.reply, "", language)
        form = replace(form, is_channels_language=_is_channels_language(answering, question, memory))
    told = why_said_last(memory, language, None if is_elsewhere else form)
    if told is None:
        return SystemNotice("why-elsewhere" if is_elsewhere else "why-forgotten", language)
    return replace(told, trace=None if told.trace is None else _without_words(told.trace))


def _is_channels_language(answering: ReplySource, question: LoggedQuestion, memory: Memory) -> bool:
    """Return whether the question's words told no language, and that of its reply was set for the channel by then."""
    manners, text = memory.manners, text_of_question(question)
    if manners is None or manners.set_at is None or memory.chosen is not None:
        return False
    was_set = manners.channel == question.channel and manners.set_at <= question.asked_at
    if not was_set or manners.language != question.language:
        return False
    return answering.language_of(text, "en") != answering.language_of(text, "nl")


def _without_words(trace: Trace) -> Trace:
    """Return what the reason is told from: what waits to be sent holds no more of a person's words than it shows."""
    carried = tuple(each for each in trace.evidence if each.weight > 0)[:1]
    repairs = tuple((typed, meant) for typed, meant in trace.repairs if not any(map(str.isdigit, typed)))
    return replace(
        trace,
        cleaned="",
        numbers=(),
        candidates=(),
        parts=(),
        asides=(),
        counterfactual=None,
        evidence=carried,
        repairs=repairs,
    )
