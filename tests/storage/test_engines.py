from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.storage.access import inspect_schema, open_store, upgrade, without_password
from bot.storage.engines import StoreError, read_url

if TYPE_CHECKING:
    from tests.storage.postgres import Server


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("nonsense", "not a database URL"),
        ("mysql://bot@host/name", "names mysql"),
        ("postgresql://bot:secret@127.0.0.1:1/name", "cannot be used"),
        # Whatever the password holds, no part of it is taken for something that may be told.
        ("postgresql://bot:sec@secret@127.0.0.1:1/name", "without doubt"),
        ("postgresql://bot:x@secret/x@127.0.0.1:1/name", "without doubt"),
        ("postgresql://bot:x@secret?x=1@127.0.0.1:1/name", "without doubt"),
        ("postgresql://bot:x@127.0.0.1:secret@host/name", "DATABASE_URL"),
        ("postgresql://bo/t:secret@127.0.0.1:1/name", "without doubt"),
        ("postgresql://bot:x@host/name@secret", "without doubt"),
        ("postgresql://bot:sec/secret@127.0.0.1:1/name", "cannot be used"),
        ("postgresql://bot:sec?secret@127.0.0.1:1/name", "cannot be used"),
        ("postgresql://bot:sec#secret@127.0.0.1:1/name", "cannot be used"),
        ("postgresql://bot:secret%40%2F%3A@127.0.0.1:1/name", "cannot be used"),
        ("postgresql://bot@127.0.0.1:1/name?password=secret", "cannot be used"),
        ("postgresql://bot@127.0.0.1:1/name?sslpassword=secret&password=secret%40", "cannot be used"),
        ("postgresql://bot@/name?host=127.0.0.1&port=1&password=secret", "cannot be used"),
        ("postgresql://bot:secret", "DATABASE_URL"),
        ("sqlite:////proc/nothing/bot.db", "cannot be created"),
    ],
)
def test_an_address_that_is_no_good_is_told_without_its_password(wrong: str, told: str) -> None:
    with pytest.raises(StoreError, match=told) as raised, open_store(wrong):
        pass
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://bot:secret@host:5433/name",
        "postgresql://bot:secret%2F%40@host:5433/name?sslmode=require&password=secret",
        "postgres+psycopg://bot:sec/secret?x#@host:5433/name?options=secret",
    ],
)
def test_an_address_is_shown_without_password_and_options(address: str) -> None:
    assert without_password(read_url(address)) == "postgresql+psycopg://bot:***@host:5433/name"


@pytest.mark.parametrize("encoding", ["SQL_ASCII", "LATIN1"])
def test_a_database_that_cannot_hold_all_text_is_refused(postgres: Server, encoding: str) -> None:
    url = postgres.new_database("--encoding", encoding, "--template", "template0")

    for use in (inspect_schema, upgrade, lambda url: open_store(url).__enter__()):
        with pytest.raises(StoreError, match=f"{encoding}.*createdb --encoding=UTF8"):
            use(url)
