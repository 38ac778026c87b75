"""Tells whether a message surely says that something was done, and nothing else beside it.

Whoever is nearly done, asks whether they are, or is done for today has not done what they were told to do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from bot.domain.sentences import begins_to_ask
from bot.matching.normalise import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.follow_ups import FollowUpWords

_CLAUSE: Final = re.compile(r"[^.!?,;:()\n]+[?]?")
_GONE_ON_WITH: Final = ("next", "thanks")
"""What is said beside what was done, where one goes on."""


@dataclass(frozen=True)
class DoneWords:
    """Knows in all languages how people tell that something was done."""

    words: tuple[FollowUpWords, ...]

    def is_told_in(self, text: str, *, may_ask: bool = True) -> bool:
        """Return whether `text` tells that something was done, and has no word that makes that doubtful.

        It asks nothing where it may not: where the step that it is about was taken out of it.
        """
        words = words_of(text)
        if self._done.isdisjoint(words) or not self._sure.issuperset(words):
            return False
        return not (may_ask and any(map(self._is_asked, _CLAUSE.findall(text))))

    def _is_asked(self, clause: str) -> bool:
        """Return whether it is asked whether something was done."""
        words = words_of(clause)
        if self._done.isdisjoint(words):
            return False
        return begins_to_ask(clause) or (clause.endswith("?") and self._beside.issuperset(words))

    @cached_property
    def _done(self) -> frozenset[str]:
        return _words_in(text for each in self.words for text in each.done)

    @cached_property
    def _beside(self) -> frozenset[str]:
        """What was done, and what may stand beside it."""
        return self._done | _words_in(text for each in self.words for text in each.did)

    @cached_property
    def _sure(self) -> frozenset[str]:
        """All that may stand in such a message; what denies makes it doubtful wherever it stands."""
        tables = [table for each in self.words for table in (each.phrases, each.cues)]
        onward = _words_in(text for table in tables for kind in _GONE_ON_WITH for text in table.get(kind, ()))
        return (self._beside | onward) - _words_in(text for each in self.words for text in each.negations)


def _words_in(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word for text in texts for word in words_of(text))
