"""Set-ups in a database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Column, Index, Integer, String, Table, bindparam, func, or_, select, update

from bot.domain.setup import Setup
from bot.services.ports import ConcurrentUpdateError
from bot.storage.column_types import UtcDateTime
from bot.storage.database_tables import metadata

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import ColumnElement, Connection, RowMapping, Select

    from bot.storage.transactions import Transactions

setups: Final = Table(
    "setups",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("team", String(40), nullable=False),
    Column("person", String(40), nullable=False),
    Column("name", String(60), nullable=False),
    Column("language", String(2), nullable=False),
    Column("screen", String(2), nullable=False),
    Column("state", String(10), nullable=False),
    Column("version", Integer, nullable=False),
    Column("step", String(60), nullable=False),
    # The names of steps, with a space between them.
    Column("done", String(2000), nullable=False),
    Column("failed", String(2000), nullable=False),
    Column("release", String(40)),
    Column("address", String(100)),
    Column("product", String(60)),
    Column("started_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    Index("ix_setups_person_team_changed_at", "person", "team", "changed_at"),
    Index("ix_setups_changed_at", "changed_at"),
)

_is_finished = setups.c.state == "finished"
_LISTS: Final = ("done", "failed")
_one = select(setups).where(setups.c.team == bindparam("team_"), setups.c.id == bindparam("id_"))


class DatabaseSetups:
    """The set-ups within a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, setup: Setup) -> None:
        """Keep a new one."""
        self._connection.execute(setups.insert(), _row(setup))

    def get(self, team: str, setup_id: str) -> Setup | None:
        """Return the set-up, held until the transaction ends."""
        row = self._connection.execute(_one.with_for_update(), {"team_": team, "id_": setup_id}).mappings().first()
        return None if row is None else _setup(row)

    def change(self, after: Setup) -> None:
        """Keep what became of a set-up."""
        is_before = (setups.c.team == after.team, setups.c.id == after.id, setups.c.version == after.version - 1)
        if self._connection.execute(update(setups).where(*is_before).values(_row(after))).rowcount != 1:
            raise ConcurrentUpdateError

    def latest_unfinished(
        self, team: str, person: str, products: Collection[str | None] = frozenset()
    ) -> Setup | None:
        """Return the one of a person that was changed last of those not finished, held until the transaction ends."""
        query = _of_person(team, person).where(~_is_finished).limit(1).with_for_update()
        query = query.where(_is_of(products)) if products else query
        row = self._connection.execute(query).mappings().first()
        return None if row is None else _setup(row)

    def count_unfinished(self, team: str, person: str) -> int:
        """Return how many a person has that are not finished."""
        is_one = (setups.c.team == team, setups.c.person == person, ~_is_finished)
        query = select(func.count()).select_from(setups).where(*is_one)
        return int(self._connection.execute(query).scalar_one())


class DatabaseSetupReader:
    """The set-ups as they stand."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def get(self, team: str, setup_id: str) -> Setup | None:
        """Return the set-up."""
        with self._transactions.read() as connection:
            row = connection.execute(_one, {"team_": team, "id_": setup_id}).mappings().first()
        return None if row is None else _setup(row)

    def of_person(self, team: str, person: str, most: int) -> tuple[Setup, ...]:
        """Return a person's set-ups, those not finished first, and of them the one changed last."""
        query = _of_person(team, person).limit(most)
        with self._transactions.read() as connection:
            return tuple(_setup(row) for row in connection.execute(query).mappings())


def _of_person(team: str, person: str) -> Select[tuple[Any, ...]]:
    query = select(setups).where(setups.c.person == person, setups.c.team == team)
    return query.order_by(_is_finished, setups.c.changed_at.desc(), setups.c.id)


def _is_of(products: Collection[str | None]) -> ColumnElement[bool]:
    told = setups.c.product.in_([each for each in products if each is not None])
    return or_(told, setups.c.product.is_(None)) if None in products else told


def _row(setup: Setup) -> dict[str, object]:
    row = {column.name: getattr(setup, column.name) for column in setups.c}
    return row | {name: " ".join(row[name]) for name in _LISTS}


def _setup(row: RowMapping) -> Setup:
    return Setup(**dict(row) | {name: tuple(row[name].split()) for name in _LISTS})
