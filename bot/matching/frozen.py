"""A matcher as bytes, so that a process need not build it: building takes seconds, thawing takes milliseconds.

The bytes are one line of JSON (words, grams, coefficients, the arrays' names, types and sizes), and then the arrays.
No code is in them, so bytes from a stranger can do no more than give a wrong matcher.
"""

from __future__ import annotations

import json
from dataclasses import fields
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from bot.matching.confidence import Calibration
from bot.matching.dictionary import WORDLESS
from bot.matching.index import Index
from bot.matching.matcher import Lexicon, Matcher
from bot.matching.synonyms import Synonyms

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bot.domain.article import KnowledgeBase
    from bot.matching.dictionary import Dictionary

_ARRAYS: Final = tuple(field.name for field in fields(Index) if field.name not in {"word_ids", "char_ids"})


class SpoiltError(ValueError):
    """The bytes are no frozen matcher: cut off, or written by another version."""


def freeze(matcher: Matcher) -> bytes:
    """`matcher` as bytes, for `thaw`."""
    index, lexicon = matcher.index, matcher.lexicon
    arrays = {name: np.ascontiguousarray(getattr(index, name)) for name in _ARRAYS}
    odds = np.array([lexicon.odds.get(gram, 0.0) for gram in index.char_ids])
    header = {
        "words": list(index.word_ids),
        "chars": list(index.char_ids),
        "frequency": dict(lexicon.frequency),
        "stems": lexicon.stems,
        "numbers": sorted(lexicon.numbers),
        "synonyms": [[" ".join(member), token] for member, token in lexicon.synonyms.tokens.items()],
        "calibration": [matcher.calibration.best, matcher.calibration.lead, matcher.calibration.constant],
        "arrays": [[name, array.dtype.str, array.size] for name, array in (*arrays.items(), ("odds", odds))],
    }
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":"))
    return b"\n".join((text.encode(), b"".join(array.tobytes() for array in (*arrays.values(), odds))))


def thaw(content: bytes, knowledge: KnowledgeBase, dictionary: Dictionary = WORDLESS) -> Matcher:
    """The matcher for `knowledge` that was frozen as `content`.

    Raises:
        SpoiltError: where the bytes are no frozen matcher. That it fits `knowledge` is the caller's part.
    """
    try:
        header = json.loads(content[: content.index(b"\n")])
        arrays = _arrays(content, content.index(b"\n") + 1, header["arrays"])
        odds = arrays.pop("odds")
        words, chars = header["words"], header["chars"]
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
    except (ValueError, KeyError, TypeError) as error:
        raise SpoiltError("The kept matcher cannot be read") from error


def _arrays(content: bytes, at: int, listed: list[tuple[str, str, int]]) -> dict[str, NDArray[Any]]:
    arrays = {}
    for name, kind, size in listed:
        arrays[name] = np.frombuffer(content, np.dtype(kind), size, at)
        at += arrays[name].nbytes
    if at != len(content):
        raise SpoiltError("The kept matcher is cut off")
    return arrays
