"""Why? The reason of what was said last, in two to four plain sentences; all of it is in the modal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot import texts
from bot.domain.explanation import WhyForm
from bot.domain.reply import Answer, Calculation, Clarification, HandOver
from bot.rendering.bot_texts import formatted, paragraph, sentence
from bot.rendering.context import day_in_words
from bot.rendering.sources import document_of, origin
from bot.rendering.why import shown
from bot.rendering.why_sections import came_next, in_short, other_title

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeAlias

    from bot.domain.markup import Inline
    from bot.domain.outgoing import SystemNotice
    from bot.domain.reply import DecisionReason
    from bot.rendering.context import RenderContext
    from bot.rendering.document import FormattedText

    Sentence: TypeAlias = tuple[Inline, ...]

_MOST: Final = 4
"""Sentences: beyond what decided and where it comes from, what else there is has to fit in."""
_CLOSE: Final = 0.6
"""The share of the best score from which on what came next is told: below it the two are hardly mistaken."""
_BY_PHRASINGS: Final[frozenset[DecisionReason]] = frozenset({"bands", "doubted", "topics", "parts-differ"})
"""Where phrasings decided, and nothing that stands above them."""


def why_in_words(why: WhyForm | SystemNotice, context: RenderContext) -> FormattedText:
    """Return the reason, or why it cannot be told."""
    if not isinstance(why, WhyForm):
        return formatted(why.text, why.language)
    decided, source = [each.content for each in in_short(why, context)], list(_sources(why, context))
    room = max(_MOST - len(decided) - len(source), 0)
    told = [*decided, *list(_besides(why, context))[:room], *source]
    return paragraph(*[part for each in told for part in (*each, " ")][:-1])


def _besides(why: WhyForm, context: RenderContext) -> Iterator[Sentence]:
    """Yield what else counted, what counted most first."""
    language = why.language
    if isinstance(why.reply, HandOver) and why.reply.product is not None:
        yield sentence("because-ours-alone", language, ours=context.all_ours(language))
        if why.reply.is_of_channel:
            yield sentence("because-set-product", language)
    if why.is_channels_language:
        name = texts.get(f"channel-language-{why.reply.language}", language)
        yield sentence("because-set-language", language, spoken=name)
    if isinstance(why.reply, Answer | Clarification):
        yield from _likest(why, context)
    yield from _nearest(why, context)


def _likest(why: WhyForm, context: RenderContext) -> Iterator[Sentence]:
    """Yield the phrasing that carried the reply most, and what was read as another word."""
    trace, language = why.trace, why.language
    if trace is None or trace.reason not in _BY_PHRASINGS:
        return
    carried = next((each for each in trace.evidence if each.weight > 0), None)
    if carried is not None:
        title = other_title(carried, why, context)
        if title is None:
            yield sentence("because-likest", language, text=carried.phrasing)
        else:
            yield sentence("because-likest-of", language, text=carried.phrasing, title=title)
    for typed, meant in trace.repairs[:1]:
        yield sentence("because-misspelt", language, typed=shown(typed, trace, language), meant=meant)


def _nearest(why: WhyForm, context: RenderContext) -> Iterator[Sentence]:
    """Yield what came close to an answer without being one."""
    if not isinstance(why.reply, Answer) or why.chosen is not None or len(why.reply.articles) != 1:
        return
    best = next((each.score for each in why.reply.candidates if each.article in why.reply.articles), None)
    near = next(came_next(why, context), None)
    if best is not None and near is not None and near.score >= best * _CLOSE:
        yield sentence("because-also-near", why.language, title=context.title(near.article, why.language))


def _sources(why: WhyForm, context: RenderContext) -> Iterator[Sentence]:
    """Yield where each answer comes from, and when it was looked at last; small talk comes from nowhere."""
    language, reply = why.language, why.reply
    slugs = (why.chosen,) if why.chosen else reply.articles if isinstance(reply, Answer | Calculation) else ()
    known = [context.knowledge.articles[slug] for slug in slugs if slug in context.knowledge.articles]
    sourced = [article for article in known if article.topic != "general"]
    is_one = len({(article.source.document, article.reviewed_on) for article in sourced}) == 1
    for article in sourced[:1] if is_one else sourced:
        day = day_in_words(article.reviewed_on, language)
        if len(sourced) == 1:
            yield origin("because-from", article, language, context, day=day)
        elif is_one:
            document = document_of(article, language, context)
            yield sentence("because-all-from", language, document=document, day=day)
        else:
            title = article.title.in_language(language)
            yield origin("because-title-from", article, language, context, day=day, title=title)
