"""Recognises a step of the set-up by its number, as in "I'm at step 2", and what else is said beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from bot.domain.follow_ups import NamedStep
from bot.domain.sentences import begins_to_ask
from bot.matching.normalise import words_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.follow_ups import FollowUpWords, StepWords

_LONGEST: Final = 140
"""Characters of a message that is about a step and nothing else."""
_NUMBER: Final = "…"


@dataclass(frozen=True)
class StepNames:
    """Knows how a step is named in all languages."""

    words: tuple[FollowUpWords, ...]

    def find(self, text: str) -> NamedStep | None:
        """Return the one step that `text` names; None for none, several, another number, or what is not at it."""
        if len(text) > _LONGEST:
            return None
        found = list(self._named.finditer(text))
        numbers = {self._number_in(each) for each in found}
        rest = self._named.sub(" ", text).strip()
        is_left = any(words_of(text[: each.start()])[-1:] in self._away for each in found)
        if len(numbers) != 1 or is_left or any(map(str.isdigit, rest)):
            return None
        asks = "?" in text or begins_to_ask(text)
        return NamedStep(numbers.pop(), rest, asks=asks, is_alone=self._asks_no_more(rest))

    def _asks_no_more(self, rest: str) -> bool:
        """Return whether `rest` asks for the step itself: "what is …", "and …?"."""
        return words_of(rest) in self._asked

    def _number_in(self, found: re.Match[str]) -> int:
        typed = next(each for each in found.groups() if each is not None).casefold()
        return self._numbers.get(typed) or int(typed)

    @cached_property
    def _steps(self) -> tuple[StepWords, ...]:
        return tuple(each.steps for each in self.words)

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        return {
            name: number for each in self._steps for number, names in enumerate(each.numbers, 1) for name in names
        }

    @cached_property
    def _away(self) -> frozenset[tuple[str, ...]]:
        return frozenset(words_of(word) for each in self._steps for word in each.away)

    @cached_property
    def _asked(self) -> frozenset[tuple[str, ...]]:
        return frozenset({(), *(words_of(phrase) for each in self._steps for phrase in each.asked)})

    @cached_property
    def _named(self) -> re.Pattern[str]:
        """Return what finds a step by its name; one that no words were written for is never found."""
        names = sorted((name for each in self._steps for name in each.named), key=len, reverse=True)
        numbers = "|".join((*map(re.escape, sorted(self._numbers, key=len, reverse=True)), r"\d{1,2}"))
        patterns = (_spaced(name).replace(_NUMBER, rf"({numbers})") for name in names)
        return re.compile(rf"(?<![\w-])(?:{'|'.join(patterns) or r'(?!)'})(?![\w-])", re.IGNORECASE)


def _spaced(name: str) -> str:
    """Return a name as a pattern: where it has a space there may be none, or a mark that numbers."""
    return r"\s*[#:.]?\s*".join(part if part == _NUMBER else re.escape(part) for part in name.split())
