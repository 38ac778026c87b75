"""The set-ups that people are going through: kept and changed within a transaction, and looked at without one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.domain.setup import Setup

SETUP_RETENTION: Final = timedelta(days=90)
"""How long a set-up is kept after it was changed last."""


class Setups(Protocol):
    """The set-ups, within a transaction."""

    def begin(self, setup: Setup) -> None:
        """Keep a new one."""
        ...

    def get(self, team: str, setup_id: str) -> Setup | None:
        """Return the set-up, held until the transaction ends: nobody else changes it meanwhile."""
        ...

    def change(self, after: Setup) -> None:
        """Keep what became of a set-up.

        Raises:
            ConcurrentUpdateError: it is no longer the version before `after`.
        """
        ...

    def latest_unfinished(
        self, team: str, person: str, products: Collection[str | None] = frozenset()
    ) -> Setup | None:
        """Return the one of a person that was changed last of those not finished, held as by `get`.

        Of these `products` alone, where any are given; None among them stands for those that tell no product.
        """
        ...

    def count_unfinished(self, team: str, person: str) -> int:
        """Return how many a person has that are not finished."""
        ...


class SetupReader(Protocol):
    """The set-ups as they stand, for looking only."""

    def get(self, team: str, setup_id: str) -> Setup | None:
        """Return the set-up."""
        ...

    def of_person(self, team: str, person: str, most: int) -> tuple[Setup, ...]:
        """Return a person's set-ups, those not finished first, and of them the one changed last."""
        ...
