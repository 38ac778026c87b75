"""The form of a set-up: the administration's name, what its product's calculators ask, and how the screens speak."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot import texts
from bot.domain.language import LANGUAGES
from bot.domain.setup import LONGEST_NAME
from bot.rendering.form_metadata import setup_metadata
from bot.rendering.form_parts import checkbox, input_block, modal, radio, section, text_field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.forms import SetupForm
    from bot.domain.language import Language
    from bot.rendering.context import RenderContext
    from bot.rendering.form_parts import Modal
    from bot.rendering.targets.rich_text import Block

SETUP_FORM: Final = "form:setup"
PRODUCT_FORM: Final = "form:setup-product"
"""Sent, it becomes the form of a set-up of the product that was chosen."""
NAME, RELEASE, NUMBER, KEEP, SCREEN, PRODUCT = "name", "release", "number", "keep", "screen", "product"
_LONGEST: Final = 100


def setup_form(form: SetupForm, context: RenderContext) -> Modal:
    """Return the form, with what is known already; where the product is still to be chosen, the form for that."""
    language, setup = form.language, form.setup
    product = form.product if setup is None else setup.product
    if setup is None and product is None and context.knowledge.is_of_several:
        return _product_form(form, context)
    blocks = _fields(form, context.about(product))
    submit = texts.get("setup-form-submit" if setup is None else "setup-form-save", language)
    title = texts.get("setup-form-title", language)
    return modal(SETUP_FORM, title, submit, setup_metadata(form), language, [*blocks])


def _product_form(form: SetupForm, context: RenderContext) -> Modal:
    """Return the form that asks which product is set up: what else is asked depends on that."""
    language = form.language
    names = [(each.product, context.name_of_product(each.product)) for each in context.knowledge.integrations]
    choice = radio(PRODUCT, names, form.talked_of)
    block = input_block(PRODUCT, texts.get("setup-form-product", language), choice)
    title, submit = texts.get("setup-form-title", language), texts.get("setup-form-next", language)
    return modal(PRODUCT_FORM, title, submit, setup_metadata(form), language, [block])


def _fields(form: SetupForm, context: RenderContext) -> Iterator[Block]:
    language, setup = form.language, form.setup
    intro = texts.get("setup-form-intro", language)
    about = texts.get("about-product", language, product=context.ours)
    yield section(f"{about} {intro}" if context.knowledge.is_of_several else intro)
    yield _field(NAME, language, "" if setup is None else setup.name, LONGEST_NAME)
    if "version-check" in context.base.calculators:
        known = form.release or (setup.release if setup is not None else None) or ""
        yield _field(RELEASE, language, known, product=context.ours)
    if "mailbox-address" in context.base.calculators:
        address = None if setup is None else setup.address
        yield _field(NUMBER, language, form.number if address is None else address.partition("@")[0])
        keep = checkbox(KEEP, texts.get("setup-form-keep-yes", language), is_checked=address is not None)
        yield input_block(KEEP, texts.get("setup-form-keep", language), keep, is_optional=True)
    screens = [(each, texts.get(f"setup-form-screen-{each}", language)) for each in LANGUAGES]
    screen = radio(SCREEN, screens, language if setup is None else setup.screen)
    yield input_block(SCREEN, texts.get("setup-form-screen", language), screen)


def _field(name: str, language: Language, initial: str, longest: int = _LONGEST, **values: str) -> Block:
    """Return a field that may be left empty; `values` stand in its label."""
    label, hint = texts.get(f"setup-form-{name}", language, **values), texts.get(f"setup-form-{name}-hint", language)
    return input_block(name, label, text_field(name, initial, longest), is_optional=True, hint=hint)
