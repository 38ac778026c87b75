"""What is known in this checkout, with two invented integrations beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.domain.explanation import FileLine
from bot.knowledge.loading import read
from bot.knowledge.source_files import PRODUCTS, contents_of
from bot.services.answering import Answering
from bot.services.answering_all import AnsweringAll
from tests.shipped_knowledge import kept_matcher

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.library import Library

_INVENTED = Path(__file__).parent / "data" / "integrations"


@cache
def files_of_several() -> Mapping[str, bytes]:
    """Return the files by relative path."""
    shipped = contents_of(Path(__file__).parents[1] / "knowledge")
    invented = dict(contents_of(_INVENTED))
    products = shipped[PRODUCTS] + b"\n" + invented.pop(PRODUCTS)
    return {**shipped, **invented, PRODUCTS: products}


@cache
def library_of_several() -> Library:
    """Return all that is known."""
    library, problems = read(files_of_several())
    assert library is not None, problems
    return library


@cache
def answering_of_several() -> AnsweringAll:
    """Return what answers."""
    library = library_of_several()
    return AnsweringAll(library, tuple(Answering(base, kept_matcher(base, "several")) for base in library.bases))


@dataclass(frozen=True)
class HoldingSeveral:
    """Holds what answers, for use cases."""

    current: AnsweringAll = field(default_factory=answering_of_several)

    def locate(self, wanted: Sequence[tuple[str, str | None]]) -> tuple[FileLine, ...]:
        return tuple(FileLine(owner, None) for owner, _ in wanted)
