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
    from bot.rendering.form_parts import Modal

SETUP_FORM: Final = "form:setup"
NAME, GLOBE, NUMBER, KEEP, SCREEN = "name", "globe", "number", "keep", "screen"
_LONGEST: Final = 100


def setup_form(form: SetupForm) -> Modal:
    """Return the form, with what is known already."""
    language, setup = form.language, form.setup

    def field(name: str, initial: str, longest: int = _LONGEST) -> dict[str, object]:
        label, hint = (texts.get(f"setup-form-{name}{which}", language) for which in ("", "-hint"))
        return input_block(name, label, text_field(name, initial, longest), is_optional=True, hint=hint)

    address = None if setup is None else setup.address
    keep = checkbox(KEEP, texts.get("setup-form-keep-yes", language), is_checked=address is not None)
    screens = [(each, texts.get(f"setup-form-screen-{each}", language)) for each in LANGUAGES]
    screen = radio(SCREEN, screens, language if setup is None else setup.screen)
    blocks = [
        section(texts.get("setup-form-intro", language)),
        field(NAME, "" if setup is None else setup.name, LONGEST_NAME),
        field(GLOBE, form.globe or (setup.globe if setup is not None else None) or ""),
        field(NUMBER, form.number if address is None else address.partition("@")[0]),
        input_block(KEEP, texts.get("setup-form-keep", language), keep, is_optional=True),
        input_block(SCREEN, texts.get("setup-form-screen", language), screen),
    ]
    submit = texts.get("setup-form-submit" if setup is None else "setup-form-save", language)
    return modal(SETUP_FORM, texts.get("setup-form-title", language), submit, setup_metadata(form), language, blocks)
