"""A text of the bot's own with people, times and links in it → a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import texts
from bot.domain.ticket import NOBODY
from bot.rendering.document import Line, Part, Person

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.language import Language

# Of a person or time in a text. Slack sends none, and no text of ours has one.
_EDGE = "\0"


def line(name: str, language: Language, *, marks: Mapping[str, Part], **values: str) -> Line:
    """The text `name` with people and times in their places; `values` are the bot's own.

    Somebody who was forgotten is `somebody`.
    """
    somebody = texts.get("somebody", language)
    marks = {key: somebody if mark == Person(NOBODY) else mark for key, mark in marks.items()}
    text = texts.get(name, language, **values, **{key: f"{_EDGE}{key}{_EDGE}" for key in marks})
    parts = text.split(_EDGE)
    return Line(tuple(marks[part] if number % 2 else part for number, part in enumerate(parts) if part))
