"""Whether a text is in a language that the bot does not speak."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.domain.language import LANGUAGES
from bot.matching.normalise import words_of

if TYPE_CHECKING:
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

_ADDRESS: Final = re.compile(r"\S*[\w-][.@][\w-]\S*")


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
