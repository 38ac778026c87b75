from __future__ import annotations

import pytest

from bot.storage.access import open_store
from bot.storage.engines import StoreError


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("nonsense", "not a database URL"),
        ("mysql://bot@host/name", "names mysql"),
        ("postgresql://bot:secret@127.0.0.1:1/name", "cannot be used"),
        ("sqlite:////proc/nothing/bot.db", "cannot be created"),
    ],
)
def test_an_address_that_is_no_good_is_told_without_its_password(wrong: str, told: str) -> None:
    with pytest.raises(StoreError, match=told) as raised, open_store(wrong):
        pass
    assert "secret" not in str(raised.value)
