"""An answer did not help: why, and what may help instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot import texts
from bot.domain.feedback import UNHELPFUL_REASONS
from bot.rendering.action_ids import ASK_HUMAN_BUTTON, NOT_HELPED_BUTTON, WHY_BUTTON
from bot.rendering.bot_texts import formatted
from bot.rendering.document import Actions, Button, Choices
from bot.rendering.replies import way_to_people

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.feedback import UnhelpfulReason
    from bot.domain.language import Language
    from bot.domain.outgoing import NotHelped
    from bot.rendering.context import RenderContext
    from bot.rendering.document import Element

_GO_ON_ASKING: Final[frozenset[UnhelpfulReason]] = frozenset({"wrong-question", "incomplete"})
"""Reasons whose text invites another question, so that a person is the other choice."""


def not_helped(body: NotHelped, context: RenderContext) -> tuple[Element, ...]:
    """Return the reasons to choose from, or what may help after the one that was given."""
    if body.reason is None:
        return formatted("why-not", body.language), Actions((*_reasons(body), *_human(body, context)))
    return tuple(_way_on(body, body.reason, context))


def in_words(about: tuple[str, UnhelpfulReason], language: Language, context: RenderContext) -> str:
    """Return which answer did not help, and why, as a line of a request."""
    name, reason = about
    known = name in context.knowledge.articles
    title = context.title(name, language) if known else texts.get(f"calculator-{name}", language)
    return texts.get("form-not-helped", language, title=title, reason=texts.get(f"why-not-{reason}", language))


def _reasons(body: NotHelped) -> Iterator[Button]:
    for each in UNHELPFUL_REASONS:
        yield Button(
            WHY_BUTTON + each, texts.get(f"why-not-{each}", body.language), f"{body.trace_id}:{body.article}"
        )


def _way_on(body: NotHelped, reason: UnhelpfulReason, context: RenderContext) -> Iterator[Element]:
    language = body.language
    yield formatted(f"noted-{reason}", language)
    titles = tuple(
        (slug, context.title(slug, language)) for slug in body.offered if slug in context.knowledge.articles
    )
    if titles:
        intro = "noted-choices" if reason == "wrong-question" else "follow-up-choices"
        yield Choices(texts.get(intro, language), titles, trace=body.trace_id)
    if context.desk is None:
        yield way_to_people(language, context)
        return
    yield formatted("noted-human" if titles or reason in _GO_ON_ASKING else "noted-human-only", language)
    yield Actions(tuple(_human(body, context)))


def _human(body: NotHelped, context: RenderContext) -> Iterator[Button]:
    if context.desk is None:
        return
    label = texts.get("ask-human", body.language)
    if body.reason is None:
        yield Button(ASK_HUMAN_BUTTON, label, body.trace_id)
    else:
        yield Button(NOT_HELPED_BUTTON + body.reason, label, f"{body.trace_id}:{body.article}")
