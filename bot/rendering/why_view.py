"""Why this answer? The modal in which people read it, and in which a support member says that it was wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from bot import texts
from bot.domain.forms import WhyNotice
from bot.domain.language import LANGUAGES
from bot.rendering.article_menu import MOST_OPTIONS, article_options, option
from bot.rendering.conversation_messages import elements_of
from bot.rendering.form_parts import plain
from bot.rendering.targets.block_kit import BLOCKS_OF_A_VIEW, blocks_of
from bot.rendering.why_sections import why_sections

if TYPE_CHECKING:
    from bot.domain.explanation import WhyForm
    from bot.domain.language import Language
    from bot.rendering.context import RenderContext
    from bot.rendering.targets.rich_text import Block

WHY_FORM: Final = "form:why"
RIGHT_ARTICLE: Final = "article"
"""The field: block and action bear the same name."""
NO_ARTICLE: Final = "-none-"
"""No article's name: those begin with a letter."""


def why_view(form: WhyForm | WhyNotice, context: RenderContext) -> dict[str, Any]:
    """Return the modal; it can be sent by a support member alone."""
    if isinstance(form, WhyNotice):
        return _modal(form.notice.language, blocks_of(elements_of(form.notice, context)))
    blocks = blocks_of(why_sections(form, context), BLOCKS_OF_A_VIEW - 1)
    if form.team is None:
        return _modal(form.language, blocks)
    submit = {"submit": plain(texts.get("because-submit", form.language))}
    metadata = {"private_metadata": f"{form.team.trace_id} {form.language}"}
    return _modal(form.language, [*blocks, _right_article(form, context)]) | submit | metadata


def read_why_metadata(metadata: str) -> tuple[str, Language] | None:
    """Return the question's trace id and the reader's language, from what the modal carries; else None."""
    trace_id, _, spoken = metadata.partition(" ")
    language = next((each for each in LANGUAGES if each == spoken), None)
    return None if language is None else (trace_id, language)


def _modal(language: Language, blocks: list[Block]) -> dict[str, Any]:
    return {
        "type": "modal",
        "callback_id": WHY_FORM,
        "title": plain(texts.get("because-button", language)),
        "close": plain(texts.get("form-close", language)),
        "blocks": blocks,
    }


def _right_article(form: WhyForm, context: RenderContext) -> Block:
    """Return the menu of what may be right: what came nearest first, and that nothing is."""
    options = article_options(form.reply.candidates, context, form.language)[: MOST_OPTIONS - 1]
    none = option(texts.get("because-none", form.language), NO_ARTICLE)
    return {
        "type": "input",
        "block_id": RIGHT_ARTICLE,
        "label": plain(texts.get("because-wrong", form.language)),
        "hint": plain(texts.get("because-wrong-hint", form.language)),
        "element": {"type": "static_select", "action_id": RIGHT_ARTICLE, "options": [*options, none]},
    }
