"""A matcher as bytes, so that a process need not build it: building takes seconds, loading takes milliseconds.

The bytes are the size of the text; the text: a line of JSON (coefficients, the arrays' names, types and sizes), and a
line for each gram; and then the arrays.
No code is in them, so bytes from a stranger can do no more than give a wrong matcher.
"""

from __future__ import annotations

import json
from dataclasses import fields
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from bot.matching.confidence import Calibration
from bot.matching.dictionary import EMPTY_DICTIONARY
from bot.matching.index import Index
from bot.matching.matcher import Lexicon, Matcher
from bot.matching.synonyms import Synonyms

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bot.domain.article import KnowledgeBase
    from bot.matching.dictionary import Dictionary

_ARRAYS: Final = tuple(field.name for field in fields(Index) if field.name not in {"word_ids", "char_ids"})


class CorruptMatcherError(ValueError):
    """The bytes are no dumped matcher: cut off, or written by another version."""


def dump(matcher: Matcher) -> bytes:
    """Return `matcher` as bytes, for `load`."""
    index, lexicon = matcher.index, matcher.lexicon
    arrays = {name: np.ascontiguousarray(getattr(index, name)) for name in _ARRAYS}
    odds = np.array([lexicon.odds.get(gram, 0.0) for gram in index.char_ids])
    header = {
        "grams": [len(index.word_ids), len(index.char_ids)],
        "frequency": dict(lexicon.frequency),
        "stems": lexicon.stems,
        "numbers": sorted(lexicon.numbers),
        "synonyms": [[" ".join(member), token] for member, token in lexicon.synonyms.tokens.items()],
        "calibration": [matcher.calibration.best, matcher.calibration.lead, matcher.calibration.constant],
        "arrays": [[name, array.dtype.str, array.size] for name, array in (*arrays.items(), ("odds", odds))],
    }
    lines = [json.dumps(header, ensure_ascii=False, separators=(",", ":")), *index.word_ids, *index.char_ids]
    text = "\n".join(lines).encode()
    return b"".join((len(text).to_bytes(8), text, *(array.tobytes() for array in (*arrays.values(), odds))))


def load(content: bytes, knowledge: KnowledgeBase, dictionary: Dictionary = EMPTY_DICTIONARY) -> Matcher:
    """Return the matcher for `knowledge` that was dumped as `content`.

    Raises:
        CorruptMatcherError: where the bytes are no dumped matcher. That it fits `knowledge` is the caller's part.
    """
    try:
        end = 8 + int.from_bytes(content[:8])
        first, *grams = content[8:end].decode().split("\n")
        header = json.loads(first)
        arrays = _arrays(content, end, header["arrays"])
        odds = arrays.pop("odds")
        words, chars = grams[: header["grams"][0]], grams[header["grams"][0] :]
        char_ids = {gram: number for number, gram in enumerate(chars, start=len(words))}
        index = Index(word_ids={gram: number for number, gram in enumerate(words)}, char_ids=char_ids, **arrays)
        lexicon = Lexicon(
            frequency=header["frequency"],
            stems=header["stems"],
            numbers=frozenset(header["numbers"]),
            odds=dict(zip(chars, odds.tolist(), strict=True)),
            synonyms=Synonyms({tuple(member.split(" ")): token for member, token in header["synonyms"]}),
        )
        return Matcher(knowledge, lexicon, index, Calibration(*header["calibration"]), dictionary)
    except (ValueError, LookupError, TypeError) as error:
        raise CorruptMatcherError("The kept matcher cannot be read") from error


def _arrays(content: bytes, at: int, listed: list[tuple[str, str, int]]) -> dict[str, NDArray[Any]]:
    arrays = {}
    for name, kind, size in listed:
        arrays[name] = np.frombuffer(content, np.dtype(kind), size, at)
        at += arrays[name].nbytes
    if at != len(content):
        raise CorruptMatcherError("The kept matcher is cut off")
    return arrays
