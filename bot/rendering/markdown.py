"""Messages as Markdown: what `--json` carries, and what plain text and the terminal are made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.rendering.pieces import Choices, Piece, Prose, Quote, Small, Title, pieces_of

if TYPE_CHECKING:
    from bot.domain.outgoing import Body
    from bot.domain.reply import Reply
    from bot.rendering.context import RenderContext


def to_markdown(body: Body | Reply, context: RenderContext) -> str:
    """`body` as Markdown."""
    return "\n\n".join(_piece(piece) for piece in pieces_of(body, context))


def _piece(piece: Piece) -> str:
    match piece:
        case Title(text):
            return f"**{text}**"
        case Prose(markdown):
            return markdown.strip()
        case Quote(text):
            return "\n".join(f"> {line}" for line in text.splitlines() or [""])
        case Small(text):
            return f"_{text}_"
        case Choices(intro, articles, none):
            lines = [f"- {title}" for _, title in articles] + ([] if none is None else [f"- {none}"])
            return "\n".join([intro, "", *lines])
