"""The place of a setting, as an editor counts lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.settings import SettingsError, from_environment
from bot.settings.remarks import lines_in, unreadable_lines

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_over_comments_empty_ones_and_values_of_several(tmp_path: Path, end: str) -> None:
    text = ["# ours", "", "", "PORT=1", "export HOST=a", "  ", 'LOG_LEVEL="a', 'b"', "PORT=2 # again", "what is this"]
    (tmp_path / ".env").write_bytes(end.join(text).encode())
    assert lines_in(tmp_path / ".env") == {"PORT": 9, "HOST": 5, "LOG_LEVEL": 7}
    assert [each.place for each in unreadable_lines(tmp_path / ".env")] == [f"{tmp_path / '.env'}:10"]


@pytest.mark.parametrize("content", [None, b"PORT=\xff"])
def test_what_cannot_be_read_has_no_lines(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / ".env").write_bytes(content)
    assert lines_in(tmp_path / ".env") == {}


def test_each_problem_is_told_with_its_place_and_what_is_missing_with_none(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("\nECONNECT_TRIAGE_CHANNEL=triage\nECONNECT_HOLIDAYS=XX,YY\n", encoding="utf-8")
    (tmp_path / "token").write_text("xoxp-1", encoding="utf-8")
    given = {"SLACK_BOT_TOKEN_FILE": str(tmp_path / "token"), "SLACK_APP_TOKEN_FILE": "/nowhere", "LOG_LEVEL": "x"}
    with pytest.raises(SettingsError) as refused:
        from_environment(given, tmp_path)
    told = [(each.place, each.message.split()[0].strip(":")) for each in refused.value.problems]

    assert told == [
        (str(tmp_path / "token"), "SLACK_BOT_TOKEN"),
        ("environment", "SLACK_APP_TOKEN_FILE"),
        ("/nowhere", "SLACK_APP_TOKEN"),
        ("", "For"),
        (f"{tmp_path / '.env'}:2", "ECONNECT_TRIAGE_CHANNEL"),
        (f"{tmp_path / '.env'}:3", "ECONNECT_HOLIDAYS"),
        (f"{tmp_path / '.env'}:3", "ECONNECT_HOLIDAYS"),
        ("environment", "LOG_LEVEL"),
    ]
