"""Recognises a follow-up in free words: by a cue in a clause whose other words name nothing.

No other clause may ask anything, or name what the bot knows something about: then it is a question of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Final, cast

from bot.domain.follow_ups import BY_PLACE, WITHOUT_CUES
from bot.domain.sentences import begins_to_ask, objects
from bot.matching.done_finder import DoneWords
from bot.matching.edit_distance import words_within
from bot.matching.normalise import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.domain.article import KnowledgeBase
    from bot.domain.follow_ups import FollowUpKind, FollowUpWords
    from bot.matching.spelling import Speller

_LONGEST: Final = 140
"""Characters of a message that can still be one."""
_SHORTEST: Final = 4
"""Letters of a light word that is read in spite of a slip: shorter words have too many neighbours."""
_LONG_NAME: Final = 2
"""Words of the longest name."""
_SENTENCE: Final = re.compile(r"[^.!?\n]+[?]?")
_EMOJI: Final = re.compile(r":[a-z0-9_+'-]{1,60}:")
_CLAUSE: Final = re.compile(r"[^?,;:()/]+")
_GAP: Final = r"(?: [^ ]+){0,4} "
"""What stands where a cue has `…`."""
_PRECEDENCE: Final[tuple[FollowUpKind, ...]] = (
    *("never-mind", "in-en", "in-nl", "previous", "first", "second", "third"),
    *("where", "how", "why", "fails", "last", "none", "shorter", "again", "next", "thanks"),
)
"""Of several in one message the first counts: what is thanked for, done, or tried in vain leads to what is asked."""
_STRANGE: Final[Mapping[FollowUpKind, int]] = {
    **dict.fromkeys(("never-mind", "in-en", "in-nl", "shorter", "again"), 3),
    "previous": 1,
}
"""How many words that are not light may stand beside the cue, where it is about the talk and not about the matter."""
_DENIABLE: Final[frozenset[FollowUpKind]] = frozenset({"next", "previous", "thanks", "never-mind"})
"""What is not asked for where it is denied: "I can't go on"."""
_CHOICES: Final[frozenset[FollowUpKind]] = WITHOUT_CUES.union(BY_PLACE)
"""What is one only by itself: "2, that is to say …"."""
_ONWARD: Final[frozenset[FollowUpKind]] = frozenset({"next", "thanks"})
"""What is said after something was done, and never after it failed."""
_DETAILS: Final[frozenset[FollowUpKind]] = frozenset({"in-en", "in-nl"})
"""What asks for the last answer in another language: who reads it, and why, is beside the point."""


@dataclass(frozen=True, slots=True)
class _Clause:
    """A part of a message: its words, what a cue in it tells, whether it asks."""

    words: tuple[str, ...]
    cue: FollowUpKind | None
    asks: bool


@dataclass(frozen=True)
class Cues:
    """Knows the cues of all languages. `names` name what the bot knows something about, `long_names` in two words."""

    words: tuple[FollowUpWords, ...]
    speller: Speller
    names: frozenset[str]
    long_names: frozenset[tuple[str, ...]] = frozenset()

    def find(self, text: str) -> FollowUpKind | None:
        """Return what `text` asks for in whatever words; None where it is a question of its own."""
        if len(text) > _LONGEST:
            return None
        clauses = list(self._clauses_of(text))
        kinds = {clause.cue for clause in clauses if clause.cue is not None}
        meant = min(kinds, key=_PRECEDENCE.index, default=None)
        if meant is None or (meant == "thanks" and objects(text)):
            return None
        return None if any(self._is_of_its_own(clause, meant) for clause in clauses) else meant

    def is_hardly_more_than_numbers(self, text: str) -> bool:
        """Return whether what `text` holds beside its numbers names nothing."""
        beside = [word for word in words_of(text) if not any(map(str.isdigit, word))]
        return all(map(self._is_light, beside)) and self._negations.isdisjoint(beside)

    def names_anything(self, text: str) -> bool:
        """Return whether `text` names what the bot knows something about."""
        return self._names(words_of(text))

    def told_of_a_step(self, beside: str) -> FollowUpKind | None:
        """Return what is told of a step by what stands beside its name; None where that names something."""
        words = words_of(beside)
        is_done, is_denied = not self._done.isdisjoint(words), not self._negations.isdisjoint(words)
        if self.done_words.is_told_in(beside, may_ask=False):
            return "next"
        if not all(map(self._is_light, words)) or is_denied != is_done:
            return None
        return "at-step" if is_denied or not self._at.isdisjoint(words) else None

    def _cue_in(self, words: Sequence[str]) -> FollowUpKind | None:
        """Return what the longest cue in a clause tells; None where what stands beside it names something."""
        meant = tuple(map(self._meant, words))
        if (whole := self._whole.get(tuple(word for word in meant if word not in self._around))) is not None:
            return whole
        line = f" {' '.join(meant)} "
        found = [
            (kind != "again", len(cue[0].split()), -_PRECEDENCE.index(kind), kind)
            for kind, cues in self._cues.items()
            for cue in cues.finditer(line)
        ]
        if not found:
            return None
        kind = max(found)[3]
        beside = self._beside(line, self._cues[kind])
        rest = [word for word in beside if not self._is_light(word)]
        if kind in _DENIABLE and not self._negations.isdisjoint(beside):
            return None
        if kind in _CHOICES and not self._around.issuperset(beside):
            return None
        return kind if len(rest) <= _STRANGE.get(kind, 0) and not self._names(rest) else None

    def _beside(self, line: str, cues: re.Pattern[str]) -> list[str]:
        """Return the words of a clause that belong to none of `cues`: one in a gap belongs to none at all."""
        gaps = (word for cue in cues.finditer(line) for word in cue[0].split() if word not in self._told)
        return [*cues.sub(" ", line).split(), *gaps]

    def _meant(self, word: str) -> str:
        """Return the word of a cue, or the light one, that `word` is a slip away from; itself where it is none."""
        if word in self._known or word in self.names or len(word) < _SHORTEST or self.speller.is_word(word):
            return word
        return min((known for known, _ in words_within(1, word, self._known)), default=word)

    def _is_light(self, word: str) -> bool:
        return self._meant(word) in self._light

    def _clauses_of(self, text: str) -> Iterator[_Clause]:
        for sentence in _SENTENCE.findall(text):
            parts = _CLAUSE.findall(_EMOJI.sub(",", sentence))
            cues = [self._cue_in(words_of(part)) for part in parts]
            for at, (part, cue) in enumerate(zip(parts, cues, strict=True)):
                is_marked = sentence.endswith("?") and at == len(parts) - 1
                # A mark at the end may belong to what was asked in front of it.
                yield _Clause(words_of(part), cue, begins_to_ask(part) or (is_marked and not any(cues)))

    def _is_of_its_own(self, clause: _Clause, meant: FollowUpKind) -> bool:
        """Return whether a clause without a cue asks something, or tells what makes the message one about that."""
        if clause.cue is not None:
            return False
        is_light = all(map(self._is_light, clause.words))
        if clause.asks:
            return not is_light
        is_done = not self._done.isdisjoint(clause.words) and self._negations.isdisjoint(clause.words)
        if meant in _ONWARD:
            return not (is_done or (is_light and self._negations.isdisjoint(clause.words)))
        is_by_the_way = meant in _DETAILS and self._negations.isdisjoint(clause.words)
        return self._names(clause.words) and not (is_done or is_by_the_way)

    def _names(self, words: Sequence[str]) -> bool:
        if not self.long_names.isdisjoint(pairwise(words)):
            return True
        return any(word in self.names or any(map(str.isdigit, word)) for word in words if word not in self._light)

    @cached_property
    def _light(self) -> frozenset[str]:
        return self._words_in("light")

    @cached_property
    def _negations(self) -> frozenset[str]:
        return self._words_in("negations")

    @cached_property
    def _done(self) -> frozenset[str]:
        return self._words_in("done")

    @cached_property
    def done_words(self) -> DoneWords:
        """How people tell that something was done."""
        return DoneWords(self.words)

    @cached_property
    def _at(self) -> frozenset[str]:
        return frozenset(word for each in self.words for text in each.steps.at for word in words_of(text))

    @cached_property
    def _around(self) -> frozenset[str]:
        return self._words_in("around")

    @cached_property
    def _whole(self) -> Mapping[tuple[str, ...], FollowUpKind]:
        """Return what is a follow-up where a clause is nothing else."""
        return {
            words_of(phrase): cast("FollowUpKind", kind)
            for language in self.words
            for kind, phrases in language.phrases.items()
            for phrase in phrases
            if kind not in _CHOICES and not self._done.issuperset(words_of(phrase))
        }

    @cached_property
    def _told(self) -> frozenset[str]:
        cues = (cue for language in self.words for cues in language.cues.values() for cue in cues)
        return frozenset(word for cue in cues for word in words_of(cue))

    @cached_property
    def _known(self) -> frozenset[str]:
        return self._light | self._told

    def _words_in(self, name: str) -> frozenset[str]:
        return frozenset(word for each in self.words for text in getattr(each, name) for word in words_of(text))

    @cached_property
    def _cues(self) -> Mapping[FollowUpKind, re.Pattern[str]]:
        """What finds the cues of each kind, the longest first."""
        cues: dict[FollowUpKind, set[str]] = {}
        for language in self.words:
            for kind, texts in language.cues.items():
                cues.setdefault(cast("FollowUpKind", kind), set()).update(texts)
        return {kind: _any_of(texts) for kind, texts in cues.items()}


def cues_of(knowledge: KnowledgeBase, speller: Speller) -> Cues:
    """Return the cues that `knowledge` has; its synonyms and products are what has a name there."""
    products = [name for each in knowledge.products for name in (each.name, *each.aliases)]
    synonyms = [word for group in knowledge.synonyms for word in group]
    named = {words_of(name) for name in (*products, *synonyms)}
    long_names = frozenset(words for words in named if len(words) == _LONG_NAME)
    return Cues(knowledge.words, speller, frozenset(words[0] for words in named if len(words) == 1), long_names)


def _any_of(cues: set[str]) -> re.Pattern[str]:
    """Return what finds the longest of `cues` at each place, between spaces."""
    patterns = [_GAP.join(" ".join(words_of(part)) for part in cue.split("…")) for cue in cues]
    return re.compile(rf"(?<= )(?:{'|'.join(sorted(patterns, key=lambda each: (-len(each), each)))})(?= )")
