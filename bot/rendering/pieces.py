"""What a message is made of, wherever it is shown: the one place that decides what stands in it, in which order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from bot import texts
from bot.domain.feedback import REASONS
from bot.domain.outgoing import AskWhy, Notice, Say, Spoken
from bot.domain.reply import Answer, Calculation, Clarification, HandOver, Reply
from bot.domain.ticket import NOBODY
from bot.rendering.buttons import ASK_HUMAN_BUTTON, NO_TRACE, WHY_BUTTON
from bot.rendering.calculations import calculated
from bot.rendering.context import day_in_words
from bot.rendering.masking import masked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from bot.domain.language import Language
    from bot.rendering.context import RenderContext

MOST_CHOICES = 3

# Of a person or time in a text. Slack sends none, and no text of ours has one.
_EDGE = "\0"


@dataclass(frozen=True, slots=True)
class Title:
    """A heading, plain text."""

    text: str


@dataclass(frozen=True, slots=True)
class Prose:
    """Reviewed or own text, in Markdown."""

    markdown: str


@dataclass(frozen=True, slots=True)
class Quote:
    """What a person wrote: nothing in it is a mark. Shown cut short, or whole where the rest stands nowhere else."""

    text: str
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Small:
    """A remark below the text, plain."""

    text: str


@dataclass(frozen=True, slots=True)
class Choices:
    """Articles to choose from: slug and title of each; `none` is the way out, where there is one.

    `trace` is the question's in the log.
    """

    intro: str
    articles: tuple[tuple[str, str], ...]
    none: str | None = None
    trace: str = NO_TRACE


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, by their id: Slack shows the name."""

    id: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A time in the reader's own zone, or as the time passed since; `told` is how it reads where neither is known."""

    at: datetime
    told: str
    is_ago: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A message in Slack, by its address."""

    url: str
    label: str


Part: TypeAlias = str | Person | Moment | Link


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the bot's own with people, times and links in it; text in it may have **bold** parts."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Button:
    """A button: its name, what is written on it, and what it carries, which is an id and nothing else."""

    action: str
    label: str
    value: str
    is_primary: bool = False


@dataclass(frozen=True, slots=True)
class Menu:
    """Less frequent things to do: what each carries and its words."""

    action: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Actions:
    """What can be pressed. Only where there are buttons: it holds nothing that has to be read."""

    elements: tuple[Button | Menu, ...]


@dataclass(frozen=True, slots=True)
class Votes:
    """Did it help? What is written on the two buttons, and what is voted on."""

    helpful: str
    not_helpful: str
    on: str


Pressable: TypeAlias = Actions | Votes
"""What is only pressed, and never read."""

Piece: TypeAlias = Title | Prose | Quote | Small | Choices | Line | Pressable


def pieces_of(body: Spoken | Reply, context: RenderContext) -> tuple[Piece, ...]:
    """What `body` is made of, from top to bottom."""
    if isinstance(body, Notice) and body.people:
        marks = {name: Person(person) for name, person in body.people}
        return (line(body.text, body.language, marks=marks, **dict(body.values)),)
    if isinstance(body, Notice):
        return (Prose(texts.get(body.text, body.language, **dict(body.values))),)
    if isinstance(body, AskWhy):
        return _why_not(body, context)
    if isinstance(body, Answer | Clarification | Calculation | HandOver):
        return tuple(_reply(body, context))
    return (
        *_quotation(body.asked, body.reply.language),
        *_reply(body.reply, context, body.trace_id),
        *_going_on(body, context),
    )


def line(name: str, language: Language, *, marks: Mapping[str, Part], **values: str) -> Line:
    """The text `name` with people and times in their places; `values` are the bot's own.

    Somebody who was forgotten is `somebody`.
    """
    somebody = texts.get("somebody", language)
    marks = {key: somebody if mark == Person(NOBODY) else mark for key, mark in marks.items()}
    text = texts.get(name, language, **values, **{key: f"{_EDGE}{key}{_EDGE}" for key in marks})
    parts = text.split(_EDGE)
    return Line(tuple(marks[part] if number % 2 else part for number, part in enumerate(parts) if part))


def _going_on(said: Say, context: RenderContext) -> Iterator[Piece]:
    """What one can do with a reply: say whether it helped, and go on to a person, where that is possible now."""
    language = said.reply.language
    if said.is_cut_off:
        yield Small(texts.get("cut-off", language))
    if said.trace_id and isinstance(said.reply, Answer) and _is_of_the_product(said.reply, context):
        on = f"{said.trace_id}:{said.reply.articles[0]}"
        yield Votes(texts.get("helpful", language), texts.get("not-helpful", language), on)
    if said.trace_id is not None and context.desk is not None:
        yield Actions((_ask_human(said.trace_id, language),))


def _is_of_the_product(answer: Answer, context: RenderContext) -> bool:
    """Whether it is more than small talk."""
    return context.knowledge.articles[answer.articles[0]].topic != "general"


def _ask_human(trace_id: str, language: Language) -> Button:
    return Button(ASK_HUMAN_BUTTON, texts.get("ask-human", language), trace_id or NO_TRACE)


def _why_not(body: AskWhy, context: RenderContext) -> tuple[Piece, ...]:
    on = f"{body.trace_id}:{body.article}"
    reasons = [Button(WHY_BUTTON + each, texts.get(f"why-not-{each}", body.language), on) for each in REASONS]
    human = [] if context.desk is None else [_ask_human(body.trace_id, body.language)]
    return Prose(texts.get("why-not", body.language)), Actions((*reasons, *human))


def _quotation(asked: str | None, language: Language) -> Iterator[Piece]:
    if asked:
        yield Small(texts.get("you-asked", language))
        yield Quote(masked(asked, language))


def _reply(reply: Reply, context: RenderContext, trace_id: str | None = None) -> Iterator[Piece]:
    can_hand_over = trace_id is not None and context.desk is not None
    if reply.is_cut:
        yield Small(texts.get("cut", reply.language))
    match reply:
        case Answer():
            yield from _answers(reply.articles, reply.language, context, trace_id)
            yield from _also(reply.gap, reply.language, context)
        case Clarification(unknown=str(name)):
            yield Prose(texts.get("unknown-product", reply.language, asked=name, ours=_ours(context)))
            way = texts.get("hand-over-offer", reply.language) if can_hand_over else _contact(reply.language, context)
            yield Prose(way)
        case Clarification():
            intro = texts.get("did-you-mean", reply.language)
            none = texts.get("none-of-these", reply.language)
            yield Choices(intro, _titled(reply.articles, reply.language, context), none, trace_id or NO_TRACE)
        case Calculation():
            for outcome in (reply.outcome, *reply.more):
                yield from (Prose(text) for text in calculated(outcome, reply.language, context.knowledge.facts))
            yield from _answers(reply.articles, reply.language, context, trace_id)
            yield from _also(reply.gap, reply.language, context)
        case HandOver():
            yield from _hand_over(reply, context, can_hand_over=can_hand_over)


def _answers(
    slugs: tuple[str, ...], language: Language, context: RenderContext, trace_id: str | None
) -> Iterator[Piece]:
    """One answer after another; what one may want next only below a single one."""
    for slug in slugs:
        article = context.knowledge.articles[slug]
        yield Title(article.title.in_language(language))
        yield Prose(context.answer(slug, language))
        if article.topic != "general":
            day = day_in_words(article.reviewed_on, language)
            source = article.source
            yield Small(texts.get("footer", language, document=source.document, section=source.section, day=day))
        if article.is_past_review(context.today):
            due = day_in_words(article.review_due_on(), language)
            yield Small(texts.get("past-review", language, day=due))
    if len(slugs) == 1 and (related := context.knowledge.articles[slugs[0]].related):
        yield Choices(texts.get("related", language), _titled(related, language, context), trace=trace_id or NO_TRACE)


def _also(gap: str | None, language: Language, context: RenderContext) -> Iterator[Piece]:
    if gap is not None:
        contact = _contact(language, context)
        yield Prose(texts.get("also-gap", language, topic=context.title(gap, language)) + " " + contact)


def _hand_over(reply: HandOver, context: RenderContext, *, can_hand_over: bool) -> Iterator[Piece]:
    if reply.product is not None:
        # Knowledge may have changed since the reply was kept.
        asked = next((each.name for each in context.knowledge.products if each.slug == reply.product), reply.product)
        yield Prose(texts.get("hand-over-product", reply.language, asked=asked, ours=_ours(context)))
    elif reply.gap is not None:
        yield Prose(texts.get("hand-over-gap", reply.language, topic=context.title(reply.gap, reply.language)))
    elif reply.is_foreign:
        yield Prose(texts.get("hand-over-foreign", reply.language))
    elif reply.is_after_choice:
        yield Prose(texts.get("hand-over-after-choice", reply.language))
    else:
        yield Prose(texts.get("hand-over", reply.language))
    yield Prose(texts.get("hand-over-offer", reply.language) if can_hand_over else _contact(reply.language, context))


def _ours(context: RenderContext) -> str:
    """The name of the product that the answers are about."""
    return next((each.name for each in context.knowledge.products if each.role == "ours"), "Exact Globe")


def _contact(language: Language, context: RenderContext) -> str:
    if context.support_contact is None:
        return texts.get("hand-over-no-contact", language)
    return texts.get("hand-over-contact", language, contact=context.support_contact)


def _titled(slugs: Iterable[str], language: Language, context: RenderContext) -> tuple[tuple[str, str], ...]:
    distinct = tuple(dict.fromkeys(slugs))
    return tuple((slug, context.title(slug, language)) for slug in distinct[:MOST_CHOICES])
