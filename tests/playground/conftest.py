from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.playground.running import Playground, playground
from bot.settings import from_environment
from tests.factories import files
from tests.localslack.page.window import Window

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.settings import Settings


def window(running: Playground, name: str) -> Window:
    return Window(running.slack, running.url, name)


@pytest.fixture(scope="package")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Playground]:
    folder = tmp_path_factory.mktemp("playground")
    with playground(small_settings(folder), 0, "socket") as running:
        yield running


def small_settings(folder: Path) -> Settings:
    """Return the settings of a bot with the small knowledge base of the tests."""
    for path, content in files().items():
        place = folder / "knowledge" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    paths = {"ECONNECT_KNOWLEDGE_DIR": str(folder / "knowledge"), "ECONNECT_CACHE_DIR": str(folder / "cache")}
    return from_environment(paths, folder)


@pytest.fixture
def alice(running: Playground) -> Window:
    return window(running, "alice")


@pytest.fixture
def bob(running: Playground) -> Window:
    return window(running, "bob")
