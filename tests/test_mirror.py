"""The tests mirror the packages: what decides something in `bot/a/b.py` has its unit tests in `tests/a/test_b.py`.

The ports are stated in services and filled elsewhere: the contract tests of who fills them are theirs.
"""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parents[1]
NO_MIRROR_YET = {
    "bot/bootstrap/in_slack.py",
    "bot/slack/listeners/slack_context.py",
    "bot/storage/outbox_writer.py",
}
"""Modules whose tests stand elsewhere yet; the list only ever gets shorter."""


def has_code(path: Path) -> bool:
    """Return whether a module has a function that does something: Protocols and plain values have nothing to test."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    return any(
        ast.unparse(statement) != "..." for each in functions for statement in each.body if not is_text(statement)
    )


def is_text(statement: ast.stmt) -> bool:
    """Return whether a statement is a docstring."""
    return isinstance(statement, ast.Expr) and isinstance(getattr(statement.value, "value", None), str)


def mirror_of(module: Path) -> Path:
    """Return where the tests of a module stand."""
    inner = module.relative_to(ROOT / "bot")
    return ROOT / "tests" / inner.parent / f"test_{inner.stem}.py"


def test_every_module_has_its_tests_where_they_are_looked_for() -> None:
    modules = [path for path in sorted((ROOT / "bot").glob("*/**/*.py")) if path.parent.name != "versions"]
    named = [
        path for path in modules if path.name != "__init__.py" and path.parent.name != "ports" and has_code(path)
    ]
    missing = {str(path.relative_to(ROOT)) for path in named if not mirror_of(path).exists()}

    assert len(named) > 150
    assert missing == NO_MIRROR_YET
