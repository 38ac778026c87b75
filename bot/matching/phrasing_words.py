"""The words of phrasings, and their stems: what hangs on a text or a word alone, kept from one build to the next.

Of a knowledge base that is edited nearly all phrasings stay as they are. No code is in the bytes, so bytes from a
stranger can do no more than give wrong words.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.domain.language import LANGUAGES
from bot.matching.normalise import clean, words_of
from bot.matching.stemming import stems_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.language import Language
    from bot.matching.matcher import Phrase

_DIGIT: Final = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class PhrasingWords:
    """What was read of phrasings.

    Attributes:
        numbers: the numbers that stand in phrasings, and so count as words.
        cleaned: each text → its words that count, with these numbers.
        stems: word → its stem, per language: of the words that stand in phrasings of that language.
    """

    numbers: frozenset[str]
    cleaned: Mapping[str, tuple[str, ...]]
    stems: Mapping[Language, Mapping[str, str]]


NO_WORDS: Final = PhrasingWords(frozenset(), {}, {})
"""Nothing was read before."""


def words_in(phrases: Sequence[Phrase], before: PhrasingWords = NO_WORDS) -> PhrasingWords:
    """Return the words of `phrases`; what was read `before` is not worked out again, and makes no difference."""
    with_digits = (phrase.text for phrase in phrases if _DIGIT.search(phrase.text))
    numbers = frozenset(word for text in with_digits for word in words_of(text) if word.isdigit())
    known = before.cleaned if before.numbers == numbers else {}
    texts = dict.fromkeys(phrase.text for phrase in phrases)
    cleaned = {text: known[text] if text in known else clean(text, numbers).words for text in texts}
    stems = {language: _stems(phrases, cleaned, language, before) for language in LANGUAGES}
    return PhrasingWords(numbers, cleaned, stems)


def _stems(
    phrases: Sequence[Phrase], cleaned: Mapping[str, tuple[str, ...]], language: Language, before: PhrasingWords
) -> dict[str, str]:
    known = before.stems.get(language, {})
    words = sorted({word for phrase in phrases if phrase.language == language for word in cleaned[phrase.text]})
    fresh = stems_of([word for word in words if word not in known], language)
    return {word: fresh[word] if word in fresh else known[word] for word in words}


def dump(words: PhrasingWords) -> bytes:
    """Return `words` as bytes, for `load`."""
    cleaned = {text: " ".join(each) for text, each in words.cleaned.items()}
    kept = [sorted(words.numbers), cleaned, words.stems]
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()


def load(content: bytes | None) -> PhrasingWords:
    """Return what was dumped as `content`; nothing where there is none, or it cannot be read."""
    try:
        numbers, cleaned, stems = json.loads(content or b"")
        texts = {text: tuple(each.split()) for text, each in cleaned.items()}
        return PhrasingWords(frozenset(numbers), texts, {language: {**stems[language]} for language in LANGUAGES})
    except (ValueError, LookupError, TypeError, AttributeError):
        return NO_WORDS
