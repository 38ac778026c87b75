"""One word one thing: no class, no alias and no file bears the name of another one."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ALLOWED_TWICE = {"answering.py"}
"""What the use case and the room that builds it have in common; there may be four such files at most."""


def sources(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def statements(body: list[ast.stmt]) -> list[ast.stmt]:
    """Return the statements of a module, with those of its `if TYPE_CHECKING:`."""
    inner = [statement for outer in body if isinstance(outer, ast.If) for statement in outer.body]
    return [*body, *inner]


def names_defined_in(path: Path) -> set[str]:
    """Return the public names of the classes and aliases that a module defines."""
    names = set()
    for statement in statements(ast.parse(path.read_text(encoding="utf-8")).body):
        if isinstance(statement, ast.ClassDef):
            names.add(statement.name)
        if isinstance(statement, ast.AnnAssign) and ast.unparse(statement.annotation) == "TypeAlias":
            names.add(ast.unparse(statement.target))
    return {name for name in names if not name.startswith("_")}


def twice(names: list[str]) -> set[str]:
    return {name for name, count in Counter(names).items() if count > 1}


@pytest.mark.parametrize("package", ["bot", "localslack"])
def test_no_class_and_no_alias_has_the_name_of_another(package: str) -> None:
    names = [name for path in sources(package) for name in names_defined_in(path)]

    assert len(names) > 20
    assert twice(names) == set()


def test_no_file_has_the_name_of_another() -> None:
    names = [path.name for path in sources("bot") if path.name != "__init__.py"]

    assert len(names) > 100
    assert twice(names) - ALLOWED_TWICE == set()
