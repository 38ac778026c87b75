from __future__ import annotations

import pytest

from bot.storage.access import open_store
from bot.storage.database_errors import NotStorableError
from tests.storage.contract import NOON, claim


def test_a_naive_time_is_refused(sqlite: str) -> None:
    with open_store(sqlite) as store, pytest.raises(NotStorableError):
        claim(store, "event:Ev1", now=NOON.replace(tzinfo=None))
