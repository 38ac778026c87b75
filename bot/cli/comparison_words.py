"""What a comparison of two knowledge bases says in sentences, for whoever edits them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cli.check_formats import counted
from bot.services.comparing_texts import Reworded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bot.services.comparing import Comparison
    from bot.services.comparing_products import ChangedProducts
    from bot.services.comparing_texts import RewordedStep


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


def reworded_in_sections(found: Comparison) -> Iterator[tuple[str, Sequence[Reworded | RewordedStep]]]:
    """Yield what reads otherwise, under each title: articles, then steps, of both what is new or gone first."""
    kinds: tuple[tuple[str, str, Sequence[Reworded | RewordedStep]], ...] = (
        ("articles", "Articles", found.reworded),
        ("set-up steps", "Set-up steps", found.steps),
    )
    for within, first, changed in kinds:
        new, gone = [each for each in changed if each.is_new], [each for each in changed if each.is_gone]
        others = [each for each in changed if not (each.is_new or each.is_gone)]
        sections = (
            (f"New {within}", new),
            (f"{first} that are gone", gone),
            (f"{first} that read otherwise", others),
        )
        yield from ((title, those) for title, those in sections if those)


def in_one_line(changed: Reworded | RewordedStep, name: Callable[[str], str], shown: Callable[[str], str]) -> str:
    """Return what one is about; of what is new or gone with its title, of an article then with its phrasings too.

    `name` makes of a name, and `shown` of a title, what may stand in the text.
    """
    if isinstance(changed, Reworded):
        named, phrasings = name(changed.article), f", {counted(changed.phrasings, 'phrasing')}"
    else:
        named, phrasings = name(f"{changed.folder}: {changed.step}"), ""
    if changed.is_new or changed.is_gone:
        return f"“{shown(changed.title)}” ({named}){phrasings}"
    return f"{named} ({', '.join(changed.languages)})"
