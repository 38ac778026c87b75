"""Documents as plain text: for clients that show nothing else, and for who listens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.rendering.targets.text_layout import TextFormat, write

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.rendering.document import Element


def to_plain_text(elements: Iterable[Element]) -> str:
    """Return `elements` as plain text; people by their ids, and addresses behind what leads to them."""
    return write(elements, PLAIN)


def with_address(label: str, url: str) -> str:
    """Return a link's label with its address, once where they are the same."""
    return label if label == url.removeprefix("mailto:") else f"{label} ({url.removeprefix('mailto:')})"


def _as_it_is(text: str) -> str:
    return text


PLAIN: Final = TextFormat(
    text=_as_it_is,
    strong=_as_it_is,
    emphasis=_as_it_is,
    code=_as_it_is,
    link=with_address,
    person=lambda person: f"@{person}",
    title=_as_it_is,
    footnote=_as_it_is,
)
