"""Every pattern that meets a user's text takes time in proportion to its length, whatever the text is."""

from __future__ import annotations

import importlib
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from tests.growth import grows_with_the_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BOT: Final = Path(__file__).parents[1] / "bot"
LONGEST: Final = 16_000
"""Characters that are read of a message."""

OF_OPERATORS: Final = ("cli", "knowledge", "operations", "playground", "settings", "bootstrap", "storage")
"""Packages that read what operators and knowledge editors write."""

WHEREVER: Final = frozenset({"search", "finditer", "findall", "sub", "split"})

HOSTILE: Final = (
    *(" ", "\n", "a", "0", "A", "?", ".", "-", "_", "<", "(", '"', "\\", ",", "*", "`", ">", "@", ":", "é", "«"),
    *(
        "<@",
        "<@A|",
        "&amp;",
        "a.",
        "a ",
        "1 ",
        "1.",
        "12 ",
        "1-",
        "06-",
        "a: ",
        "a@",
        "a@b.",
        "a-",
        "a_",
        "a'",
        "__",
        "**",
    ),
    *(
        "en ",
        " en",
        "and ",
        ", en ",
        "ok, ",
        "hi ",
        "thanks ",
        "groet, ",
        "met ",
        "een ",
        "ik ",
        "want ",
        "laat ",
        "is ",
    ),
    *(
        "op 1 ",
        "x schreef op ",
        "kvk ",
        "our ",
        "milieu ",
        "geen rechten ",
        "deze klant ",
        "update ",
        "sp ",
        ":a",
        "[a](",
    ),
    *("http://", "vertrouwelijk ", "nl 0", "€ ", "+31", "0:", "1a"),
)


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield each compiled pattern with its module and name."""
    for path in sorted(BOT.rglob("*.py")):
        package, *_ = path.relative_to(BOT).parts
        if package in OF_OPERATORS or path.stem in {"__main__", "manifest"}:
            continue
        name = ".".join(path.relative_to(BOT.parent).with_suffix("").parts)
        for attribute, value in vars(importlib.import_module(name.removesuffix(".__init__"))).items():
            for place, each in enumerate(value) if isinstance(value, tuple) else [("", value)]:
                if isinstance(each, re.Pattern) and isinstance(each.pattern, str):
                    yield f"{name}.{attribute}#{place}".removesuffix("#"), each


@cache
def source_of(module: str) -> str:
    """Return the code of that module."""
    return (BOT.parent / Path(*module.split("."))).with_suffix(".py").read_text(encoding="utf-8")


@cache
def whole_source() -> str:
    """Return the code of the bot."""
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(BOT.rglob("*.py")))


def use_of(name: str, pattern: re.Pattern[str]) -> Callable[[str], object]:
    """Return how the bot lets it read a text: from the beginning alone, or wherever it fits."""
    module, _, attribute = name.partition("#")[0].rpartition(".")
    source = source_of(module) if attribute.startswith("_") else whole_source()
    uses = set(re.findall(rf"\b{re.escape(attribute)}\.(\w+)\(", source))
    if uses and uses.isdisjoint(WHEREVER):
        return pattern.fullmatch if uses == {"fullmatch"} else pattern.match
    return lambda text: sum(1 for _ in pattern.finditer(text))


@pytest.mark.parametrize(("name", "pattern"), dict(patterns()).items(), ids=dict(patterns()).keys())
def test_a_pattern_takes_time_in_proportion_to_the_text(name: str, pattern: re.Pattern[str]) -> None:
    read = use_of(name, pattern)

    assert [hostile for hostile in HOSTILE if not grows_with_the_text(read, hostile, LONGEST)] == []
