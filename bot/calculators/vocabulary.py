"""Lists of words, written so that they can be read, and looked for in the words of a text.

Everywhere here "words" are one string with single spaces, as `bot.domain.text_cleaning.words_of` makes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

Name = TypeVar("Name", bound=str)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words to look for: whole ones, beginnings, and phrases of several whole words or with an open end."""

    whole: frozenset[str]
    stems: tuple[str, ...]
    phrases: tuple[str, ...]

    @classmethod
    def of(cls, listed: str) -> Vocabulary:
        """Return the vocabulary `listed`: `voldoe*` is all that begins so, `too_old` two words in a row."""
        entries = listed.split()
        single = [entry for entry in entries if "_" not in entry]
        phrases = (f" {entry.replace('_', ' ')} " for entry in entries if "_" in entry)
        return cls(
            whole=frozenset(entry for entry in single if not entry.endswith("*")),
            stems=tuple(entry[:-1] for entry in single if entry.endswith("*")),
            phrases=tuple(phrase.removesuffix("* ") for phrase in phrases),
        )

    def is_in(self, words: str) -> bool:
        """Return whether any of it is among `words`."""
        spaced = f" {words} "
        return any(map(self._has, words.split())) or any(phrase in spaced for phrase in self.phrases)

    def ends(self, words: str) -> bool:
        """Return whether `words` end with one of it (a phrase with an open end ends nothing)."""
        return self._has(words.rpartition(" ")[2]) or f" {words} ".endswith(self.phrases)

    def begins(self, words: str) -> bool:
        """Return whether `words` begin with one of it."""
        return self._has(words.partition(" ")[0]) or f" {words} ".startswith(self.phrases)

    def without(self, words: str) -> str:
        """Return `words` less its phrases."""
        spaced = f" {words} "
        for phrase in self.phrases:
            spaced = spaced.replace(phrase, " ")
        return spaced.strip()

    def _has(self, word: str) -> bool:
        return word in self.whole or word.startswith(self.stems)


def name_at_end(words: str, names: Mapping[Name, Vocabulary], between: Vocabulary | None = None) -> Name | None:
    """Return the first of `names` that `words` end with, words `between` (None: any at all) apart."""
    while words:
        for name, vocabulary in names.items():
            if vocabulary.ends(words):
                return name
        if between is not None and not between.ends(words):
            return None
        words = words.rpartition(" ")[0]
    return None


def name_at_start(words: str, names: Mapping[Name, Vocabulary], between: Vocabulary | None = None) -> Name | None:
    """Return the first of `names` that `words` begin with, words `between` (None: any at all) apart."""
    while words:
        for name, vocabulary in names.items():
            if vocabulary.begins(words):
                return name
        if between is not None and not between.begins(words):
            return None
        words = words.partition(" ")[2]
    return None
