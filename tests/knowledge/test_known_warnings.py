from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.problem import Problem
from bot.knowledge.known_warnings import NAME, RENEWING, KnownWarnings, known_warnings, renewed, renewed_of_one
from bot.knowledge.source_files import contents_of
from bot.knowledge.source_locations import SourceLocations
from bot.services.checking import phrasing_warnings
from tests.shipped_knowledge import shipped_matcher

SHIPPED = Path(__file__).parents[2] / "knowledge"
NEAR = Problem("exact-globe/gaps.yml", 10, "The phrasing 'how much' of prices is closer to help", "", "warning")
FAR = Problem("general/help.yml", 7, "The phrasing 'é' of help is closer to thanks", "", "warning")


def written(folder: Path, text: str | bytes) -> KnownWarnings:
    (folder / NAME).write_bytes(text if isinstance(text, bytes) else text.encode())
    return known_warnings(folder)


def test_what_was_written_is_known_wherever_it_stands_now(tmp_path: Path) -> None:
    known = written(tmp_path, renewed((NEAR,)))
    moved = Problem(NEAR.path, 99, NEAR.message, "Something else.", "warning")

    assert known.is_known(moved)
    assert not known.is_known(FAR)


def test_a_message_belongs_to_its_file(tmp_path: Path) -> None:
    assert not written(tmp_path, renewed((NEAR,))).is_known(Problem("x.yml", 10, NEAR.message, "", "warning"))


def test_the_file_has_a_line_for_each_warning_in_order_and_none_twice() -> None:
    text = renewed((FAR, NEAR, FAR))
    lines = [line for line in text.splitlines() if not line.startswith("#")]

    assert lines == [f"{NEAR.path}: {NEAR.message}", f"{FAR.path}: {FAR.message}"]
    assert text == renewed((NEAR, FAR))
    assert text.endswith("\n")


def test_a_warning_of_several_lines_is_written_on_one(tmp_path: Path) -> None:
    broken = Problem("a.yml", 1, "The phrasing 'one\ntwo\u2028three' leads astray", "", "warning")

    assert written(tmp_path, renewed((broken,))).is_known(broken)


def test_of_one_article_its_own_file_is_written_anew_and_all_others_stay(tmp_path: Path) -> None:
    known = written(tmp_path, renewed((NEAR, FAR)))
    new = Problem(FAR.path, 9, "The phrasing 'b' of help is closer to thanks", "", "warning")

    text = renewed_of_one(known, (new,), FAR.path)
    assert text == renewed((NEAR, new))
    assert renewed_of_one(known, (new,), None) == renewed((NEAR, FAR, new))


def test_what_no_longer_occurs_is_told_with_its_line_and_the_command(tmp_path: Path) -> None:
    known = written(tmp_path, renewed((NEAR, FAR)))
    (gone,) = known.gone((NEAR,))

    line = (tmp_path / NAME).read_text(encoding="utf-8").splitlines().index(f"{FAR.path}: {FAR.message}") + 1
    assert (gone.path, gone.line, gone.severity) == (NAME, line, "warning")
    assert FAR.message in gone.message
    assert "econnect-bot check --renew-known" in gone.remedy
    assert known.gone((NEAR, FAR)) == ()


def test_of_one_file_only_what_is_said_of_it_can_be_gone(tmp_path: Path) -> None:
    known = written(tmp_path, renewed((NEAR, FAR)))

    (gone,) = known.gone((), "prices", NEAR.path)
    assert NEAR.message in gone.message
    assert gone.remedy == "Run `econnect-bot check prices --renew-known`."


def test_as_windows_saves_it_the_file_says_the_same(tmp_path: Path) -> None:
    known = written(tmp_path, b"\xef\xbb\xbf" + renewed((NEAR, FAR)).replace("\n", "\r\n\r\n").encode())

    assert known.is_known(NEAR)
    assert known.gone((NEAR, FAR)) == ()


def test_without_a_file_nothing_is_known(tmp_path: Path) -> None:
    assert known_warnings(tmp_path) == KnownWarnings({})


def test_a_file_that_cannot_be_read_is_told_and_nothing_is_known(tmp_path: Path) -> None:
    undecodable = written(tmp_path, b"general/help.yml: \xff")
    (tmp_path / NAME).unlink()
    (tmp_path / NAME).mkdir()
    folder = known_warnings(tmp_path)

    for known, reason in ((undecodable, "not UTF-8"), (folder, "cannot be read: Is a directory")):
        (problem,) = known.problems
        assert (problem.path, problem.line, problem.severity) == (NAME, 1, "warning")
        assert reason in problem.message
        assert known.gone(()) == ()


def test_the_file_is_no_knowledge(tmp_path: Path) -> None:
    written(tmp_path, renewed((NEAR,)))

    assert contents_of(tmp_path) == {}


@pytest.mark.slow
def test_of_the_shipped_knowledge_every_warning_is_known_and_none_is_gone() -> None:
    places, known = SourceLocations(contents_of(SHIPPED)), known_warnings(SHIPPED)
    found = tuple(phrasing_warnings(shipped_matcher(), places.of))

    remedy = f"Look at each; what may stay, `{RENEWING}` writes down, and what is gone it takes out."
    assert [str(each) for each in found if not known.is_known(each)] == [], remedy
    assert [str(each) for each in known.gone(found)] == [], remedy
    assert all(each.line is not None and each.remedy for each in found)
