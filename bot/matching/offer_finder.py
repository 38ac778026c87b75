"""Recognises what somebody chooses by its name from what was offered: the message says that they choose, and what.

Whatever else stands in it makes it a question of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from bot.domain.language import LANGUAGES
from bot.matching.edit_distance import words_within
from bot.matching.normalise import words_of
from bot.matching.stemming import stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.domain.article import Article, KnowledgeBase
    from bot.domain.language import Language
    from bot.matching.matcher import Matcher

_LONGEST: Final = 100
"""Characters of a message that can still be a choice."""
_SHORTEST: Final = 3
"""Letters of a word that is read in spite of a slip: shorter ones have too many neighbours."""
_NAME: Final = r"((?:[^ ]+ ){0,7}?[^ ]+)"
_REFUSED: Final = r"(?:[^ ]+ ){0,7}?[^ ]+"
"""As many words as a title has: what is chosen, and what is not."""
_BESIDE: Final = r"(?:\+[^ ]+ )*"
"""Words that may stand beside a choice: in the line that is searched they are marked, as no word has a plus."""
_SURE: Final = 0.5
"""From which confidence the phrasings tell what words that stand in no title name."""
_AS_WELL: Final = 0.6
"""The share of the best score from which another article fits as well."""


@dataclass(frozen=True)
class _Told:
    """What finds a name.

    A choice is faint where there is an article in front of the name at most; by a verb, people say other things too.
    """

    pattern: re.Pattern[str]
    is_faint: bool
    is_by_verb: bool


@dataclass(frozen=True)
class Offers:
    """Knows the words that tell a choice, and the names of what can be offered."""

    knowledge: KnowledgeBase
    matcher: Matcher

    def find(self, text: str, offered: Sequence[str], language: Language) -> tuple[str, ...]:
        """Return which of `offered` the `text`, in `language`, chooses; several where it fits them alike."""
        if not offered or len(text) > _LONGEST:
            return ()
        words = [self._meant(word) for word in words_of(text)]
        found = (
            self._titled(name, offered) or (() if is_faint else self._phrased(name, offered, language))
            for name, is_faint in self._names_in(words, offered)
        )
        return next(filter(None, found), ())

    def _names_in(self, words: Sequence[str], offered: Sequence[str]) -> Iterator[tuple[tuple[str, ...], bool]]:
        """Yield what may be the name of what is chosen, and whether little more than that stands in the message.

        That which most words tell comes first. With little around it, a name is one word, or as good as one.
        """
        line = self._marked(words)
        for each in self._told:
            if (found := each.pattern.fullmatch(line)) is None:
                continue
            name, _ = self.matcher.speller.repair(found[1].replace("+", "").split(), None)
            is_named = not each.is_by_verb or name[0] in self._within or self._has_title_word(name, offered)
            if is_named and (not each.is_faint or len(self._canonical(name)) == 1):
                yield name, each.is_faint

    def _has_title_word(self, name: Sequence[str], offered: Sequence[str]) -> bool:
        """Return whether a word of `name` tells some of `offered` by their titles."""
        titles = frozenset[str]().union(*(self._names.get(slug, ()) for slug in offered))
        return not titles.isdisjoint(self._stems(self._telling(name, offered)))

    def _titled(self, name: Sequence[str], offered: Sequence[str]) -> tuple[str, ...]:
        """Return which of `offered` have all that tells something in `name` in their titles."""
        wanted = [self._stems([token]) for token in self._telling(name, offered)]
        names = {slug: self._names.get(slug, frozenset()) for slug in offered}
        return tuple(slug for slug in offered if wanted and all(each & names[slug] for each in wanted))

    def _phrased(self, name: Sequence[str], offered: Sequence[str], language: Language) -> tuple[str, ...]:
        """Return which of `offered` the phrasings tell, where no other article or gap fits better.

        One word that stands in no title is no name: people type too much of that.
        """
        is_said = len(self._telling(name)) > 1 and self._telling(name, offered)
        if not is_said or not all(map(self._can_name, name)):
            return ()
        ranking = self.matcher.rank(self.matcher.read(" ".join(name), language), language)
        if ranking.confidence < _SURE or ranking.best not in offered:
            return ()
        least = _AS_WELL * ranking.matches[0].score
        return tuple(match.article for match in ranking.matches if match.score >= least and match.article in offered)

    def _can_name(self, word: str) -> bool:
        """Return whether `word` is one of the knowledge base's, and no number, and not light."""
        if word in self._within:
            return True
        return word.isalpha() and word in self.matcher.lexicon.frequency and word not in self._light

    def _meant(self, word: str) -> str:
        """Return the word that tells a choice which `word` is a slip away from; itself where it is none."""
        if word in self._known or len(word) < _SHORTEST or self.matcher.speller.is_word(word):
            return word
        return min((known for known, _ in words_within(1, word, self._known)), default=word)

    def _telling(self, name: Sequence[str], offered: Sequence[str] = ()) -> list[str]:
        """Return the words of `name` that tell something: not what stands in the titles of all that are offered."""
        names = [self._names.get(slug, frozenset()) for slug in offered] if len(offered) > 1 else []
        shared = frozenset[str].intersection(*names) if names else frozenset[str]()
        tokens = [token for token in self._canonical(name) if token not in self._within]
        return [token for token in tokens if shared.isdisjoint(self._stems([token]))]

    def _canonical(self, words: Sequence[str]) -> list[str]:
        return self.matcher.lexicon.synonyms.canonical(words)

    def _stems(self, tokens: Sequence[str]) -> frozenset[str]:
        """Return the stems of `tokens` as words of any language."""
        stems = self.matcher.lexicon.stems
        return frozenset(each for language in LANGUAGES for each in stem(tokens, language, stems))

    @cached_property
    def _names(self) -> Mapping[str, frozenset[str]]:
        """Return what names each article: the words of its titles and its slug, alone and as they stand together."""
        return {article.slug: self._stems(self._named(article)) for article in self.knowledge.published()}

    def _named(self, article: Article) -> list[str]:
        names = [words_of(each) for each in (article.title.en, article.title.nl, article.slug)]
        return [token for name in names for words in (name, *zip(name)) for token in self._canonical(words)]

    @cached_property
    def _told(self) -> list[_Told]:
        """Return what finds a name, the words that tell most of a choice first."""
        told = {text for language in self.knowledge.words for text in language.choosing.told}
        patterns = []
        for text in sorted(told, key=lambda each: (-len(words_of(each)), each)):
            *others, before, behind = (words_of(part) for part in text.split("…"))
            refused = "".join(f"{self._pattern_of(each)}{_REFUSED} " for each in others)
            is_faint = not refused and (not before or (len(before) == 1 and before[0] in self._within))
            is_by_verb = not refused and self._beside.issuperset(words_of(text))
            around = f"{self._pattern_of(before)}{_NAME} {self._pattern_of(behind)}"
            pattern = re.compile(f"{_BESIDE}{refused}{around}{_BESIDE}")
            patterns.append(_Told(pattern, is_faint=is_faint, is_by_verb=is_by_verb))
        return patterns

    def _pattern_of(self, words: Sequence[str]) -> str:
        return re.escape(self._marked(words))

    def _marked(self, words: Sequence[str]) -> str:
        """Return `words` as a line, with a plus in front of each that may stand beside a choice."""
        return "".join(f"+{word} " if word in self._beside else f"{word} " for word in words)

    @cached_property
    def _beside(self) -> frozenset[str]:
        return frozenset(
            word for each in self.knowledge.words for text in each.choosing.beside for word in words_of(text)
        )

    @cached_property
    def _within(self) -> frozenset[str]:
        """Return the words that name nothing, as they are typed and as they are matched."""
        words = {word for each in self.knowledge.words for text in each.choosing.within for word in words_of(text)}
        return frozenset(words | {token for word in words for token in self._canonical([word])})

    @cached_property
    def _light(self) -> frozenset[str]:
        return frozenset(word for each in self.knowledge.words for word in each.light)

    @cached_property
    def _known(self) -> frozenset[str]:
        told = (word for each in self.knowledge.words for text in each.choosing.told for word in words_of(text))
        return self._beside | self._within | frozenset(told)
