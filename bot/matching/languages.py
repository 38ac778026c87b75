"""Whether a text is in a language that the bot does not speak, and how surely a short one is in one that it does."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, Final

from bot.domain.language import LANGUAGES
from bot.domain.text_cleaning import WEIGHTLESS
from bot.matching.normalise import words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from bot.domain.language import Language
    from bot.matching.dictionary import Dictionary
    from bot.matching.spelling import Speller

_FEWEST: Final = 3
"""Words that tell a language."""

_LEAD: Final = 1.0
"""How much likelier a word must be in another language on average, in natural logarithms. Of the phrasings with three
words and more none comes to it, of sentences in German, French, Spanish and Italian most come to 2 and more."""

_STRANGE: Final = 0.5
"""The share of words that no language here has, from which a text is in another."""

_LAST_LATIN: Final = "ɏ"
_FOREIGN_MARKS: Final = frozenset("¿¡")
"""What no Dutch and no English text has."""

_SHORT: Final = 6
"""So many words may be without a language of their own; a sentence of more has one."""

_WEAK: Final = 8.0
"""Log odds between the languages that one word of both comes to: "kvk" 6, "product update" 8; "versie" 29."""

_TELLING: Final = 3.0
"""How much likelier a word must be in one language, in natural logarithms: "and" 8.6, "no" 6.9; "support" 2.9."""

_SURE: Final = 3
"""So many words that tell one language, with none that tells the other, make sure of it: 4,300 of 6,000 phrasings are
told so, none in the other language; with two words, two are told in the other ("three-way matching")."""

_SMALL: Final = 3
_SMALL_OF_THE_OTHER: Final = 3
"""So many small words ("het", "which") tell a sentence's language, where the other has at most one for so many: nouns
and verbs of the other are mixed in. Of 5,973 phrasings some 3,200 are told so, none in the wrong language; with two
small words, one is ("how to koppelen, full guide graag")."""

_SHORTEST: Final = 3
_SHORTEST_HEAD: Final = 5
"""Letters that a compound's first and last word have at least: shorter ones end words of any language by chance."""

_ADDRESS: Final = re.compile(r"(?<!\S)\S*?[\w-][.@][\w-]\S*+")


def is_foreign(text: str, speller: Speller) -> bool:
    """Return whether `text`, its spelling repaired, is neither Dutch nor English nor made of words of our own."""
    dictionary = speller.dictionary
    letters = [character for character in text if character.isalpha()]
    is_in_other_letters = sum(character > _LAST_LATIN for character in letters) * 2 > len(letters)
    if is_in_other_letters or not _FOREIGN_MARKS.isdisjoint(text):
        return not dictionary.is_empty
    words = [word for word in words_of(_ADDRESS.sub(" ", text)) if not any(map(str.isdigit, word))]
    if len(words) < _FEWEST or dictionary.is_empty:
        return False
    languages = dictionary.languages_of(words)
    strange = [word for word in words if not speller.is_word(word)]
    spoken = max(score for language, score in languages if language in LANGUAGES)
    if languages[0][1] - spoken >= _LEAD and (strange or len(words) > _FEWEST):
        return True
    return len(strange) >= max(_FEWEST, _STRANGE * len(words))


class Languages:
    """Tells how surely short texts are in one of the languages here.

    `odds` gives the log odds of English against Dutch of one word; `spoken`: the words of the phrasings, by language.
    """

    def __init__(
        self,
        dictionary: Dictionary,
        spoken: Mapping[Language, Collection[str]],
        odds: Callable[[Sequence[str]], float],
    ) -> None:
        self._dictionary = dictionary
        self._spoken = spoken
        self._odds = odds

    def are_shared(self, words: Sequence[str]) -> bool:
        """Return whether each of a few `words` is at home in both languages alike ("update", "kvk")."""
        return len(words) <= _SHORT and all(map(self._is_shared, words))

    def are_dutch_among_shared(self, words: Sequence[str]) -> bool:
        """Return whether of a few `words` those that are not in the phrasings of both languages are in Dutch ones."""
        dutch, english = self._spoken["nl"], self._spoken["en"]
        telling = [word for word in words if word not in dutch or word not in english]
        return len(telling) > 0 and len(words) <= _SHORT and all(map(self._is_dutch, telling))

    def _is_dutch(self, word: str) -> bool:
        """Return whether Dutch phrasings have `word`, or, where none has it, the word that it ends in: mailbox|adres.

        The last word of a compound is what it names; those before are often English ones.
        """
        dutch, english = self._spoken["nl"], self._spoken["en"]
        if word in dutch or word in english:
            return word in dutch
        heads = (word[begin:] for begin in range(_SHORTEST, len(word) - _SHORTEST_HEAD + 1))
        return any(head in dutch and head not in english and not self._dictionary.is_of(head, "en") for head in heads)

    def of_small_words(self, words: Sequence[str]) -> Language | None:
        """Return the language that the small words in `words` are of; None where they are few, or of both."""
        counts = Counter(self._small_words[word] for word in dict.fromkeys(words) if word in self._small_words)
        for language, most in counts.most_common(1):
            if most >= max(_SMALL, _SMALL_OF_THE_OTHER * (counts.total() - most)):
                return language
        return None

    @cached_property
    def _small_words(self) -> dict[str, Language]:
        """The words that name nothing and tell a language, with it."""
        told = ((word, self._told_by(word)) for word in sorted(WEIGHTLESS))
        return {word: language for word, language in told if language is not None}

    def hardly_tell(self, words: Sequence[str], *, is_of_number: bool = False) -> bool:
        """Return whether a few `words` only lean to a language ("ok"), so that what was said before says more.

        So does the one English noun that stands with a number (`is_of_number`): "version 412" is typed in Dutch too.
        """
        if len(words) > _SHORT:
            return False
        if abs(self._odds(words)) < _WEAK and not any(map(self._tells, words)):
            return True
        own = [word for word in words if word in WEIGHTLESS or not self._is_shared(word)]
        return is_of_number and len(own) == 1 and own[0] not in WEIGHTLESS and self._odds(own) > 0

    def _is_shared(self, word: str) -> bool:
        if not all(word in words for words in self._spoken.values()) or self._tells(word):
            return False
        is_of_all = all(self._dictionary.is_of(word, language) for language in LANGUAGES)
        return is_of_all or abs(self._odds([word])) < _WEAK

    def surely_of(self, words: Sequence[str]) -> Language | None:
        """Return the language that `words` are in beyond doubt: several tell it, and none another; else None."""
        told = [language for language in map(self._told_by, dict.fromkeys(words)) if language is not None]
        return told[0] if len(told) >= _SURE and len(set(told)) == 1 else None

    def _tells(self, word: str) -> bool:
        return self._told_by(word) is not None

    def _told_by(self, word: str) -> Language | None:
        """Return the language in which `word` is much more frequent than in the other; None where in neither."""
        spoken = sorted(self._dictionary.log_shares_of(word, LANGUAGES))
        return spoken[-1][1] if spoken and spoken[-1][0] - spoken[0][0] >= _TELLING else None
