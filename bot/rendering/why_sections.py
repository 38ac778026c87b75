"""Why an earlier question got its reply, in words that everybody knows: short sections, each with a heading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot import texts
from bot.domain.markup import Code, Paragraph
from bot.domain.reply import Answer, Calculation, Clarification, FollowUp, HandOver
from bot.rendering.calculation_reasons import calculation_reasons
from bot.rendering.context import day_in_words
from bot.rendering.document import FormattedText, Title
from bot.rendering.sources import origin
from bot.rendering.tickets.ticket_elements import titles
from bot.rendering.why import (
    REASONS,
    listed,
    said,
    shown,
    taken_along,
    without_a_word,
    would,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.explanation import FileLine, WhyForm
    from bot.domain.language import Language
    from bot.domain.markup import Inline, TextBlock
    from bot.domain.reply import Evidence, Match, Trace
    from bot.rendering.context import RenderContext
    from bot.rendering.document import Element

_VERY_SURE: Final = 0.95
_MOST_NEAR: Final = 3
_MOST_PHRASINGS: Final = 3
_ALMOST: Final = 1e-6
"""Added before a figure is cut, since 0.57 × 100 is a bit less than 57."""


def why_sections(form: WhyForm, context: RenderContext) -> Iterator[Element]:
    """Yield the sections that have something to say."""
    trace = form.trace
    sections = {
        "because-short": in_short(form, context),
        "because-read": () if trace is None else _read(trace, form, context),
        "because-matched": () if trace is None else _matched(trace, form, context),
        "because-sure": () if trace is None else _sure(trace, form),
        "because-near": _near(form, context),
        "because-one-word": () if trace is None else _one_word(trace, form, context),
        "because-source": _sources(form, context),
        "because-team": _for_team(form),
    }
    for heading, section in sections.items():
        blocks = tuple(section)
        if blocks:
            yield Title(texts.get(heading, form.language))
            yield FormattedText(blocks)


def percent(value: float, _language: Language) -> str:
    """Return whole percents, cut and not rounded: what is not quite certain is never called 100%."""
    return f"{int(value * 100 + _ALMOST)}%"


def in_short(form: WhyForm, context: RenderContext) -> Iterator[Paragraph]:
    """Yield what decided, and first what cannot be told of it."""
    language = form.language
    if form.followed is not None:
        yield said("because-followed", language, meant=texts.get(f"supposed-{form.followed}", language))
    if form.chosen is not None:
        by_whom = "because-of-setup" if form.is_of_setup else "because-chosen"
        name = by_whom if form.followed is None else "because-came-to"
        yield said(name, language, title=titles((form.chosen,), context, language) or form.chosen)
    else:
        yield from _decided(form, context)


def _decided(form: WhyForm, context: RenderContext) -> Iterator[Paragraph]:
    language, reply = form.language, form.reply
    if (limit := _what_cannot_be_told(form)) is not None:
        yield said(limit, language)
    reason = None if form.trace is None else REASONS.get(form.trace.reason)
    if isinstance(reply, Calculation):
        yield from _calculated(reply, form, context)
    elif reason is not None:
        yield said(reason, language)
    elif isinstance(reply, Answer):
        yield from _answered(reply, language, context)
    elif isinstance(reply, Clarification):
        yield _clarified(reply, language)
    else:
        yield _handed_over(reply, language, context)
    if form.now is not None:
        yield said("because-now", language, outcome=would(form.now, language, context, percent))


def _clarified(reply: Clarification, language: Language) -> Paragraph:
    if reply.is_opening:
        return said("why-opening", language)
    if reply.articles:
        return said("because-offered", language, percent=percent(reply.confidence, language))
    return said("why-which-product" if reply.products else "why-unknown-name", language)


def _what_cannot_be_told(form: WhyForm) -> str | None:
    """Return the text that says so; None where everything can."""
    if isinstance(form.reply, HandOver) and form.reply.is_after_choice:
        return None
    if form.trace is not None:
        return "because-changed-same" if form.was_changed else None if form.is_whole else "because-part-kept"
    if form.is_direct:
        return None
    return "because-changed" if form.was_changed else "because-in-part"


def _answered(reply: Answer | Calculation, language: Language, context: RenderContext) -> Iterator[Paragraph]:
    if reply.articles:
        sure = texts.get("because-very" if reply.confidence >= _VERY_SURE else "because-enough", language)
        known = titles(reply.articles, context, language) or reply.articles[0]
        yield said("because-answered", language, titles=known, sure=sure, percent=percent(reply.confidence, language))
    if reply.gap is not None:
        yield said("because-also-gap", language, topic=title_of(reply.gap, context, language))


def _handed_over(reply: HandOver | FollowUp, language: Language, context: RenderContext) -> Paragraph:
    sure = percent(reply.confidence, language)
    if isinstance(reply, FollowUp):
        return said("because-nothing", language, percent=sure)
    if reply.product is not None:
        known = (each.name for each in context.knowledge.products if each.slug == reply.product)
        text = "why-channel-product" if reply.is_of_channel else "why-another-product"
        return said(text, language, product=next(known, reply.product))
    if reply.is_foreign:
        return said("why-foreign", language)
    if reply.is_after_choice:
        return said("because-none-chosen", language)
    if reply.gap is not None:
        return said("because-gap", language, topic=title_of(reply.gap, context, language), percent=sure)
    return said("because-nothing", language, percent=sure)


def _calculated(reply: Calculation, form: WhyForm, context: RenderContext) -> Iterator[Paragraph]:
    """Yield what was worked out, from which numbers, and what was said beside it."""
    language = form.language
    yield from calculation_reasons(reply, language, is_direct=form.is_direct)
    yield from _answered(reply, language, context)
    if reply.offered:
        yield said("because-rest-offered", language)


def _read(trace: Trace, form: WhyForm, context: RenderContext) -> Iterator[TextBlock]:
    yield listed(_readings(trace, form, context))


def _readings(trace: Trace, form: WhyForm, context: RenderContext) -> Iterator[tuple[Inline, ...]]:
    language = form.language
    yield (texts.get("because-words", language, text=shown(trace.cleaned, trace, language) or "–"),)
    for typed, meant in trace.repairs:
        yield (texts.get("why-repaired", language, typed=shown(typed, trace, language), meant=meant),)
    if trace.numbers and not isinstance(form.reply, Calculation):
        numbers = shown(", ".join(trace.numbers), trace, language)
        yield (texts.get("because-numbers", language, numbers=numbers),)
    if trace.asides:
        kinds = dict.fromkeys(texts.get(f"aside-{kind}", language) for kind, _ in trace.asides)
        yield (texts.get("why-asides", language, kinds=", ".join(kinds)),)
    if trace.product is not None:
        name = "because-channel" if trace.reason == "channel-product" else "because-other"
        yield (texts.get(name, language, product=trace.product),)
    elif not isinstance(form.reply, Clarification) or form.reply.articles:
        yield (texts.get("because-ours", language, ours=context.about(form.reply.about).ours),)
    for part in trace.parts if len(trace.parts) > 1 else ():
        name = "because-part-decided" if part.has_decided else "because-part"
        best, sure = title_of(part.best, context, language), percent(part.confidence, language)
        what = texts.get("because-a-quotation" if part.is_quoted else "because-a-part", language)
        line = texts.get(name, language, part=what, text=shown(part.text, trace, language), title=best, percent=sure)
        about = () if part.about is None else taken_along(part.about, trace, language)
        yield (line, *about)


def _matched(trace: Trace, form: WhyForm, context: RenderContext) -> Iterator[TextBlock]:
    language = form.language
    carried = [each for each in trace.evidence if each.weight > 0][:_MOST_PHRASINGS]
    if carried and not isinstance(form.reply, Calculation):
        yield said("because-phrasings", language)
        yield listed((_quoted(each, form, context),) for each in carried)


def _quoted(carried: Evidence, form: WhyForm, context: RenderContext) -> str:
    """Return a phrasing, with whose it is where that is not the answer's."""
    phrasing = texts.get("because-quoted", form.language, text=carried.phrasing)
    title = other_title(carried, form, context)
    return phrasing if title is None else f"{phrasing} ({title})"


