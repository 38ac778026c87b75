"""YAML text → a tree of nodes that know their line, or the problems that keep it from being one.

The tree is built from the parser's events, so that what YAML would quietly do to a text is seen and reported:
aliases (a small file can grow without end), duplicate keys (the first value is lost), and words that YAML 1.1 turns
into something else (`no`, `22:22`, `012`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias, cast

import yaml

from bot.domain.problem import Problem
from bot.knowledge.source_files import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_DEPTH = 8

_FILES_KEPT = 256

# https://yaml.org/type/ : what YAML 1.1 reads as a truth value, a base-60 or octal number, or nothing at all.
_SURPRISE = re.compile(
    r"(?:y|n|yes|no|on|off|true|false|null|~|[-+]?0[0-9_]+|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value as written: plain, in quotes, or as a block that begins on the line below `line`."""

    text: str
    line: int
    is_plain: bool = False
    is_block: bool = False

    def is_surprising(self) -> bool:
        """Return whether YAML 1.1 readers would take the unquoted text for something other than text or a number."""
        return self.is_plain and _SURPRISE.fullmatch(self.text) is not None


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their values, in the order written; every key is there once."""

    entries: dict[str, tuple[Scalar, Node]]
    line: int


Node: TypeAlias = Scalar | Sequence | Mapping


class _RefusedError(Exception):
    """Stops the building of a tree that cannot be trusted."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class _Builder:
    """Builds the tree of one file from the parser's events."""

    def __init__(self, path: str, events: Iterator[yaml.Event]) -> None:
        self._path = path
        self._events = events
        self.problems: list[Problem] = []

    def document(self) -> Node | None:
        """Return the file's one document; None where the file is empty."""
        root: Node | None = None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    raise self._refuse(event, "The file contains more than one document", "Remove the line '---'.")
                root = self._node(next(self._events), depth=1)
        return root

    def _node(self, event: yaml.Event, depth: int) -> Node:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self._refuse(event, "Anchors and aliases (& and *) are not allowed", "Write the text in full.")
        if depth > MAX_DEPTH:
            raise self._refuse(
                event,
                f"The file is nested deeper than {MAX_DEPTH} levels",
                "Compare it with a file made by `econnect-bot new`.",
            )
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(event.value, _line(event), is_plain=not event.style, is_block=event.style in {"|", ">"})
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(tuple(self._items(depth)), _line(event))
        return Mapping(self._entries(depth), _line(event))

    def _items(self, depth: int) -> Iterator[Node]:
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            yield self._node(event, depth + 1)

    def _entries(self, depth: int) -> dict[str, tuple[Scalar, Node]]:
        entries: dict[str, tuple[Scalar, Node]] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(next(self._events), depth + 1)
            if not isinstance(key, Scalar):
                raise self._refuse(event, "A key must be a single word", "Write it as `key: value`.")
            if key.text in entries:
                first = entries[key.text][0].line
                message = f"The key '{key.text}' is repeated; it is already on line {first}"
                self.problems.append(Problem(self._path, key.line, message, "Keep one of the two."))
            else:
                entries[key.text] = (key, value)
        return entries

    def _refuse(self, event: yaml.Event, message: str, remedy: str) -> _RefusedError:
        return _RefusedError(Problem(self._path, _line(event), message, remedy))


@lru_cache(_FILES_KEPT)
def parse(path: str, content: bytes) -> tuple[Node | None, tuple[Problem, ...]]:
    """Return the tree of one file, None where there is none to trust, and what is wrong with it.

    What has not changed is not parsed again: of a folder that is edited, that is all but one file.
    """
    if len(content) > MAX_BYTES:
        message = f"The file is too large; at most {MAX_BYTES // 1024} KiB are allowed"
        return None, (Problem(path, None, message, "Split it, or remove what does not belong there."),)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return None, (Problem(path, line, "The file is not UTF-8 text", "Save it with UTF-8 encoding."),)
    builder = _Builder(path, yaml.parse(text, Loader=yaml.CSafeLoader))
    try:
        root = builder.document()
    except _RefusedError as refused:
        return None, (*builder.problems, refused.problem)
    except yaml.YAMLError as error:
        return None, (*builder.problems, _syntax_problem(path, error))
    if root is None:
        return None, (Problem(path, None, "The file is empty", "Fill it in, or delete it."),)
    return root, tuple(builder.problems)


def _line(event: yaml.Event) -> int:
    return int(cast("yaml.Mark", event.start_mark).line) + 1


def _syntax_problem(path: str, error: yaml.YAMLError) -> Problem:
    mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
    reason = getattr(error, "problem", None) or "a character in it is not allowed in text"
    remedy = (
        "Check the indentation, and put double quotes around text with a colon, a quote or a special first character."
    )
    return Problem(path, None if mark is None else mark.line + 1, f"This is not valid YAML: {reason}", remedy)
