"""Words that mean the same here, in both languages → one token."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.matching.normalise import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


class Synonyms:
    """Replaces each member of a group by the group's token: on the words as written, the longest member first."""

    def __init__(self, tokens: Mapping[tuple[str, ...], str]) -> None:
        """Take the token of each member, which may be several words."""
        self.tokens = tokens
        # First word → how many words the longest member has that begins with it: most words begin none.
        self._longest: dict[str, int] = {}
        for first, *others in filter(None, tokens):
            self._longest[first] = max(self._longest.get(first, 0), 1 + len(others))

    @classmethod
    def of(cls, groups: Sequence[Sequence[str]]) -> Synonyms:
        """Make them from the groups of synonyms.yml."""
        return cls({words_of(member): f"={number}" for number, group in enumerate(groups) for member in group})

    @property
    def words(self) -> frozenset[str]:
        """Every word of every member."""
        return frozenset(word for member in self.tokens for word in member)

    def canonical(self, words: Sequence[str]) -> list[str]:
        """Return `words`, with each member of a group as the group's token, which begins with `=`."""
        return list(self._tokens_of(words))

    def _tokens_of(self, words: Sequence[str]) -> Iterator[str]:
        at = 0
        while at < len(words):
            for size in range(min(self._longest.get(words[at], 0), len(words) - at), 0, -1):
                token = self.tokens.get(tuple(words[at : at + size]))
                if token is not None:
                    yield token
                    at += size
                    break
            else:
                yield words[at]
                at += 1
