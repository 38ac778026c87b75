"""What the YAML parser stumbles over, in an editor's words: what stands there, where, and what to write instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import yaml

from bot.domain.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

_QUOTE_ALL: Final = 'Put the whole text in straight double quotes: "…".'
_ALIGN: Final = "Compare it with the lines above: what belongs together begins in the same column."

# By what the library says: what stands there, the remedy, and whether that is where the thing it reads began.
_TOLD: Final[dict[str, tuple[str, str, bool]]] = {
    "mapping values are not allowed in this context": (
        "a colon with a space behind it splits the text",
        _QUOTE_ALL,
        False,
    ),
    "could not find expected ':'": (
        "this line has no key",
        "Write `key: text`, with a space behind the colon; a text of several lines goes below `key: |`.",
        True,
    ),
    "found unexpected end of stream": (
        "the quote that is opened here is never closed",
        "Close it with the same one.",
        True,
    ),
    "found unexpected document indicator": (
        "the quote that is opened here is never closed",
        "Close it with the same one.",
        True,
    ),
    "found unknown escape character": (
        "a backslash in double quotes has a meaning of its own",
        r"Write '\\', or put the text in single quotes.",
        True,
    ),
    "did not find expected hexdecimal number": (
        "a backslash in double quotes has a meaning of its own",
        r"Write '\\', or put the text in single quotes.",
        True,
    ),
    "did not find expected comment or line break": (
        "nothing may follow | or > on its line",
        "Begin the text on the next line, or put it in double quotes.",
        False,
    ),
    "found an indentation indicator equal to 0": ("nothing may follow | or > on its line", "Remove the 0.", False),
    "did not find expected ',' or ']'": ("the bracket [ that is opened here is not closed", _QUOTE_ALL, True),
    "did not find expected ',' or '}'": ("the brace { that is opened here is not closed", _QUOTE_ALL, True),
    "did not find expected <document start>": ("text stands behind the line '...'", "Remove that line.", False),
    "did not find expected key": ("this line fits nothing above it", _ALIGN, False),
    "did not find expected '-' indicator": ("this line is not an item of the list above it", _ALIGN, False),
    "found a tab character that violates indentation": ("a tab stands in the indentation", "Use spaces.", False),
    "found a tab character where an indentation space is expected": (
        "a tab stands in the indentation",
        "Use spaces.",
        False,
    ),
}
_BEGINNINGS: Final = (
    "did not find expected alphabetic or numeric character",
    "found character that cannot start any token",
    "block sequence entries are not allowed in this context",
    "mapping keys are not allowed in this context",
    "did not find expected node content",
)
"""What the library says where a text begins with a sign that has a meaning in YAML."""

_DIRECTIVE_OR_TAG: Final = (
    "while scanning a directive",
    "while scanning a tag",
    "while parsing a tag",
    "while scanning a %",
)
_CLOSING: Final = {'"': "quote", "'": "quote", "]": "bracket", "}": "brace"}
_FALLBACK: Final = ("YAML cannot read on from here", f"{_QUOTE_ALL} {_ALIGN}", False)


def syntax_problem(path: str, error: yaml.YAMLError, lines: Sequence[str]) -> Problem:
    """Return the problem of a file that YAML could not read to its end."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return Problem(path, None, f"This is not valid YAML: {_FALLBACK[0]}", _FALLBACK[1])
    what, remedy, is_at_beginning = _told(error, lines)
    begun = error.context_mark if is_at_beginning and error.context_mark is not None else error.problem_mark
    return Problem(path, begun.line + 1, f"This is not valid YAML: {what} (column {begun.column + 1})", remedy)


def _told(error: yaml.MarkedYAMLError, lines: Sequence[str]) -> tuple[str, str, bool]:
    reason, context = error.problem or "", error.context or ""
    if reason in _BEGINNINGS or context.startswith(_DIRECTIVE_OR_TAG):
        mark = error.context_mark or error.problem_mark
        sign = _at(lines, mark)
        return f"a text cannot begin with '{sign}' unless it is in quotes", _QUOTE_ALL, True
    if reason.startswith("did not find expected") and (kind := _closed_before(lines, error.problem_mark)):
        what = f"something stands behind the closing {kind}"
        return what, f"Put the whole text in quotes of the other kind, or remove the {kind}s.", False
    return _TOLD.get(reason, _FALLBACK)


def _at(lines: Sequence[str], mark: yaml.Mark | None) -> str:
    return "" if mark is None or mark.line >= len(lines) else lines[mark.line][mark.column : mark.column + 1]


def _closed_before(lines: Sequence[str], mark: yaml.Mark | None) -> str | None:
    """Return what was closed on the line of `mark` just in front of it: the text went on behind it."""
    if mark is None or mark.line >= len(lines):
        return None
    before = lines[mark.line][: mark.column].rstrip()
    return _CLOSING.get(before[-1:])
