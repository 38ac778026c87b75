"""Compile pyspellchecker's word lists into those that the bot holds words against; runs where a wheel is built.

The bot never loads the package: its lists are megabytes of JSON, and all that is asked of them is "is this a word?".
"""

from __future__ import annotations

import gzip
import json
import math
import sys
import tempfile
from array import array
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

import spellchecker
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

if TYPE_CHECKING:
    from collections.abc import Mapping

KNOWN: Final = ("nl", "en")
"""The languages that the bot speaks: every word of them is kept."""

TOLD_APART: Final = ("nl", "en", "de", "fr", "es", "it", "pt")
"""The languages that are noticed: of each the most frequent words, with how frequent they are."""

_FREQUENT: Final = 5_000


class WordsHook(BuildHookInterface[Any]):
    """Writes `bot/shipped/words`, in a checkout as in a wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's interface
        """Compile the lists before the files are collected."""
        folder = Path(self.root, "bot", "shipped", "words")
        folder.mkdir(parents=True, exist_ok=True)
        for language in TOLD_APART:
            counts = _counts(language)
            if language in KNOWN:
                _write(folder / f"{language}.words", sorted({crc32(word.encode()) for word in counts}))
            _write(folder / f"{language}.frequent", _frequent(counts))
        build_data["artifacts"].append("/bot/shipped/words/*")


def _counts(language: str) -> Mapping[str, int]:
    content = Path(spellchecker.__file__).with_name("resources").joinpath(f"{language}.json.gz").read_bytes()
    counts: Mapping[str, int] = json.loads(gzip.decompress(content))
    return counts


def _frequent(counts: Mapping[str, int]) -> list[int]:
    """Return hashes in order, and then for each how rare it is: -100 ln of its share."""
    total = sum(counts.values())
    frequent = sorted(counts, key=lambda word: (-counts[word], word))[:_FREQUENT]
    rare = {crc32(word.encode()): round(-100 * math.log(counts[word] / total)) for word in frequent}
    return [*sorted(rare), *(rare[key] for key in sorted(rare))]


def _write(path: Path, numbers: list[int]) -> None:
    """Write little-endian unsigned numbers of four bytes, in one go: a running bot has the old file mapped."""
    packed = array("I", numbers)
    if sys.byteorder == "big":
        packed.byteswap()
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(packed.tobytes())
    Path(file.name).chmod(0o644)
    Path(file.name).replace(path)
