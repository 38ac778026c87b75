"""What docs/settings.md and .env.example say of the settings is what their definitions say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.settings import reader_of
from bot.settings.definitions import SETTINGS
from bot.settings.shown_settings import show_settings

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
COLUMNS = 80 - len("      ")
ROWS = re.findall(r"^\| `([A-Z_]+)` \|([^|]*)\|([^|]*)\|$", PAGE, re.MULTILINE)


def test_each_has_its_meaning_on_the_page_once_in_the_same_order() -> None:
    told = [(name, meaning.replace("`", "").strip()) for name, _, meaning in ROWS]
    assert told == [(name, each.meaning) for name, each in SETTINGS.items()]


def test_the_page_has_the_defaults_as_they_are(tmp_path: Path) -> None:
    reader = reader_of({"ECONNECT_TRIAGE_CHANNEL": "C0123456789"}, tmp_path)
    show_settings(reader)
    given = {name: default for name, default in reader.defaults.items() if default and "/" not in default[:9]}
    told = {name: default.strip().strip("`") for name, default, _ in ROWS}
    assert len(given) > 10
    assert {name: told[name].upper() for name in given} == {name: each.upper() for name, each in given.items()}


def test_each_has_its_meaning_in_the_example_in_the_same_order() -> None:
    told = re.findall(r"^# (.+)\n#?([A-Z_]+)=", EXAMPLE, re.MULTILINE)
    assert told == [(each.meaning, name) for name, each in SETTINGS.items()]


@pytest.mark.parametrize("text", [PAGE, EXAMPLE], ids=["page", "example"])
def test_the_groups_are_headings(text: str) -> None:
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == list(
        dict.fromkeys(each.group for each in SETTINGS.values())
    )


def test_each_is_told_in_one_line_of_a_terminal() -> None:
    assert [name for name, each in SETTINGS.items() if len(each.meaning) > COLUMNS] == []


def test_what_a_setting_needs_is_a_setting() -> None:
    assert {each.needs for each in SETTINGS.values() if each.needs} <= SETTINGS.keys()