def other_title(carried: Evidence, form: WhyForm, context: RenderContext) -> str | None:
    """Return what a phrasing is an example for; None where that is the one answer that was given."""
    if isinstance(form.reply, Answer) and form.reply.articles == (carried.target,):
        return None
    return title_of(carried.target, context, form.language)


def _sure(trace: Trace, form: WhyForm) -> Iterator[TextBlock]:
    """Yield where the bars lie, where it was those that decided."""
    language = form.language
    if trace.reason == "bands" and not isinstance(form.reply, Calculation):
        values = {"sure": trace.confidence, "answer": trace.answer_from, "offer": trace.offer_from}
        yield said("because-bars", language, **{name: percent(each, language) for name, each in values.items()})


def _near(form: WhyForm, context: RenderContext) -> Iterator[TextBlock]:
    """Yield the articles that came next; of a choice that somebody made there is none."""
    near = [match.article for match in came_next(form, context)]
    if near and form.chosen is None:
        yield listed((context.title(slug, form.language),) for slug in near[:_MOST_NEAR])


def came_next(form: WhyForm, context: RenderContext) -> Iterator[Match]:
    """Yield what was not answered and came near, the nearest first; never small talk."""
    said_already = () if not isinstance(form.reply, Answer | Calculation) else form.reply.articles
    articles = context.knowledge.articles
    for match in form.reply.candidates:
        article = articles.get(match.article)
        if article is not None and article.topic != "general" and match.article not in said_already:
            yield match


