"""The pictures of the README and docs are those that `make pictures` takes."""

from __future__ import annotations

import re
import struct
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.pictures import SHARPNESS, SIZE, take

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from bot.settings import Settings

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]


def test_every_picture_on_the_pages_is_taken_and_none_besides(
    browser: Browser, settings: Settings, tmp_path: Path
) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    take(browser, settings, folder)

    taken = {path.name: struct.unpack(">II", path.read_bytes()[16:24]) for path in folder.iterdir()}
    shown = [name for page in PAGES for name in re.findall(r"\((?:docs/)?([\w-]+\.png)\)", page.read_text("utf-8"))]
    assert sorted(taken) == sorted(shown) == sorted(path.name for path in (ROOT / "docs").glob("*.png"))
    assert {width for width, _ in taken.values()} == {SIZE[0] * SHARPNESS}
