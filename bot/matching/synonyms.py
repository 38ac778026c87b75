"""Words that mean the same here, in both languages → one token."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.matching.normalise import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Synonyms:
    """Replaces each member of a group by the group's token: on the words as written, the longest member first."""

    def __init__(self, groups: Sequence[Sequence[str]]) -> None:
        """Take the groups of synonyms.yml; a member may be several words."""
        self._tokens = {words_of(member): f"={number}" for number, group in enumerate(groups) for member in group}
        self._longest = max((len(member) for member in self._tokens), default=0)
        self.words = frozenset(word for member in self._tokens for word in member)

    def canonical(self, words: Sequence[str]) -> list[str]:
        """`words`, with each member of a group as the group's token, which begins with `=`."""
        return list(self._tokens_of(words))

    def _tokens_of(self, words: Sequence[str]) -> Iterator[str]:
        at = 0
        while at < len(words):
            for size in range(min(self._longest, len(words) - at), 0, -1):
                token = self._tokens.get(tuple(words[at : at + size]))
                if token is not None:
                    yield token
                    at += size
                    break
            else:
                yield words[at]
                at += 1