def _one_word(trace: Trace, form: WhyForm, context: RenderContext) -> Iterator[TextBlock]:
    if trace.counterfactual is not None:
        without = without_a_word(trace.counterfactual, trace, form.language, context, percent)
        yield Paragraph((*without.content, " ", texts.get("because-tried", form.language)))


def _sources(form: WhyForm, context: RenderContext) -> Iterator[TextBlock]:
    """Yield where each answer comes from, who looks after it, and when it was looked at last."""
    language, reply = form.language, form.reply
    slugs = (form.chosen,) if form.chosen else reply.articles if isinstance(reply, Answer | Calculation) else ()
    for slug in slugs:
        article = context.knowledge.articles.get(slug)
        if article is not None:
            looked_at = texts.get(
                "because-review",
                language,
                day=day_in_words(article.reviewed_on, language),
                due=day_in_words(article.review_due_on(), language),
            )
            yield said("because-title", language, title=article.title.in_language(language))
            yield listed(
                (
                    origin("because-origin", article, language, context),
                    (texts.get("because-owner", language, owner=article.owner),),
                    (looked_at,),
                )
            )


def _for_team(form: WhyForm) -> Iterator[TextBlock]:
    """Yield where in the files a support member finds what decided."""
    if form.team is not None:
        lines = [_file_line("", where) for where in form.team.articles]
        for phrasing, where in form.team.phrasings:
            lines.append(_file_line(f"{texts.get('because-quoted', form.language, text=phrasing)}: ", where))
        yield listed([*lines, (texts.get("why-knowledge", form.language, version=form.team.knowledge_version),)])


def _file_line(what: str, where: FileLine) -> tuple[Inline, ...]:
    return what, Code((where.path if where.line is None else f"{where.path}:{where.line}",))


def title_of(slug: str, context: RenderContext, language: Language) -> str:
    """Return the title of an article or a gap; its name where it is not there any more."""
    knowledge = context.knowledge
    return context.title(slug, language) if slug in knowledge.articles or slug in knowledge.gaps else slug
