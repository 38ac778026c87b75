"""The schema's state, and the way to today's."""

from __future__ import annotations

import logging
from functools import cache
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from bot.services.patience import at_most

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

# It tells of every look at the schema.
logging.getLogger("alembic").setLevel(logging.WARNING)

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
        return MigrationContext.configure(connection).get_current_revision()


def upgrade(engine: Engine, revision: str = "head") -> State:
    """Bring the schema to that of `revision`, and return how it stood to today's before.

    Of several at once one does it, the others wait.
    """
    with at_most(inf), engine.begin() as connection:  # a migration takes what it takes
        if engine.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL lock_timeout = 0"))
            connection.execute(text("SET LOCAL statement_timeout = 0"))
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _UPGRADE_LOCK})
        before = _state(connection)
        if before in {"empty", "behind"}:
            config = _config(_MIGRATIONS)
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
    return before


def _state(connection: Connection) -> State:
    return state_of_revision(MigrationContext.configure(connection).get_current_revision())


def state_of_revision(revision: str | None) -> State:
    """Return how a schema of that revision stands to today's."""
    script = _steps(_MIGRATIONS)
    if revision is None:
        return "empty"
    if revision == script.get_current_head():
        return "current"
    known = {each.revision for each in script.walk_revisions()}
    return "behind" if revision in known else "ahead"


@cache
def _steps(folder: Path) -> ScriptDirectory:
    """Return all steps that there are: a start asks for them several times, and each time they would be read anew."""
    return ScriptDirectory.from_config(_config(folder))


def _config(folder: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
