"""A reply → its elements: which of its words stand in it, in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot import texts
from bot.domain.article import GENERAL, PLEA
from bot.domain.markup import Paragraph, linked
from bot.domain.reply import Answer, Calculation, Clarification, FollowUp, HandOver, Reply, supposed_in
from bot.rendering.action_ids import NO_TRACE, PRODUCT_BUTTON
from bot.rendering.bot_texts import formatted, paragraph, sentence
from bot.rendering.calculations import calculated
from bot.rendering.context import day_in_words
from bot.rendering.document import Actions, Button, Choices, Element, Footnote, FormattedText, ReviewedText, Title
from bot.rendering.follow_up_replies import followed_up
from bot.rendering.sources import origin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.domain.language import Language
    from bot.domain.markup import Inline
    from bot.rendering.context import RenderContext

MOST_CHOICES: Final = 3
MOST_RELATED: Final = 5
"""A menu of questions on one subject, such as the steps of the set-up, is longer than one of guesses."""


def reply_elements(reply: Reply, context: RenderContext, trace_id: str | None = None) -> Iterator[Element]:
    """Yield what `reply` is made of, from top to bottom; `trace_id` is that of its question in the log."""
    can_hand_over = trace_id is not None and context.desk is not None
    context = context.about(reply.about)
    yield from beforehand(reply)
    yield from _of_which(reply, context)
    match reply:
        case Answer():
            yield from _answers(reply.articles, reply.language, context, trace_id)
            yield from _also(reply.gap, reply.language, context, can_hand_over=can_hand_over)
        case Clarification():
            yield from _clarification(reply, context, trace_id, can_hand_over=can_hand_over)
        case Calculation():
            yield from _calculation(reply, context, trace_id, can_hand_over=can_hand_over)
        case HandOver():
            yield from _hand_over(reply, context, can_hand_over=can_hand_over)
        case FollowUp():
            yield from followed_up(reply, context)


def beforehand(reply: Reply) -> Iterator[Element]:
    """Yield what one should know before reading on."""
    if reply.is_cut:
        yield Footnote(texts.get("cut", reply.language))
    if (kind := supposed_in(reply)) is not None:
        yield formatted("supposed", reply.language, meant=texts.get(f"supposed-{kind}", reply.language))


def _of_which(reply: Reply, context: RenderContext) -> Iterator[Element]:
    """Yield which product a reply is about, where it could be about another one: nothing above small talk."""
    match reply:
        case Answer(articles=articles) | Clarification(articles=articles, is_opening=False):
            known = [context.knowledge.articles[slug] for slug in articles if slug in context.knowledge.articles]
            is_told = any(article.topic != GENERAL for article in known)
        case _:
            is_told = isinstance(reply, Calculation)
    if is_told and reply.about is not None and context.knowledge.is_of_several:
        yield Footnote(texts.get("about-product", reply.language, product=context.ours))


def _clarification(
    reply: Clarification, context: RenderContext, trace_id: str | None, *, can_hand_over: bool
) -> Iterator[Element]:
    """Yield the question back: which product is meant, what of it, or which article."""
    language = reply.language
    if reply.unknown is not None:
        yield formatted("unknown-product", language, asked=reply.unknown, **_ours(language, context))
        yield _way_on(language, context, can_hand_over=can_hand_over)
    elif reply.products:
        yield from _which_product(reply, context, trace_id)
    elif reply.is_opening:
        yield from _opening(reply, context, trace_id)
    else:
        intro, none = texts.get("did-you-mean", language), texts.get("none-of-these", language)
        yield Choices(intro, _titled(reply.articles, language, context), none, trace_id or NO_TRACE)


def _which_product(reply: Clarification, context: RenderContext, trace_id: str | None) -> Iterator[Element]:
    """Yield the question which product is meant, with a button for each where the question is known."""
    names = [(slug, context.name_of_product(slug)) for slug in reply.products]
    listed = context.names_of_products(reply.products, reply.language, "or")
    yield formatted("which-product", reply.language, products=listed)
    for each in reply.calculated:
        about = context.about(each.about)
        yield formatted("if-product", reply.language, product=about.ours)
        yield FormattedText(tuple(calculated(each.outcome, reply.language, about.base.facts)))
    if trace_id is not None and trace_id != NO_TRACE:
        yield Actions(tuple(Button(PRODUCT_BUTTON + slug, name, trace_id) for slug, name in names))


def _opening(reply: Clarification, context: RenderContext, trace_id: str | None) -> Iterator[Element]:
    """Yield the question what one wants to know, with what can be asked."""
    yield formatted("opening", reply.language, product=context.ours)
    if reply.articles:
        titles = _titled(reply.articles, reply.language, context, MOST_RELATED)
        yield Choices(texts.get("opening-choices", reply.language), titles, trace=trace_id or NO_TRACE)


def _calculation(
    reply: Calculation, context: RenderContext, trace_id: str | None, *, can_hand_over: bool
) -> Iterator[Element]:
    """Yield what was calculated, and what else the message asked: answered, told as unknown, or offered."""
    for outcome in (reply.outcome, *reply.more):
        yield FormattedText(tuple(calculated(outcome, reply.language, context.base.facts)))
    yield from _answers(reply.articles, reply.language, context, trace_id)
    yield from _also(reply.gap, reply.language, context, can_hand_over=can_hand_over)
    if reply.offered:
        intro, none = texts.get("also-meant", reply.language), texts.get("none-of-these", reply.language)
        yield Choices(intro, _titled(reply.offered, reply.language, context), none, trace_id or NO_TRACE)


def _answers(
    slugs: tuple[str, ...], language: Language, context: RenderContext, trace_id: str | None
) -> Iterator[Element]:
    """Yield one answer after another; what one may want next only below a single one."""
    for slug in slugs:
        article = context.knowledge.articles[slug]
        title, answer = article.title.in_language(language), context.answer(slug, language)
        if not _begins_with(answer, title):
            yield Title(title)
        yield answer
        if article.topic != "general":
            day = day_in_words(article.reviewed_on, language)
            yield Footnote(origin("footer", article, language, context, day=day))
    if len(slugs) == 1 and (related := context.related(slugs[0])):
        yield Choices(
            texts.get("related", language),
            _titled(related, language, context, MOST_RELATED),
            trace=trace_id or NO_TRACE,
        )


def _also(gap: str | None, language: Language, context: RenderContext, *, can_hand_over: bool) -> Iterator[Element]:
    if gap is not None:
        topic = sentence("also-gap", language, topic=context.title(gap, language))
        way_on = sentence("hand-over-offer", language) if can_hand_over else _contact(language, context)
        yield paragraph(*topic, " ", *way_on)


def _ours(language: Language, context: RenderContext) -> dict[str, str]:
    """Return what the answers are about, as all of it and as one of it."""
    return {"ours": context.all_ours(language), "either": context.all_ours(language, "or")}


def _hand_over(reply: HandOver, context: RenderContext, *, can_hand_over: bool) -> Iterator[Element]:
    if reply.product is not None:
        # Knowledge may have changed since the reply was kept.
        asked = next((each.name for each in context.knowledge.products if each.slug == reply.product), reply.product)
        ours = _ours(reply.language, context)
        if reply.is_of_channel:
            yield formatted("hand-over-channel", reply.language, asked=asked, **ours)
        else:
            yield formatted("hand-over-product", reply.language, asked=asked, ours=ours["ours"])
    elif reply.gap is not None:
        if context.knowledge.matched(reply.gap).kind != PLEA:  # what follows is the answer to that
            yield formatted("hand-over-gap", reply.language, topic=context.title(reply.gap, reply.language))
    elif reply.is_foreign:
        yield formatted("hand-over-foreign", reply.language)
    elif reply.is_after_choice:
        yield formatted("hand-over-after-choice", reply.language)
    elif reply.is_file_alone:
        yield formatted("file-alone" if can_hand_over else "file-without-text", reply.language)
        return
    else:
        yield formatted("hand-over", reply.language)
    yield _way_on(reply.language, context, can_hand_over=can_hand_over)


def _way_on(language: Language, context: RenderContext, *, can_hand_over: bool) -> FormattedText:
    """Return how to reach people: by the button below, or where they are."""
    return formatted("hand-over-offer", language) if can_hand_over else way_to_people(language, context)


def way_to_people(language: Language, context: RenderContext) -> FormattedText:
    """Return how to reach people where there is no button for it."""
    return paragraph(*_contact(language, context))


def _contact(language: Language, context: RenderContext) -> tuple[Inline, ...]:
    if context.support_contact is None:
        return sentence("hand-over-no-contact", language)
    return sentence("hand-over-contact", language, contact=linked(context.support_contact))


def _begins_with(answer: ReviewedText | FormattedText, title: str) -> bool:
    """Return whether an answer's own first words are its title: a greeting is said once."""
    first = answer.blocks[0] if answer.blocks else None
    return isinstance(first, Paragraph) and isinstance(first.content[0], str) and first.content[0].startswith(title)


def _titled(
    slugs: Iterable[str], language: Language, context: RenderContext, most: int = MOST_CHOICES
) -> tuple[tuple[str, str], ...]:
    distinct = tuple(dict.fromkeys(slugs))
    return tuple((slug, context.title(slug, language)) for slug in distinct[:most])
