"""The map of the code shows what is there."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`((?:bot|localslack|knowledge|tests|docs|requirements)/[\w./-]*|[\w-]+\.(?:yml|toml|md))`", PAGE)


def test_every_file_that_the_map_names_is_there() -> None:
    assert len(NAMED) > 100
    assert sorted({name for name in NAMED if not (ROOT / name).exists()}) == []


def test_every_package_of_the_bot_has_its_place_on_the_map() -> None:
    packages = {f"bot/{path.parent.name}/" for path in (ROOT / "bot").glob("*/__init__.py")}

    assert packages - set(NAMED) == set()


def test_only_the_supervisor_starts_threads() -> None:
    sources = {path: path.read_text(encoding="utf-8") for path in (ROOT / "bot").rglob("*.py")}

    starting = [
        str(path.relative_to(ROOT)) for path, text in sources.items() if re.search(r"\b(Thread|Timer)\(", text)
    ]
    assert starting == ["bot/services/supervising.py"]


def test_every_package_of_the_bot_is_in_the_picture() -> None:
    picture = ET.parse(ROOT / "docs" / "architecture.svg").getroot()  # noqa: S314 - our own file
    words = " ".join(picture.itertext())

    assert [path.parent.name for path in (ROOT / "bot").glob("*/__init__.py") if path.parent.name not in words] == []


def test_no_product_of_ours_is_named_in_the_code() -> None:
    """But in the calculators, which read the versions of one, in the demo's story, and in what was migrated."""
    beside = ("bot/calculators/", "bot/playground/demo_", "bot/playground/seeding.py", "bot/storage/migrations/")
    named = re.compile(r"(?i:(?<!not-)globe(?!-plus)|exact-(?:globe|online))|\bExact\b")
    sources = ((path.relative_to(ROOT).as_posix(), path.read_text("utf-8")) for path in (ROOT / "bot").rglob("*.py"))

    assert [name for name, text in sources if not name.startswith(beside) and named.search(text)] == []
