"""Opens the store that the settings name, and refuses what could not keep the promise."""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

from sqlalchemy.exc import SQLAlchemyError

from bot.storage import schema_version
from bot.storage.database import DatabaseStore
from bot.storage.engines import StoreError, new_engine, read_url
from bot.storage.file_faults import FileFault, fault_of
from bot.storage.folder_probe import refuse_a_file, try_to_write
from bot.storage.put_aside import file_of
from bot.storage.upgrading import Upgrade, upgrade_schema
from bot.storage.whole_copy import FOR_US_ALONE
from bot.storage.write_probe import write_and_take_back

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlalchemy import URL, Engine

_ANOTHER_FOLDER: Final = "Set ECONNECT_DATA_DIR to another folder."
_REMEDIES: Final = {
    "25006": "Let the bot's user write, or point DATABASE_URL at the server that takes writes.",
    "42501": "Grant the bot's user all rights on its tables and sequences.",
    "53100": "Make room on the server's disk.",
    "53300": "Raise max_connections, or end other programs that use the server.",
    "55P03": "A lock is in the way, such as a migration's: try again once it is gone.",
}
"""What to do, by PostgreSQL's code (its documentation, appendix A)."""


@contextmanager
def open_store(
    database_url: str,
    replicas: int = 1,
    backup_dir: Path | None = None,
    on_upgrade: Callable[[], None] = lambda: None,
) -> Iterator[DatabaseStore]:
    """Yield the store at that address, for as long as the block lasts.

    SQLite's schema is brought to today's, and `on_upgrade` called where it was an earlier one.

    The copy that is made before lies in `backup_dir`, or beside the database where that is None.

    Raises:
        StoreError: the address names no database, or it cannot be opened, is in use, or has not today's schema.
    """
    url = read_url(database_url)
    if too_many := too_many_replicas(database_url, replicas):
        raise StoreError(*too_many)
    with exclusive_use(url), engine_for(url) as engine:
        _refuse_encoding(engine)
        if url.get_backend_name() == "sqlite":
            before, _ = upgrade_schema(engine, file_of(url), backup_dir)
            if before == "behind":
                on_upgrade()
        _refuse_other_schema(schema_version.state_of(engine))
        if url.get_backend_name() == "sqlite":  # what hinders a server may pass by itself: readiness tells it
            _try_write(engine)
        store = DatabaseStore(engine)
        try:
            yield store
        finally:
            store.close()


def too_many_replicas(database_url: str, replicas: int) -> tuple[str, str] | None:
    """Return what is wrong with so many processes on that database, and what to do; None where nothing is.

    Raises:
        StoreError: the address names no database.
    """
    if replicas == 1 or read_url(database_url).get_backend_name() != "sqlite":
        return None
    told = f"REPLICAS is {replicas}, but SQLite serves only one process"
    return told, "Set DATABASE_URL to a PostgreSQL database, or REPLICAS to 1."


@contextmanager
def visit_store(database_url: str) -> Iterator[DatabaseStore]:
    """Yield the store at that address for an operator, beside a running bot. Nothing is made or upgraded.

    Raises:
        StoreError: there is none, it cannot be opened, or has not today's schema.
    """
    url = read_url(database_url)
    path = file_of(url)
    if path is not None and not path.exists():
        told = f"There is no database at {path} yet: the bot creates it when it first runs in Slack."
        raise StoreError(f"{told} A playground keeps none, unless it is started with `--keep FOLDER`.")
    with engine_for(url) as engine:
        _refuse_other_schema(schema_version.state_of(engine))
        store = DatabaseStore(engine)
        try:
            yield store
        finally:
            store.close()


def inspect_schema(database_url: str) -> tuple[str, schema_version.State]:
    """Return the database's address without its password, and how its schema stands.

    Where it is today's, an event is kept and taken back.

    Raises:
        StoreError: it cannot be reached or written, or cannot hold all text.
    """
    url = read_url(database_url)
    path = file_of(url)
    if path is not None and not path.exists():
        _try_folder(path)
        return without_password(url), "empty"
    with engine_for(url) as engine:
        _refuse_encoding(engine)
        state = schema_version.state_of(engine)
        if state == "current":
            _try_write(engine)
        return without_password(url), state


