"""Documents as plain text: for clients that show nothing else, and for who listens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.rendering.targets.text_layout import TextFormat, write

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.rendering.document import Element

PLAIN: Final = TextFormat()


def to_plain_text(elements: Iterable[Element]) -> str:
    """Return `elements` as plain text; people by their ids, and addresses behind what leads to them."""
    return write(elements, PLAIN)
