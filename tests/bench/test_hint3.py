from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bench.hint3 import Asked, auroc, first, run, safe_coverage

if TYPE_CHECKING:
    from pathlib import Path

ASKED = [
    Asked(0.9, is_right=True, is_in_scope=True),
    Asked(0.8, is_right=True, is_in_scope=True),
    Asked(0.7, is_right=False, is_in_scope=False),
    Asked(0.6, is_right=True, is_in_scope=True),
    Asked(0.5, is_right=False, is_in_scope=True),
]


def test_the_figures_are_those_of_the_study() -> None:
    assert first(ASKED) == 3 / 4
    assert auroc(ASKED) == 2 / 4
    assert safe_coverage(ASKED) == pytest.approx(2 / 4 * 0.8)


def test_equally_sure_answers_stand_or_fall_together() -> None:
    tied = [Asked(0.9, is_right=True, is_in_scope=True), Asked(0.9, is_right=False, is_in_scope=False)]
    assert safe_coverage(tied) == 0
    assert auroc(tied) == 0.5


def test_a_folder_is_read_bot_by_bot(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for part, rows in (("train", "where is it,WHERE\nwhat does it cost,PRICE\n"), ("test", "where is it?,WHERE\n")):
        (tmp_path / part).mkdir()
        (tmp_path / part / f"mattress_{part}.csv").write_text("sentence,label\n" + rows, encoding="utf-8")
    run(tmp_path)

    assert "mattress          100.0" in capsys.readouterr().out


def test_a_folder_without_bots_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(tmp_path)
    assert "nothing" in capsys.readouterr().out
