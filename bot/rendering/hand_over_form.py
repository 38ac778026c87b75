"""The form with which a question goes to the support team, filled in: nothing in it needs to be typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot import texts
from bot.domain.ticket import LONGEST_TEXT, LONGEST_TITLE
from bot.rendering import not_helped
from bot.rendering.context import moment_in_words
from bot.rendering.form_metadata import draft_metadata
from bot.rendering.form_parts import input_block, modal, quotation, section, text_field
from bot.rendering.masking import masked
from bot.rendering.quoting import quoted_whole
from bot.rendering.setups import in_words

if TYPE_CHECKING:
    from bot.domain.forms import HandOverForm
    from bot.rendering.context import RenderContext
    from bot.rendering.form_parts import Modal
    from bot.rendering.targets.rich_text import Block

HAND_OVER_FORM: Final = "form:hand-over"
TITLE, TEXT = "title", "text"
"""The fields: block and action bear the same name."""


def hand_over_form(form: HandOverForm, context: RenderContext) -> Modal:
    """Return the form."""
    language = form.draft.language
    asked = masked(_asked(form, context), language)
    when = moment_in_words(form.expected_at, context.zone, language)
    return modal(
        HAND_OVER_FORM,
        texts.get("form-title", language),
        texts.get("form-submit", language),
        draft_metadata(form.draft),
        language,
        [
            section(texts.get("form-intro", language)),
            section(texts.get("form-now" if form.is_open_now else "form-later", language, when=when)),
            input_block(
                TEXT,
                texts.get("form-text", language),
                text_field(TEXT, asked[:LONGEST_TEXT], LONGEST_TEXT, is_multiline=True),
                hint=texts.get("form-text-hint", language),
            ),
            *_goes_along(form),
            input_block(
                TITLE,
                texts.get("form-name", language),
                text_field(TITLE, "", LONGEST_TITLE),
                is_optional=True,
                hint=texts.get("form-name-hint", language),
            ),
        ],
    )


def _asked(form: HandOverForm, context: RenderContext) -> str:
    if form.setup is not None:
        return in_words(form.setup, context)
    if form.not_helped is None:
        return form.text
    why = not_helped.in_words(form.not_helped, form.draft.language, context)
    return f"{form.text[: LONGEST_TEXT - len(why) - 2]}\n\n{why}"


def _goes_along(form: HandOverForm) -> tuple[Block, ...]:
    if not form.draft.files:
        return ()
    links = quoted_whole("\n".join(form.draft.files), form.draft.language)
    return section(texts.get("form-along", form.draft.language)), quotation(links)
