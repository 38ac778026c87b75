from __future__ import annotations

from bot.knowledge.file_schemas import FACTS
from bot.knowledge.file_values import FileValues, entries, items
from bot.knowledge.gap_schemas import gaps_beside
from bot.knowledge.schema_types import INVALID


def test_a_file_that_is_missing_is_reported_and_has_no_value() -> None:
    files = FileValues({})

    assert files.read("a/facts.yml", FACTS) is INVALID
    assert [str(each) for each in files.problems] == [
        "a/facts.yml: error: The file is missing. Restore it; an empty file is not enough."
    ]


def test_what_could_be_read_of_a_map_is_kept_with_the_lines_of_its_texts() -> None:
    files = FileValues({"a/facts.yml": b"minimum_update: 413\nportal: here\n"})

    assert files.read_map("a/facts.yml", FACTS, str) == {"portal": "here"}
    assert files.lines["a/facts.yml"]["here"] == 2
    assert files.problems == []


def test_a_file_that_cannot_be_read_has_no_entries_and_no_items() -> None:
    files = FileValues({"a/gaps.yml": b"{"})

    value = files.read("a/gaps.yml", gaps_beside(()))
    assert (entries(value), items(value)) == ({}, ())
    assert files.problems
