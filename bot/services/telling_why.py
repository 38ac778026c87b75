"""Why this answer? What is kept of a question is asked once more, and the reason told if the very same reply comes.

What is kept is redacted and lacks the talk before it, and knowledge changes. Where another reply comes of it, or the
same one less or more surely, only what is kept of the reply is told: it was said, and is true.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.calculators import CALCULATORS
from bot.domain.channel_manners import ChannelManners
from bot.domain.conversation import Conversation, Memory, Question
from bot.domain.explanation import TeamInsight, WhyForm, WhyNotice
from bot.domain.feedback import Label
from bot.domain.forms import FormErrors, FormNotice
from bot.domain.outgoing import SystemNotice
from bot.domain.question_log import as_logged
from bot.domain.redaction import is_whole, without_remarks
from bot.domain.reply import Answer, Calculation, HandOver
from bot.services.app_context import language_of_presser, say_privately
from bot.services.handing_over import text_of_question
from bot.services.ports import StoreUnavailableError
from bot.services.triaging import not_in_team

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.forms import FormResult
    from bot.domain.incoming import ButtonAction
    from bot.domain.language import Language
    from bot.domain.question_log import LoggedQuestion
    from bot.domain.reply import Reply
    from bot.domain.sent_forms import WrongReplyReported
    from bot.services.app_context import AppContext, ReplySource

log = logging.getLogger(__name__)

MOST_PHRASINGS: Final = 3
"""Phrasings that carried the reply most, of those that are told."""


def explain_reply(context: AppContext, action: ButtonAction) -> WhyForm | WhyNotice:
    """Return why the reply was given below which the button stands, or why that is not told.

    The button carries the question's trace id; below an answer also a colon, and its article.
    """
    trace_id, _, article = action.value.partition(":")
    try:
        question = context.store.find_question(action.team, trace_id)
        language = language_of_presser(context, action, None if question is None else question.language)
    except StoreUnavailableError as error:
        log.warning("An answer cannot be explained: %s", error)
        return WhyNotice(SystemNotice("store-away", context.language))
    if question is None or question.reply is None:
        return WhyNotice(SystemNotice("why-forgotten", language))
    is_member = _is_member(context, action.person)
    if not is_member and not _reads_along(question, action):
        return WhyNotice(SystemNotice("why-elsewhere", language))
    form = _explained(context.answering.current, question, question.reply, article, language)
    return replace(form, team=_insight(context, question, form)) if is_member else form


def report_wrong_reply(context: AppContext, reported: WrongReplyReported) -> FormResult:
    """Keep which article a support member says is the right one; the last word of a person counts.

    Raises:
        StoreUnavailableError: nothing was kept; it is not to be acked.
    """
    team, person, language = reported.team, reported.person, reported.language
    if context.support is None:
        return FormNotice(SystemNotice("no-team", language))
    if (refusal := not_in_team(context.support, person)) is not None:
        return FormNotice(refusal, is_on_top=True)
    slug = reported.article
    if slug is not None and context.answering.current.article(slug, language) is None:
        return FormErrors(language, (("article", "why-article-gone"),))
    if context.store.find_question(team, reported.trace_id) is None:
        return FormNotice(SystemNotice("why-forgotten", language))
    with context.store.transaction() as transaction:
        # Without the question's words, which are another person's.
        transaction.feedback.label(Label(team, person, reported.trace_id, "", slug, context.clock.now()))
    return FormNotice(SystemNotice("why-noted", language))


def ask_to_press_why_again(context: AppContext, action: ButtonAction) -> None:
    """Tell the person, where only they read it, that nothing opened."""
    say_privately(context, action.private, SystemNotice("press-again", language_of_presser(context, action)))


def _is_member(context: AppContext, person: str) -> bool:
    return context.support is not None and context.support.membership.membership_of(person) == "member"


def _reads_along(question: LoggedQuestion, action: ButtonAction) -> bool:
    """Return whether somebody asked it, or sees it where they are: nobody is shown what was asked elsewhere."""
    where = action.conversation
    return question.person == action.person or (where is not None and where.channel == question.channel)


def _explained(
    answering: ReplySource, question: LoggedQuestion, reply: Reply, article: str, language: Language
) -> WhyForm:
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
        again = answering.calculate(reply.outcome.calculator, kept, reply.language)
        return replace(told, is_direct=as_logged(again) == reply)
    if not (was_changed and told.is_whole):
        return told
    now, _ = answering.explain(asked, Memory(language=question.language, manners=_manners_then(question)))
    return replace(told, now=now)


def _memories(answering: ReplySource, question: LoggedQuestion, text: str) -> Iterator[Memory]:
    """Yield what the bot may have remembered when it replied, as far as that changes what it says to `text`."""
    in_any = answering.language_of(text, "en") != answering.language_of(text, "nl")
    asked_for = (None, *CALCULATORS) if isinstance(question.reply, Calculation | HandOver) else (None,)
    for expecting in asked_for:
        for language in (question.language, None) if in_any else (question.language,):
            yield Memory(expecting, language, manners=_manners_then(question))


def _manners_then(question: LoggedQuestion) -> ChannelManners | None:
    """Return what was set for the channel as far as the reply rests on it, whatever is set there by now."""
    reply = question.reply
    if not (isinstance(reply, HandOver) and reply.is_of_channel):
        return None
    return ChannelManners(question.team, question.channel, "mentions", product=reply.product)


def _insight(context: AppContext, question: LoggedQuestion, form: WhyForm) -> TeamInsight:
    """Return where in the files stands what decided."""
    reply, trace = form.reply, form.trace
    articles = (
        (form.chosen,) if form.chosen else () if not isinstance(reply, Answer | Calculation) else reply.articles
    )
    carried = [] if trace is None else [each for each in trace.evidence if each.weight > 0][:MOST_PHRASINGS]
    wanted = [*((slug, None) for slug in articles), *((each.target, each.phrasing) for each in carried)]
    found = context.answering.locate(wanted)
    phrasings = zip((each.phrasing for each in carried), found[len(articles) :], strict=True)
    return TeamInsight(question.trace_id, found[: len(articles)], tuple(phrasings), question.knowledge_version)
