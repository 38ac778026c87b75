"""Recognises what is understood only with what was said before: nothing else may stand in the message.

Whatever names something of its own is a question, however much of a follow-up stands in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, cast

from bot.domain.follow_ups import OF_THE_SETUP
from bot.matching.edit_distance import words_within
from bot.matching.normalise import words_of
from bot.matching.products import Products

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.follow_ups import FollowUpKind, FollowUpWords
    from bot.domain.product import Product
    from bot.matching.spelling import Speller

_LONGEST: Final = 80
"""Characters of a message that can still be one."""
_SHORTEST: Final = 5
"""Letters that are read in spite of a slip: shorter words have too many neighbours."""
_LONG: Final = 14
"""From this length two slips are forgiven instead of one."""
_BEFORE_NAME: Final = re.compile(
    r"(?:\b(?:van|voor|met|of|for|with) )?(?:\b(?:ons|onze|mijn|our|my) )?$", re.IGNORECASE
)
"""What leads to a product's name beside what asks for its set-up: "start the set-up of Kasboek"."""


@dataclass(frozen=True)
class FollowUps:
    """Knows the follow-ups of all languages; beside the name of ours among `products`, one may ask for a set-up."""

    words: tuple[FollowUpWords, ...]
    speller: Speller
    products: tuple[Product, ...] = ()

    def find(self, text: str) -> FollowUpKind | None:
        """Return what `text` asks for; None where it is anything else but a follow-up."""
        if len(text) > _LONGEST:
            return None
        typed = words_of(text)
        core = self._core(typed)
        return self._known(typed) or self._known(core) or self._meant(core) or self._setup_of_ours(text, typed)

    def _known(self, words: Sequence[str]) -> FollowUpKind | None:
        return self._kinds.get(_joined(words))

    def _meant(self, words: Sequence[str]) -> FollowUpKind | None:
        """Return what is a slip away, where a word of it is none: what somebody can have meant is left alone."""
        joined = _joined(words)
        if len(joined) < _SHORTEST or all(map(self.speller.is_word, words)):
            return None
        near = words_within(2 if len(joined) >= _LONG else 1, joined, self._kinds.keys())
        kinds = {self._kinds[name] for name, _ in near if len(name) >= _SHORTEST and name[0] == joined[0]}
        return kinds.pop() if len(kinds) == 1 else None

    def _setup_of_ours(self, text: str, typed: Sequence[str]) -> FollowUpKind | None:
        """Return what asks for the set-up of our product by its name: "set up Kasboek"; None for anything else."""
        if self._of_a_setup.isdisjoint(typed):
            return None
        left = text
        for mention in reversed(self._names.mentions(text)):
            if mention.product.role == "ours":
                left = f"{_BEFORE_NAME.sub('', left[: mention.start])} {left[mention.end :]}"
        words = words_of(left)
        kind = self._known(words) or self._known(self._core(words))
        return kind if kind in OF_THE_SETUP else None

    def _core(self, words: Sequence[str]) -> tuple[str, ...]:
        """Return `words` without what may stand around them; all of them where nothing else is there."""
        core, before = tuple(words), None
        while core != before:
            before = core
            for each in self._around:
                if core[: len(each)] == each:
                    core = core[len(each) :]
                if core[-len(each) :] == each:
                    core = core[: -len(each)]
        return core or tuple(words)

    @cached_property
    def _names(self) -> Products:
        return Products(self.products, self.speller)

    @cached_property
    def _of_a_setup(self) -> frozenset[str]:
        """The words of what asks for a set-up."""
        phrases = (each.phrases.get(kind, ()) for each in self.words for kind in OF_THE_SETUP)
        return frozenset(word for texts in phrases for text in texts for word in words_of(text))

    @cached_property
    def _around(self) -> tuple[tuple[str, ...], ...]:
        return tuple(words_of(each) for language in self.words for each in language.around)

    @cached_property
    def _kinds(self) -> Mapping[str, FollowUpKind]:
        return {
            _joined(words_of(phrase)): cast("FollowUpKind", kind)
            for language in self.words
            for kind, phrases in language.phrases.items()
            for phrase in phrases
        }


def _joined(words: Sequence[str]) -> str:
    """Return words as one, so that a space in the wrong place is no slip."""
    return "".join(words).replace("'", "")
