"""A question that names nothing takes along what was said beside it: "I have no licence. Can I use it?"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.domain.article import PLEA
from bot.domain.bare_questions import is_bare
from bot.domain.sentences import is_substantial
from bot.services.deciding import ANSWER_FROM, OFFER_FROM, RankedPart

if TYPE_CHECKING:
    from collections.abc import Sequence

NEAR: Final = 2
"""How many parts away what a question asks about may stand: further off, something else is between them."""

_EXACTLY: Final = 1.0
"""The confidence of what is a phrasing, word for word: an article is about just that."""


def take_along(ranked: Sequence[RankedPart], small_talk: frozenset[str]) -> list[RankedPart]:
    """Return `ranked`, all parts of a message, with each bare question as one about what was said beside it.

    Scraps that name nothing even so are left out.
    """
    asked = [_asked(ranked, at, small_talk) for at in range(len(ranked))]
    return [each for each in asked if each.about is not None or is_substantial(each.ranking.utterance.words)]


def _asked(ranked: Sequence[RankedPart], at: int, small_talk: frozenset[str]) -> RankedPart:
    """Return the part at `at` with what it asks about; unsure where it names nothing, and nothing beside it does."""
    each = ranked[at]
    if not _is_bare(each):
        return each
    beside = (*ranked[max(0, at - NEAR) : at][::-1], *ranked[at + 1 : at + 1 + NEAR])
    for other in beside:
        if not _is_bare(other) and _names_something(other, small_talk):
            return RankedPart(each.part, other.ranking, about=other.part)
    unsure = min(each.ranking.confidence, ANSWER_FROM - 0.01)
    return replace(each, ranking=replace(each.ranking, confidence=unsure), names_nothing=True)


def _is_bare(each: RankedPart) -> bool:
    return each.ranking.confidence < _EXACTLY and is_bare(each.part)


def _names_something(each: RankedPart, small_talk: frozenset[str]) -> bool:
    return each.ranking.confidence >= OFFER_FROM and each.ranking.best not in small_talk | {PLEA}
