"""The form of the calculators: a field for each, filled in with what was read in a message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot import texts
from bot.domain.forms import CALCULATOR_FIELDS
from bot.rendering.form_parts import input_block, modal, section, text_field

if TYPE_CHECKING:
    from bot.domain.forms import CalculatorForm
    from bot.rendering.form_parts import Modal

CALCULATOR_FORM: Final = "form:calculator"
LONGEST_INPUT: Final = 3000
"""As much as is read of what is typed behind a command, and all that Slack takes."""


def calculator_form(form: CalculatorForm) -> Modal:
    """Return the form. It carries its language and nothing that was read or typed."""
    language, is_one = form.language, len(form.inputs) == 1
    remarks = form.remarks or (() if is_one else ("check-one-is-enough",))
    fields = [
        input_block(
            field,
            texts.get(f"check-{field}", language),
            text_field(field, initial[:LONGEST_INPUT], LONGEST_INPUT),
            is_optional=not is_one,
            hint=texts.get(f"check-{field}-hint", language),
        )
        for field, initial in ((CALCULATOR_FIELDS[name], initial) for name, initial in form.inputs)
    ]
    blocks = [
        *([section(" ".join(texts.get(each, language) for each in remarks))] if remarks else []),
        *fields,
        section(texts.get("check-kept", language)),
    ]
    title, submit = texts.get("check-title", language), texts.get("check-submit", language)
    return modal(CALCULATOR_FORM, title, submit, language, language, blocks)
