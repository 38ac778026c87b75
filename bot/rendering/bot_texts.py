"""A text of the bot's own, with names, times and links in it, as a part of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import texts
from bot.domain.markup import Inline, Paragraph, Person
from bot.domain.ticket import NOBODY
from bot.rendering.document import FormattedText

if TYPE_CHECKING:
    from bot.domain.language import Language


def formatted(name: str, language: Language, **values: Inline) -> FormattedText:
    """Return the text `name`; somebody who was forgotten is `somebody`."""
    somebody = texts.get("somebody", language)
    known = {key: somebody if value == Person(NOBODY) else value for key, value in values.items()}
    return FormattedText(texts.formatted(name, language, **known))


def sentence(name: str, language: Language, **values: Inline) -> tuple[Inline, ...]:
    """Return the words of the text `name`, which is one paragraph, to go on with."""
    return tuple(
        inline
        for block in formatted(name, language, **values).blocks
        if isinstance(block, Paragraph)
        for inline in block.content
    )


def paragraph(*content: Inline) -> FormattedText:
    """Return one paragraph of `content`."""
    return FormattedText((Paragraph(content),))
