"""What a comparison of two knowledge bases says in sentences, for whoever edits them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.services.comparing_products import ChangedProducts


def counted(number: int, noun: str) -> str:
    """Return a number with what there are so many of."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def products_in_words(changed: ChangedProducts | None, shown: Callable[[str], str]) -> Iterator[str]:
    """Yield which packages came and went, and what becomes of questions that name none; nothing where none did.

    `shown` makes of a name what may stand in the text.
    """
    if changed is None:
        return
    told = [f"{shown(name)} is published now." for name in changed.published]
    told += [f"{shown(name)} is no longer published." for name in changed.withdrawn]
    told += _unnamed(changed)
    yield " ".join((*told, "Below, each check is asked as if its package were chosen."))


def _unnamed(changed: ChangedProducts) -> Iterator[str]:
    all_asked = f"of the {counted(changed.asked, 'question')} in checks"
    if changed.asked_back and changed.asked_back_before:
        told = (
            f"asked back which one is meant: {changed.asked_back:,} {all_asked}, {changed.asked_back_before:,} before"
        )
    elif changed.asked_back:
        told = f"now asked back which one is meant: {changed.asked_back:,} {all_asked}"
    elif changed.asked_back_before:
        told = f"no longer asked back which one is meant: {changed.asked_back_before:,} {all_asked} were"
    else:
        return
    yield f"Questions that name no package are {told}."
