from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.storage.access import upgrade
from localslack import LocalSlack
from tests.faults.processes import CROWD, ROOT, Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.storage.postgres import Server


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'bot.db'}"


@pytest.fixture
def postgres_url(postgres: Server) -> str:
    url = postgres.new_database()
    upgrade(url)
    return url


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


RETRY_DELAYS = (0.2, 2.0, 15.0)
"""Seconds. Slack waits none, one minute and five: as there, the last try outlives a start on a busy machine."""


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack(ROOT / "manifest.yml", workspace=CROWD, retry_delays=RETRY_DELAYS) as running:
        yield running


@pytest.fixture
def site(slack: LocalSlack, database_url: str, tmp_path: Path, cache: Path) -> Iterator[Site]:
    site = Site(slack, database_url, tmp_path, cache)
    yield site
    site.end()
