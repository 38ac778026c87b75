"""Which phrasings of one article or gap lead to another, told with where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.matching.lint import ConfusablePair

_MOST: Final = 3
"""Phrasings that are named: whoever rewords these sees the others then."""


def phrasings_won(
    pair: ConfusablePair, location_of: Callable[[str, str | None], tuple[str, int | None]]
) -> tuple[tuple[str, int | None], str]:
    """Return file and line to look at, and a sentence that says how many phrasings these are, and the worst of them.

    The file is that of the whole article or gap, which stays the same; a phrasing in another one is told with that.
    """
    path, begin = location_of(pair.target, None)
    found = [(text, *location_of(pair.target, text)) for text in pair.phrasings[:_MOST]]
    line = next((line for _, place, line in found if place == path), begin)
    named = ", ".join(f"'{text}' ({_place(place, at, path)})" for text, place, at in found)
    rest = len(pair.phrasings) - len(found)
    more = f" and {rest} more" if rest else ""
    return (path, line), f"{len(pair.phrasings)} of the {pair.size} would lead there: {named}{more}."


def _place(place: str, line: int | None, path: str) -> str:
    if line is None:
        return place
    return f"line {line}" if place == path else f"{place}:{line}"
