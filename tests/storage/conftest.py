"""Addresses of databases without any table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from bot.storage.access import engine_for
from bot.storage.engines import read_url

if TYPE_CHECKING:
    from pathlib import Path

    from tests.storage.postgres import Server


@pytest.fixture
def sqlite(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'data' / 'bot.db'}"


@pytest.fixture
def empty_postgres(postgres: Server) -> str:
    with engine_for(read_url(postgres.url)) as engine, engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    return postgres.url


@pytest.fixture(params=["sqlite", "empty_postgres"])
def url(request: pytest.FixtureRequest) -> str:
    found: str = request.getfixturevalue(request.param)
    return found
