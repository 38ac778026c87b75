"""The values in the files of a knowledge base, read one file after another, with all that is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from bot.domain.problem import Problem
from bot.knowledge.schema_types import INVALID, FileReader
from bot.knowledge.yaml_nodes import parse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.knowledge.schema_types import SchemaType

_Kind = TypeVar("_Kind")


@dataclass
class FileValues:
    """Reads `contents`, bytes by relative path. Keeps the problems, and the line of each text in each file."""

    contents: Mapping[str, bytes]
    problems: list[Problem] = field(default_factory=list)
    lines: dict[str, dict[str, int]] = field(default_factory=dict)
    unwritten: list[Problem] = field(default_factory=list)

    def read(self, path: str, schema: SchemaType, names: frozenset[str] | None = None) -> object:
        """Return the value of the file at `path`; INVALID where it cannot be read, which has then been reported.

        `names` are its placeholders; None where they are not known. `unwritten` tells afterwards what it leaves open.
        """
        if path not in self.contents:
            self.report(path, "The file is missing", "Restore it; an empty file is not enough.")
            return INVALID
        root, problems = parse(path, self.contents[path])
        reader = FileReader(path, names)
        value = INVALID if root is None else schema.read(root, "", reader)
        self.problems += [*problems, *reader.problems]
        self.lines[path], self.unwritten = reader.lines, reader.unwritten
        return value

    def read_map(
        self, path: str, schema: SchemaType, kind: type[_Kind], names: frozenset[str] | None = None
    ) -> dict[str, _Kind]:
        """Return the entries of a file that could be read."""
        value = self.read(path, schema, names)
        return {name: each for name, each in entries(value).items() if isinstance(each, kind)}

    def report(self, path: str, message: str, remedy: str, line: int | None = None) -> None:
        """Keep a problem."""
        self.problems.append(Problem(path, line, message, remedy))


def entries(value: object) -> dict[str, object]:
    """Return a map that was read; an empty one where it was none."""
    return value if isinstance(value, dict) else {}


def items(value: object) -> tuple[object, ...]:
    """Return a list that was read; an empty one where it was none."""
    return value if isinstance(value, tuple) else ()
