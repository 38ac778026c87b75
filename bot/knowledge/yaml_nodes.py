"""YAML text → a tree of nodes that know their line, or the problems that keep it from being one.

The tree is built from the parser's events, so that what YAML would quietly do to a text is seen and reported:
aliases (a small file can grow without end), tags (they take words away), duplicate keys (the first value is lost),
words that YAML 1.1 turns into something else (`no`, `22:22`, `012`), and the rest of `misreadings`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias, cast

import yaml

from bot.domain.problem import Problem
from bot.knowledge.misreadings import Misreading, left_open, misreadings_of
from bot.knowledge.raw_text import LINE_END, text_of
from bot.knowledge.yaml_errors import syntax_problem

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
    misreadings: tuple[Misreading, ...] = ()

    @property
    def is_quoted(self) -> bool:
        """Whether it is written in quotes."""
        return not self.is_plain and not self.is_block

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

    def __init__(self, path: str, events: Iterator[yaml.Event], lines: list[str]) -> None:
        self._path = path
        self._events = events
        self._lines = lines
        self._last: Scalar | None = None
        self._end_of_last = 0
        self.problems: list[Problem] = []

    def cut_text(self, error_line: int) -> Problem | None:
        """Return what the text that stands last in front of an error has to do with it.

        A comment may end it where it went on, or its quote was meant to be closed on an earlier line.
        """
        last = self._last
        if last is None:
            return None
        is_left_open = last.is_quoted and last.line < self._end_of_last == error_line
        found = last.misreadings[:1] or ((left_open(last.line),) if is_left_open else ())
        for misreading in found:
            if last.line <= misreading.line <= error_line:
                return Problem(self._path, misreading.line, misreading.message, misreading.remedy)
        return None

    def document(self) -> Node | None:
        """Return the file's one document; None where the file is empty."""
        root: Node | None = None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    raise self._refuse(event, "The file contains more than one document", "Remove the line '---'.")
                root = self._node(next(self._events), depth=1, outer=-1)
        return root

    def _node(self, event: yaml.Event, depth: int, outer: int | None) -> Node:
        """Return the node that begins with `event`, in what begins in the column `outer`; see `misreadings_of`."""
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            remedy = "Write the text in full, or in quotes where it begins with & or *."
            raise self._refuse(event, "Anchors and aliases (& and *) are not allowed", remedy)
        if getattr(event, "tag", None) is not None:
            raise self._refuse(event, "A text that begins with ! loses its first word", "Put it in quotes.")
        if depth > MAX_DEPTH:
            raise self._refuse(
                event,
                f"The file is nested deeper than {MAX_DEPTH} levels",
                "Compare it with a file made by `econnect-bot new`.",
            )
        if isinstance(event, yaml.ScalarEvent):
            self._last = self._scalar(event, outer)
            return self._last
        column = None if outer is None or getattr(event, "flow_style", False) else _column(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(tuple(self._items(depth, column)), _line(event))
        return Mapping(self._entries(depth, column), _line(event))

    def _scalar(self, event: yaml.ScalarEvent, outer: int | None) -> Scalar:
        is_block = event.style in {"|", ">"}
        misread = misreadings_of(event, self._lines, outer)
        self._end_of_last = int(cast("yaml.Mark", event.end_mark).line) + 1
        return Scalar(event.value, _line(event), not event.style, is_block, misread)

    def _items(self, depth: int, column: int | None) -> Iterator[Node]:
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            yield self._node(event, depth + 1, column)

    def _entries(self, depth: int, column: int | None) -> dict[str, tuple[Scalar, Node]]:
        entries: dict[str, tuple[Scalar, Node]] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1, column)
            value = self._node(next(self._events), depth + 1, column)
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
    text, unseen = text_of(path, content)
    if text is None:
        return None, unseen
    lines = LINE_END.split(text)
    builder = _Builder(path, yaml.parse(text, Loader=yaml.CSafeLoader), lines)
    try:
        root = builder.document()
    except _RefusedError as refused:
        return None, (*builder.problems, refused.problem)
    except yaml.YAMLError as error:
        found = syntax_problem(path, error, lines)
        return None, (*builder.problems, builder.cut_text(found.line or 0) or found)
    if root is None:
        return None, (Problem(path, None, "The file is empty", "Fill it in, or delete it."),)
    return root, tuple(builder.problems)


def _line(event: yaml.Event) -> int:
    return int(cast("yaml.Mark", event.start_mark).line) + 1


def _column(event: yaml.Event) -> int:
    return int(cast("yaml.Mark", event.start_mark).column)


def value_at(node: Node | None, key: str) -> Node | None:
    """Return the value of a key; None where there is none."""
    return node.entries[key][1] if isinstance(node, Mapping) and key in node.entries else None


def text_at(node: Node | None, key: str) -> str:
    """Return the text of a key; an empty one where it has none."""
    value = value_at(node, key)
    return value.text.strip() if isinstance(value, Scalar) else ""
