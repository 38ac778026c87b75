"""What takes long since years are kept: work in batches, and who is told when it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from bot.domain.language import Language

OnBatch: TypeAlias = Callable[[str, int], None]
"""Called after each batch with its kind and how many of it are done; what it raises ends the work there."""


def ignore(kind: str, count: int) -> None:
    """Do nothing after a batch."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """A person who is being forgotten, and how many entries were so far."""

    team: str
    person: str
    language: Language
    forgotten: int = 0


class Erasures(Protocol):
    """The people who are being forgotten, and are told when it is done."""

    def begin(self, erasure: Erasure) -> None:
        """Keep it until it is finished; to one of the same person, what is forgotten is added."""
        ...

    def finish(self, erasure: Erasure) -> bool:
        """Keep it no longer. Return False where somebody else was first, or it was begun again meanwhile."""
        ...
