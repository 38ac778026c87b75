from __future__ import annotations

import pytest
import yaml

from bot.knowledge.entry_editing import with_entry

BLOCK = "# ours\na:\n  name: A\n  aliases: [x,\n    y]  # both\n\n# others\nb: {name: B, role: other}   # near: c\n"


def test_an_entry_goes_behind_the_one_that_is_named_and_nothing_else_changes() -> None:
    behind = BLOCK.replace("y]  # both\n", "y]  # both\nc: {}\n")

    assert with_entry(BLOCK, "c: {}", "a") == behind
    assert with_entry(BLOCK, "c: {}", "b") == BLOCK + "c: {}\n"


@pytest.mark.parametrize("behind", [None, "nothing"])
def test_without_such_a_one_it_goes_behind_the_last(behind: str | None) -> None:
    assert with_entry(BLOCK, "c: {}", behind) == BLOCK + "c: {}\n"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_lines_end_as_they_did_and_a_mark_stays(end: str) -> None:
    text = "\ufeff" + BLOCK.replace("\n", end)

    assert with_entry(text, "c: {}", "a") == text.replace(f"y]  # both{end}", f"y]  # both{end}c: {{}}{end}")
    assert with_entry(text.removesuffix(end), "c: {}") == f"{text}c: {{}}"


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("", "c: {}\n"),
        ("{}", "{c: {}}"),
        ("{}  # none\n", "{c: {}}  # none\n"),
        ("{a: {}, b: [1]}\n", "{a: {}, b: [1], c: {}}\n"),
        ("a: 1", "a: 1\nc: {}"),
        ("  a: 1\n", "  a: 1\n  c: {}\n"),
        ("a:\n  - 1\n  # no more\n", "a:\n  - 1\nc: {}\n  # no more\n"),
        ("a: é\n", "a: é\nc: {}\n"),
    ],
)
def test_maps_of_every_form_take_one_more(text: str, made: str) -> None:
    assert with_entry(text, "c: {}") == made
    assert yaml.safe_load(made) == (yaml.safe_load(text) or {}) | {"c": {}}
