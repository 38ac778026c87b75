"""A question → why it got its reply: it is asked once more, and the reason told if the very same reply comes.

What is kept is redacted and lacks the talk before it, and knowledge changes. Where another reply comes of it, or the
same one less or more surely, only what is kept of the reply is told: it was said, and is true.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.calculators import CALCULATORS
from bot.domain.channel_manners import ChannelManners
from bot.domain.conversation import Conversation, Memory, Question
from bot.domain.explanation import WhyForm
from bot.domain.question_log import as_logged, text_of_question
from bot.domain.redaction import is_whole, without_remarks
from bot.domain.reply import Answer, Calculation, HandOver

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.language import Language
    from bot.domain.question_log import LoggedQuestion
    from bot.domain.reply import Reply
    from bot.services.app_context import ReplySource


def reads_along(question: LoggedQuestion, person: str, where: Conversation | None) -> bool:
    """Return whether somebody asked it, or sees it where they are: nobody is shown what was asked elsewhere."""
    return question.person == person or (where is not None and where.channel == question.channel)


def explained(
    answering: ReplySource, question: LoggedQuestion, reply: Reply, article: str, language: Language
) -> WhyForm:
    """Return why `question` got its `reply`; below another `article` than those of the reply, that it is that one."""
    was_changed = question.knowledge_version != answering.version
    if article and not (isinstance(reply, Answer | Calculation) and article in reply.articles):
        return WhyForm(language, reply, was_changed=was_changed, chosen=article)
    kept = text_of_question(question)
    told = WhyForm(language, reply, is_whole=is_whole(kept), was_changed=was_changed)
    where = Conversation("command", question.team, question.channel, person=question.person)
    asked = Question(without_remarks(kept), where, question.person)
    for memory in _memories(answering, question, asked.text):
        said, trace = answering.explain(asked, memory)
        if as_logged(replace(said, is_cut=reply.is_cut)) == reply:
            return replace(told, trace=trace if told.is_whole else replace(trace, counterfactual=None))
    if isinstance(reply, Calculation) and not reply.candidates:
        again = answering.calculate(reply.outcome.calculator, kept, reply.language, reply.about)
        return replace(told, is_direct=as_logged(again) == reply)
    if not (was_changed and told.is_whole):
        return told
    manners, product = _manners_then(question), _product_then(question)
    now, _ = answering.explain(asked, Memory(language=question.language, manners=manners, product=product))
    return replace(told, now=now)


def _memories(answering: ReplySource, question: LoggedQuestion, text: str) -> Iterator[Memory]:
    """Yield what the bot may have remembered when it replied, as far as that changes what it says to `text`."""
    in_any = answering.language_of(text, "en") != answering.language_of(text, "nl")
    asked_for = (None, *CALCULATORS) if isinstance(question.reply, Calculation | HandOver) else (None,)
    for expecting in asked_for:
        for language in (question.language, None) if in_any else (question.language,):
            yield Memory(expecting, language, manners=_manners_then(question), product=_product_then(question))


def _product_then(question: LoggedQuestion) -> str | None:
    """Return the product that was talked of, as the reply is about it."""
    return None if question.reply is None else question.reply.about


def _manners_then(question: LoggedQuestion) -> ChannelManners | None:
    """Return what was set for the channel as far as the reply rests on it, whatever is set there by now."""
    reply = question.reply
    if not (isinstance(reply, HandOver) and reply.is_of_channel):
        return None
    return ChannelManners(question.team, question.channel, "mentions", product=reply.product)
