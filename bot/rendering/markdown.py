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
from bot.rendering.plain import part_in_plain_text
from bot.rendering.replies import reply_pieces

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.reply import Reply
    from bot.rendering.context import RenderContext


def to_markdown(reply: Reply, context: RenderContext) -> str:
    """Return `reply` as Markdown."""
    return in_markdown(reply_pieces(reply, context))


def in_markdown(pieces: Iterable[Element]) -> str:
    """Return `pieces` as Markdown, without what is only pressed."""
    return "\n\n".join(_piece(piece) for piece in pieces if not isinstance(piece, Pressable))


def _piece(piece: Element) -> str:  # noqa: PLR0911 - one a kind
    match piece:
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
