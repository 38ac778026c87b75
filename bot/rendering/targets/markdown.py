"""Messages as Markdown: what `--json` carries, and what plain text and the terminal are made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.rendering.document import (
    Actions,
    Choices,
    Element,
    Footnote,
    Line,
    Paragraph,
    Pressable,
    Quote,
    Title,
    Votes,
)
from bot.rendering.replies import reply_elements
from bot.rendering.targets.plain_text import part_in_plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.reply import Reply
    from bot.rendering.context import RenderContext


def to_markdown(reply: Reply, context: RenderContext) -> str:
    """Return `reply` as Markdown."""
    return in_markdown(reply_elements(reply, context))


def in_markdown(elements: Iterable[Element]) -> str:
    """Return `elements` as Markdown, without what is only pressed."""
    return "\n\n".join(_element(element) for element in elements if not isinstance(element, Pressable))


def _element(element: Element) -> str:  # noqa: PLR0911 - one a kind
    match element:
        case Line(parts):
            return "".join(part if isinstance(part, str) else part_in_plain_text(part) for part in parts)
        case Actions() | Votes():
            return ""
        case Title(text):
            return f"**{text}**"
        case Paragraph(markdown):
            return markdown.strip()
        case Quote(text=text):
            return "\n".join(f"> {line}" for line in text.splitlines() or [""])
        case Footnote(text):
            return f"_{text}_"
        case Choices(intro, articles, none):
            lines = [f"- {title}" for _, title in articles] + ([] if none is None else [f"- {none}"])
            return "\n".join([intro, "", *lines])
