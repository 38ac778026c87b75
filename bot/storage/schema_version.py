"""The schema's state, and the way to today's."""

from __future__ import annotations

import logging
from functools import cache
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from sqlalchemy import inspect, text

from bot.services.patience import at_most

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

State: TypeAlias = Literal["empty", "behind", "current", "ahead"]

_MIGRATIONS: Final = Path(__file__).parent / "migrations"
_UPGRADE_LOCK: Final = 4_130_001
"""Any number that nothing else in the same PostgreSQL locks by."""


def state_of(engine: Engine) -> State:
    """Return how the database's schema stands to the one that this version of the bot needs.

    `ahead` is that of a newer bot.
    """
    with engine.connect() as connection:
        return _state(connection)


def revision_of(engine: Engine) -> str | None:
    """Return the number of the schema that the database has; None for one without tables."""
    with engine.connect() as connection:
        return _revision(connection)


def upgrade(engine: Engine, revision: str = "head") -> State:
    """Bring the schema to that of `revision`, and return how it stood to today's before.

    Of several at once one does it, the others wait.
    """
    with at_most(inf), engine.begin() as connection:  # a migration takes what it takes
        if engine.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL lock_timeout = 0"))
            connection.execute(text("SET LOCAL statement_timeout = 0"))
            connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _UPGRADE_LOCK})
        before = _state(connection)
        if before in {"empty", "behind"}:
            _migrate(connection, revision)
    return before


def state_of_revision(revision: str | None) -> State:
    """Return how a schema of that revision stands to today's."""
    if revision is None:
        return "empty"
    known = _revisions(_MIGRATIONS)
    if revision == known[-1]:
        return "current"
    return "behind" if revision in known else "ahead"


def _state(connection: Connection) -> State:
    return state_of_revision(_revision(connection))


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return revision


@cache
def _revisions(folder: Path) -> tuple[str, ...]:
    """Return the revisions that there are, today's last: the names of their files begin with them.

    Alembic knows as well, but takes as long to load as the database does, and most starts need it for nothing else.
    """
    return tuple(sorted(path.name.partition("_")[0] for path in (folder / "versions").glob("[0-9]*_*.py")))


def _migrate(connection: Connection, revision: str) -> None:
    logging.getLogger("alembic").setLevel(logging.WARNING)  # it tells of every step, and of itself while it is loaded
    from alembic import command  # noqa: PLC0415 - most starts find today's schema
    from alembic.config import Config  # noqa: PLC0415 - as above

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
