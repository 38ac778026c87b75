"""The form of a set-up: what the administration is called, its version and number, and how the screens speak."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot import texts
from bot.domain.language import LANGUAGES
from bot.domain.setup import LONGEST_NAME
from bot.rendering.form_metadata import setup_metadata
from bot.rendering.form_parts import checkbox, input_block, modal, radio, section, text_field

if TYPE_CHECKING:
    from bot.domain.forms import SetupForm
    from bot.rendering.context import RenderContext
    from bot.rendering.form_parts import Modal

SETUP_FORM: Final = "form:setup"
NAME, RELEASE, NUMBER, KEEP, SCREEN, PRODUCT = "name", "release", "number", "keep", "screen", "product"
_LONGEST: Final = 100


def setup_form(form: SetupForm, context: RenderContext) -> Modal:
    """Return the form, with what is known already."""
    language, setup = form.language, form.setup

    product = None if setup is None else setup.product
    ours = context.all_ours(language, "or") if product is None else context.about(product).ours

    def field(name: str, initial: str, longest: int = _LONGEST) -> dict[str, object]:
        values = {"product": ours} if name == RELEASE else {}
        label, hint = (
            texts.get(f"setup-form-{name}", language, **values),
            texts.get(f"setup-form-{name}-hint", language),
        )
        return input_block(name, label, text_field(name, initial, longest), is_optional=True, hint=hint)

    address = None if setup is None else setup.address
    keep = checkbox(KEEP, texts.get("setup-form-keep-yes", language), is_checked=address is not None)
    screens = [(each, texts.get(f"setup-form-screen-{each}", language)) for each in LANGUAGES]
    screen = radio(SCREEN, screens, language if setup is None else setup.screen)
    blocks = [
        section(texts.get("setup-form-intro", language)),
        field(NAME, "" if setup is None else setup.name, LONGEST_NAME),
        field(RELEASE, form.release or (setup.release if setup is not None else None) or ""),
        field(NUMBER, form.number if address is None else address.partition("@")[0]),
        input_block(KEEP, texts.get("setup-form-keep", language), keep, is_optional=True),
        input_block(SCREEN, texts.get("setup-form-screen", language), screen),
    ]
    if setup is None and context.knowledge.is_of_several:
        names = [(each.product, context.name_of_product(each.product)) for each in context.knowledge.integrations]
        choice = radio(PRODUCT, names, form.product)
        blocks.insert(1, input_block(PRODUCT, texts.get("setup-form-product", language), choice))
    submit = texts.get("setup-form-submit" if setup is None else "setup-form-save", language)
    return modal(SETUP_FORM, texts.get("setup-form-title", language), submit, setup_metadata(form), language, blocks)
