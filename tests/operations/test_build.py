from __future__ import annotations

import re
from pathlib import Path

from bot.operations.build import installed_version

PROJECT = Path(__file__).parents[2] / "pyproject.toml"


def test_the_version_is_the_one_of_the_package() -> None:
    found = re.search(r'^version = "([^"]+)"', PROJECT.read_text(encoding="utf-8"), re.MULTILINE)
    assert found is not None
    assert installed_version() == found[1]
