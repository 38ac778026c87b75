"""What the calculators found: each value alone, to be copied, where it goes, and how to go on to the set-up."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot import texts
from bot.domain.markup import Strong, filled
from bot.rendering.bot_texts import formatted, paragraph
from bot.rendering.calculations import address_line, calculated
from bot.rendering.document import Element, FormattedText
from bot.rendering.form_metadata import result_metadata
from bot.rendering.form_parts import modal, plain, to_copy
from bot.rendering.setups import values_of_steps
from bot.rendering.targets.block_kit import blocks_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.calculation import Outcome
    from bot.domain.forms import ResultForm
    from bot.domain.language import Language
    from bot.domain.setup_guide import SetupStep
    from bot.rendering.context import RenderContext
    from bot.rendering.form_parts import Modal
    from bot.rendering.targets.rich_text import Block

RESULT_FORM: Final = "form:result"
MOST_SHOWN: Final = 20
"""Of several numbers or versions in one field; a view takes 100 blocks."""


def result_view(form: ResultForm, context: RenderContext) -> Modal:
    """Return the result in the place of the form; sent, it becomes the form of a set-up."""
    language = form.language
    blocks = [block for outcome in form.outcomes for block in _found(outcome, language, context)]
    title, close = texts.get("check-result", language), plain(texts.get("form-close", language))
    if not form.can_begin:
        return {"type": "modal", "callback_id": RESULT_FORM, "title": plain(title), "close": close, "blocks": blocks}
    if form.number or form.release:
        blocks += blocks_of((formatted("check-go-on", language),))
    submit = texts.get("setup-guide-button", language)
    return modal(RESULT_FORM, title, submit, result_metadata(form), language, blocks) | {"close": close}


def _found(outcome: Outcome, language: Language, context: RenderContext) -> Iterator[Block]:
    shown = replace(outcome, also=outcome.also[:MOST_SHOWN])
    if outcome.calculator == "mailbox-address":
        yield from _addresses(shown, language)
        yield from _more(outcome, language)
        yield from blocks_of(_places(outcome.value, language, context))
    else:
        yield from blocks_of((FormattedText(tuple(calculated(shown, language, context.base.facts))),))
        yield from _more(outcome, language)


def _addresses(outcome: Outcome, language: Language) -> Iterator[Block]:
    if outcome.value is not None:
        yield from _address("check-address", outcome, language)
        return
    yield from blocks_of((formatted(f"address-error-{outcome.error}", language),))
    for other in outcome.also:
        if outcome.error != "two-numbers":
            yield from _address("check-inner", other, language)
        elif other.value is None:
            yield from blocks_of((paragraph(*address_line(other, language)),))
        else:
            yield from _address("check-address", other, language)


def _address(name: str, outcome: Outcome, language: Language) -> Iterator[Block]:
    """Yield an address alone, below the number that it is of, and what is odd about that."""
    yield from blocks_of((formatted(name, language, number=outcome.read or ""),))
    yield to_copy(outcome.value or "")
    if outcome.warning is not None:
        yield from blocks_of((formatted(f"address-warning-{outcome.warning}", language),))


def _more(outcome: Outcome, language: Language) -> Iterator[Block]:
    if len(outcome.also) > MOST_SHOWN:
        yield from blocks_of((formatted("check-more", language, count=str(MOST_SHOWN)),))


def _places(address: str | None, language: Language, context: RenderContext) -> Iterator[Element]:
    """Yield where an address is entered, in the words of the set-up's steps; first what everybody does."""
    guide, values = context.guide, values_of_steps(language, language, address, context)
    places = [each for each in guide.steps if each.where is not None and _names_address(each, language)]
    for step in sorted(places, key=lambda each: each not in guide.main):
        title, origin = step.title.in_language(language), guide.before(step.slug)
        if step in guide.main or origin is None:
            yield paragraph(Strong((title,)))
        else:
            yield formatted("check-only-if", language, step=origin.title.in_language(language), title=title)
        yield FormattedText(filled(step.do.in_language(language), values))


def _names_address(step: SetupStep, language: Language) -> bool:
    text = step.do.in_language(language)
    return filled(text, {"mailbox_address": ""}) != filled(text, {})