def upgrade(database_url: str, backup_dir: Path | None = None) -> tuple[str, Upgrade]:
    """Bring the schema to today's; return the address, and what was done.

    The copy that is made before lies in `backup_dir`, or beside the database where that is None.

    Raises:
        StoreError: it cannot be reached, cannot hold all text, a bot runs on the SQLite file, a newer bot made it, or
            the upgrade failed.
    """
    url = read_url(database_url)
    with exclusive_use(url), engine_for(url) as engine:
        _refuse_encoding(engine)
        upgraded = upgrade_schema(engine, file_of(url), backup_dir)
        _refuse_other_schema("ahead" if upgraded.before == "ahead" else "current")
        return without_password(url), upgraded


@contextmanager
def engine_for(url: URL) -> Iterator[Engine]:
    """Yield an engine for `url`; a database that cannot be reached or read is told in words.

    Raises:
        StoreError: it cannot be used.
    """
    path = file_of(url)
    if path is not None:
        _make_folder(path.parent)
        with suppress(OSError):  # what hinders that is told when it is opened
            path.touch(FOR_US_ALONE)
    engine = new_engine(url)
    try:
        engine.connect().close()
        yield engine
    except SQLAlchemyError as error:
        what, remedy = _fault(getattr(error, "orig", None) or error, path)
        raise StoreError(f"The database {without_password(url)} cannot be used: {what}", remedy) from None
    finally:
        engine.dispose()


@contextmanager
def exclusive_use(url: URL) -> Iterator[None]:
    """Let no other process use a SQLite file; the system frees the lock when the process ends, however it does.

    Raises:
        StoreError: another process has it.
    """
    path = file_of(url)
    if path is None:
        yield
        return
    _make_folder(path.parent)
    with _writable(path.with_name(f"{path.name}.lock")) as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            remedy = "Stop the other one, or give each its own ECONNECT_DATA_DIR. To run several, use PostgreSQL."
            raise StoreError(f"Another process is using {path}", remedy) from None
        yield


def without_password(url: URL) -> str:
    """Return the address without its password, and without its options, which can hold one too."""
    path = file_of(url)
    return url.set(query={}).render_as_string(hide_password=True) if path is None else str(path)


def _refuse_encoding(engine: Engine) -> None:
    """Raise where the database cannot hold all that people write: each such question would fail by itself."""
    if engine.dialect.name == "sqlite":
        return
    with engine.connect() as connection:
        encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
    if encoding != "UTF8":
        remedy = (
            "Make a new one with: createdb --encoding=UTF8 --template=template0 NAME. Move with pg_dump what is kept."
        )
        raise StoreError(f"The database's encoding is {encoding}, which cannot hold all that people write. {remedy}")


def _refuse_other_schema(state: schema_version.State) -> None:
    if state == "ahead":
        remedy = "Install that version, or restore a backup."
        raise StoreError(f"The database was made by a newer version of the bot. {remedy}")
    if state != "current":
        remedy = f"Run: econnect-bot db upgrade{' (on PostgreSQL, after a pg_dump)' if state == 'behind' else ''}"
        raise StoreError(f"The database has {'no tables yet' if state == 'empty' else 'an older schema'}. {remedy}")


def _make_folder(folder: Path) -> None:
    _refuse_a_file(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise StoreError(f"{folder} cannot be created: {error.strerror}", _ANOTHER_FOLDER) from None


def _refuse_a_file(folder: Path) -> None:
    try:
        refuse_a_file(folder)
    except NotADirectoryError as error:
        raise StoreError(str(error.strerror), _ANOTHER_FOLDER) from None


def _try_folder(path: Path) -> None:
    """Raise where no database could be made at `path`; its folder is not made."""
    _refuse_a_file(path.parent)
    try:
        try_to_write(path.parent)
    except OSError as error:
        raise StoreError(
            f"The database cannot be made: {fault_of(error, path).what}", fault_of(error, path).remedy
        ) from None


def _try_write(engine: Engine) -> None:
    with engine.begin() as connection:
        write_and_take_back(connection)


@contextmanager
def _writable(path: Path) -> Iterator[int]:
    try:
        lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        remedy = "Allow the bot's user to write there, or set ECONNECT_DATA_DIR to another folder."
        raise StoreError(f"{path} cannot be written: {error.strerror}", remedy) from None
    try:
        yield lock
    finally:
        os.close(lock)


def _fault(error: BaseException, path: Path | None) -> FileFault:
    if path is not None:
        return fault_of(error, path)
    remedy = _REMEDIES.get(
        getattr(error, "sqlstate", None) or "", "Check that it is running and that DATABASE_URL is correct"
    )
    return FileFault((str(error).splitlines() or [""])[0], remedy)
