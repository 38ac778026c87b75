"""Questions in the surroundings in which people send them: context, signatures, headers, notices, small talk."""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

_SEED: Final = 413
_PIECES: Final = {"line": "\n", "break": "\n\n"}


@dataclass(frozen=True)
class Surroundings:
    """Texts by language and kind, and the recipes that put them around a question."""

    blocks: Mapping[str, Mapping[str, Sequence[str]]]
    variants: Mapping[str, Sequence[Any]]

    def around(self, text: str, language: str, variant: str) -> str:
        """Return `text` in the surroundings of `variant`; the same each time."""
        draw = random.Random(f"{_SEED}{variant}{text}")  # noqa: S311 - no secret
        pieces = list(self._pieces(text, language, variant, draw))
        runs = groupby(pieces, key=lambda piece: piece in _PIECES.values())
        return "".join(("" if is_gap else " ").join(run) for is_gap, run in runs)

    def _pieces(self, text: str, language: str, variant: str, draw: random.Random) -> Iterator[str]:
        for step in self.variants[variant]:
            if step == "question":
                yield text
            elif step == "question-quoted":
                yield "\n".join(f"> {line}" for line in text.splitlines())
            elif isinstance(step, str):
                yield _PIECES[step]
            else:
                yield from draw.sample(self.blocks[language][step["block"]], step["count"])


def read_surroundings(path: Path) -> Surroundings:
    """Return what stands in the file at `path`."""
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    variants = {variant["name"]: variant["layout"] for variant in document["variants"]}
    return Surroundings({language: document[language] for language in ("nl", "en")}, variants)
