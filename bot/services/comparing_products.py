"""What becomes of questions that name no package, where one is published or taken away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.reply import Clarification
from bot.services.checking import first_reply

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.domain.library import Library
    from bot.services.answering_all import AnsweringAll


@dataclass(frozen=True, slots=True)
class ChangedProducts:
    """The packages that there are answers about, and how many questions are asked back which one is meant.

    Attributes:
        published: the names of those that came; `withdrawn` of those that went.
        asked: how many different questions were asked as people ask them, without a package being chosen.
        asked_back: how many of them are asked back now; `asked_back_before` were so before.
    """

    published: tuple[str, ...]
    withdrawn: tuple[str, ...]
    asked: int
    asked_back: int
    asked_back_before: int


def has_changed_products(before: Library, after: Library) -> bool:
    """Return whether there are answers about other packages now."""
    return _products(before).keys() != _products(after).keys()


def changed_products(
    before: AnsweringAll, after: AnsweringAll, texts: Sequence[str], on_asked: Callable[[], None]
) -> ChangedProducts:
    """Return which packages came and went, and what that makes of questions; `on_asked` is called after each."""
    old, new = _products(before.knowledge), _products(after.knowledge)
    asked_back_before = asked_back = 0
    for text in texts:
        asked_back_before += _is_asked_back(before, text)
        asked_back += _is_asked_back(after, text)
        on_asked()
    return ChangedProducts(
        published=tuple(name for slug, name in new.items() if slug not in old),
        withdrawn=tuple(name for slug, name in old.items() if slug not in new),
        asked=len(texts),
        asked_back=asked_back,
        asked_back_before=asked_back_before,
    )


def names_of_products(known: Library) -> dict[str, str]:
    """Return the names of all packages that people mention, by slug."""
    return {each.slug: each.name for each in known.products}


def _products(known: Library) -> dict[str, str]:
    """Return the names of the packages that there are answers about, by slug."""
    names = names_of_products(known)
    return {each.product: names.get(each.product, each.product) for each in known.integrations}


def _is_asked_back(answering: AnsweringAll, text: str) -> bool:
    """Return whether `text` alone gets the question which package is meant; where there is but one, nothing does."""
    reply = first_reply(answering, text) if answering.products else None
    return isinstance(reply, Clarification) and bool(reply.products)
