from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from bot.storage.access import inspect_schema, open_store, upgrade, visit_store
from bot.storage.engines import StoreError
from tests.storage.contract import claim, outgoing, send

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_what_was_kept_is_there_after_a_restart(url: str) -> None:
    upgrade(url)
    with open_store(url) as store:
        claim(store, "event:Ev1")
        send(store, outgoing("m1"))
    with open_store(url) as store:
        assert not claim(store, "event:Ev1")
        assert store.outbox.waiting() == 1


def test_several_replicas_on_sqlite_are_refused(sqlite: str) -> None:
    with pytest.raises(StoreError, match="REPLICAS is 2"), open_store(sqlite, replicas=2):
        pass


def test_a_second_process_on_the_same_file_is_refused_until_the_first_one_ends(sqlite: str) -> None:
    program = (
        "import sys; from bot.storage import access\n"
        "with access.open_store(sys.argv[1]): print(1, flush=True); input()"
    )
    command = [sys.executable, "-c", program, sqlite]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:  # noqa: S603 - our own
        assert other.stdout is not None
        assert other.stdout.readline() == "1\n"
        with pytest.raises(StoreError, match="Another process is using"), open_store(sqlite):
            pass
        with visit_store(sqlite) as store:
            assert store.outbox.waiting() == 0
        other.kill()
    with open_store(sqlite):
        pass


@pytest.mark.parametrize("use", [upgrade, inspect_schema])
def test_a_file_where_the_folder_has_to_be_is_told(tmp_path: Path, use: Callable[[str], object]) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(StoreError, match="data is a file, not a folder") as told:
        use(f"sqlite:///{tmp_path / 'data' / 'bot.db'}")
    assert told.value.remedy == "Set ECONNECT_DATA_DIR to another folder."


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "bot.db").write_bytes(b"not a database, but long enough to be one" * 30)
    with (
        pytest.raises(StoreError, match="cannot be used: file is not a database"),
        open_store(f"sqlite:///{tmp_path / 'bot.db'}"),
    ):
        pass
