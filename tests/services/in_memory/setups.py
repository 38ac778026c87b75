"""Set-ups in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.services.ports import ConcurrentUpdateError
from tests.services.in_memory.state import ConstraintError

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.domain.setup import Setup
    from tests.services.in_memory.state import Database, State


class InMemorySetups:
    """The set-ups within a transaction, which nobody else writes beside."""

    def __init__(self, state: State) -> None:
        self._state = state

    def begin(self, setup: Setup) -> None:
        """See `Setups.begin`."""
        if setup.id in self._state.setups:
            raise ConstraintError("IntegrityError: that id is taken")
        self._state.setups[setup.id] = setup

    def get(self, team: str, setup_id: str) -> Setup | None:
        """See `Setups.get`."""
        return _one(self._state, team, setup_id)

    def change(self, after: Setup) -> None:
        """See `Setups.change`."""
        before = _one(self._state, after.team, after.id)
        if before is None or before.version != after.version - 1:
            raise ConcurrentUpdateError
        self._state.setups[after.id] = after

    def latest_unfinished(
        self, team: str, person: str, products: Collection[str | None] = frozenset()
    ) -> Setup | None:
        """See `Setups.latest_unfinished`."""
        theirs = _of_person(self._state, team, person)
        of_products = (each for each in theirs if not products or each.product in products)
        return next((each for each in of_products if not each.is_finished), None)

    def count_unfinished(self, team: str, person: str) -> int:
        """See `Setups.count_unfinished`."""
        return sum(not each.is_finished for each in _of_person(self._state, team, person))


class InMemorySetupReader:
    """The set-ups as they stand."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, team: str, setup_id: str) -> Setup | None:
        """See `SetupReader.get`."""
        return _one(self._database.read(), team, setup_id)

    def of_person(self, team: str, person: str, most: int) -> tuple[Setup, ...]:
        """See `SetupReader.of_person`."""
        theirs = _of_person(self._database.read(), team, person)
        return tuple(sorted(theirs, key=lambda each: each.is_finished)[:most])


def address_of(state: State, team: str, person: str) -> str | None:
    """Return the address of the set-up that a person did something with last."""
    return next((each.address for each in _of_person(state, team, person)), None)


def _one(state: State, team: str, setup_id: str) -> Setup | None:
    setup = state.setups.get(setup_id)
    return setup if setup is not None and setup.team == team else None


def _of_person(state: State, team: str, person: str) -> list[Setup]:
    theirs = [each for each in state.setups.values() if (each.team, each.person) == (team, person)]
    return sorted(sorted(theirs, key=lambda each: each.id), key=lambda each: each.changed_at, reverse=True)
