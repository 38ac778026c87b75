"""Why this answer? For whoever presses the button below a reply; a support member also says that it was wrong."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Final, get_args

from bot.domain.explanation import TeamInsight, WhyForm
from bot.domain.feedback import Label
from bot.domain.follow_ups import FollowUpKind
from bot.domain.forms import FormErrors, FormNotice, WhyNotice
from bot.domain.outgoing import SystemNotice
from bot.domain.reply import Answer, Calculation
from bot.services.app_context import language_of_presser, say_privately
from bot.services.ports import StoreUnavailableError
from bot.services.retracing import explained, reads_along
from bot.services.triaging import not_in_team

if TYPE_CHECKING:
    from bot.domain.forms import FormResult
    from bot.domain.incoming import ButtonAction
    from bot.domain.question_log import LoggedQuestion
    from bot.domain.sent_forms import WrongReplyReported
    from bot.services.app_context import AppContext

log = logging.getLogger(__name__)

MOST_PHRASINGS: Final = 3
"""Phrasings that carried the reply most, of those that are told."""


def explain_reply(context: AppContext, action: ButtonAction) -> WhyForm | WhyNotice:
    """Return why the reply was given below which the button stands, or why that is not told.

    The button carries the question's trace id; below an answer also a colon and its article, and below one that a
    follow-up led to another colon, and what that was taken to ask for.
    """
    trace_id, _, below = action.value.partition(":")
    article, _, followed = below.partition(":")
    try:
        question = context.store.find_question(action.team, trace_id)
        language = language_of_presser(context, action, None if question is None else question.language)
    except StoreUnavailableError as error:
        log.warning("An answer cannot be explained: %s", error)
        return WhyNotice(SystemNotice("store-away", context.language))
    if question is None or question.reply is None:
        return WhyNotice(SystemNotice("why-forgotten", language))
    is_member = _is_member(context, action.person)
    if not is_member and not reads_along(question, action.person, action.conversation):
        return WhyNotice(SystemNotice("why-elsewhere", language))
    form = explained(context.answering.current, question, question.reply, article, language)
    if form.chosen is not None:
        form = replace(form, followed=next((kind for kind in get_args(FollowUpKind) if kind == followed), None))
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
