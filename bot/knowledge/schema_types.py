"""What a value in a YAML file may look like, declared once: read from a node, and described as JSON Schema.

A type's `read` returns the value, or INVALID after it has reported every problem below it. Its `json_schema` is the
same rule in the words of JSON Schema (draft 2020-12), for editors that complete and check while one types.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final, Protocol, TypeAlias

from bot.domain.article import PLACEHOLDER
from bot.domain.near_names import did_you_mean
from bot.domain.problem import Problem
from bot.knowledge.yaml_nodes import Mapping, Scalar, Sequence
from bot.markdown.parser import has_marks, parse

if TYPE_CHECKING:
    from bot.domain.markup import RichText
    from bot.knowledge.yaml_nodes import Node

JsonSchema: TypeAlias = dict[str, object]

_LONELY: Final = re.compile("[{}]")
_NO_FACTS: Final[frozenset[str]] = frozenset()
_YEARS: Final = range(2020, 2100)
# Nothing that can be read, the phrasings of a new article's skeleton, and what people leave for later.
_UNWRITTEN: Final = re.compile(
    r"\A\W*\Z|\A[a-z0-9-]+ (?:…|\.{3})(?: \(nl\))?\Z|\b(?:TODO|TBD|FIXME|XXX)\b|(?i:\blorem ipsum\b)"
)
_HTTP_LINK = re.compile(r"\bhttp://", re.IGNORECASE)


class Invalid:
    """Stands for a value that could not be read; its problems have been reported."""


INVALID: Final = Invalid()


@dataclass
class FileReader:
    """Collects the problems of one file while types read it.

    Attributes:
        path: the file, as problems name it.
        facts: the placeholders that texts may hold; None where they are not known, and so not checked.
        problems: what was found so far.
        lines: the line on which each text stands first, for problems that show only beside other files.
        unwritten: problems with what is still to be written, which a draft may have.
    """

    path: str
    facts: frozenset[str] | None = None
    problems: list[Problem] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    unwritten: list[Problem] = field(default_factory=list)

    def report(self, line: int | None, message: str, remedy: str) -> Invalid:
        """Add a problem; return INVALID, so that a type can return it in turn."""
        self.problems.append(Problem(self.path, line, message, remedy))
        return INVALID

    def report_unwritten(self, line: int, message: str) -> None:
        """Add a problem that only a published article has."""
        remedy = "Write it, or keep `status: draft` until it is written."
        self.unwritten.append(Problem(self.path, line, message, remedy))


class SchemaType(Protocol):
    """A rule for one node."""

    def read(self, node: Node, name: str, reader: FileReader) -> object:
        """Return the value of `node`, called `name` in messages; INVALID where it breaks the rule."""
        ...

    def json_schema(self) -> JsonSchema:
        """Return the rule as JSON Schema."""
        ...


@dataclass(frozen=True, slots=True)
class Text:
    """A text of 1 to `longest` characters; `pattern` must match all of it, and is named as `example`.

    Only a text that `may_hold_facts` is searched for `{placeholders}`. One that `is_shown` is shown as it is written:
    on buttons, in headings, within other texts.
    """

    longest: int
    pattern: str | None = None
    example: str = ""
    may_hold_facts: bool = False
    is_shown: bool = False

    def fits(self, text: str) -> bool:
        """Return whether `text` has the form asked for, whatever its length."""
        return self.pattern is None or re.fullmatch(self.pattern, text) is not None

    def read(self, node: Node, name: str, reader: FileReader) -> str | Invalid:
        """Return the text, without white space at either end."""
        if not isinstance(node, Scalar):
            return reader.report(node.line, *_no_text(node, name))
        text = node.text.strip()
        faults = self._misreadings(node, name) or self._fault(node, text, name)
        for line, message, remedy in faults:
            reader.report(line, message, remedy)
        if faults:
            return INVALID
        _check_placeholders(node, reader, reader.facts if self.may_hold_facts else _NO_FACTS)
        reader.lines.setdefault(text, node.line)
        if found := _UNWRITTEN.search(text):
            line = _line_in(node, text.count("\n", 0, found.start()))
            reader.report_unwritten(line, f"'{name}' has not been written yet: {found[0]}")
        return text

    def _misreadings(self, node: Scalar, name: str) -> tuple[tuple[int, str, str], ...]:
        """Return what YAML quietly does to the text; a name may be followed by a comment, as it cannot hold a '#'."""
        misreadings = () if self.pattern else node.misreadings
        return tuple((each.line, f"{each.message} (in '{name}')", each.remedy) for each in misreadings)

    def _fault(self, node: Scalar, text: str, name: str) -> tuple[tuple[int, str, str], ...]:
        fault = self._fault_in(node, text, name)
        return () if fault is None else ((node.line, *fault),)

    def _fault_in(self, node: Scalar, text: str, name: str) -> tuple[str, str] | None:
        """Return what is wrong with the text, and the remedy."""
        if node.is_surprising():
            return f"YAML reads {text} in '{name}' as something other than text", f'Put it in quotes: "{text}".'
        if not text:
            return f"'{name}' is empty", "Fill it in, or remove the line."
        if len(text) > self.longest:
            return f"'{name}' has {len(text)} characters; at most {self.longest} are allowed", "Shorten it."
        if not self.fits(text):
            return f"'{text}' is not a valid value for '{name}'", f"Write it like this: {self.example}"
        return self._fault_in_words(text, name)

    def _fault_in_words(self, text: str, name: str) -> tuple[str, str] | None:
        if _HTTP_LINK.search(text):
            return f"'{name}' contains an http:// link", "Use https://, or remove the link."
        if self.is_shown and has_marks(text):
            message = f"'{name}' is shown exactly as it is written, including Markdown or HTML marks"
            return message, "Remove the marks, such as **, `, [ ] and < >."
        return None

    def json_schema(self) -> JsonSchema:
        """Return the rule as JSON Schema."""
        schema: JsonSchema = {"type": "string", "minLength": 1, "maxLength": self.longest}
        return schema if self.pattern is None else {**schema, "pattern": f"^{self.pattern}$"}


@dataclass(frozen=True, slots=True)
class Markdown:
    """A text of 1 to `longest` characters in Markdown, with facts in it."""

    longest: int

    def read(self, node: Node, name: str, reader: FileReader) -> RichText | Invalid:
        """Return the text, its marks read."""
        text = self._text().read(node, name, reader)
        if isinstance(text, Invalid) or not isinstance(node, Scalar):
            return INVALID
        blocks, faults = parse(node.text)
        for fault in faults:
            reader.report(_line_in(node, fault.line), f"{fault.message} (in '{name}')", fault.remedy)
        return blocks

    def json_schema(self) -> JsonSchema:
        """Return the rule as JSON Schema."""
        return self._text().json_schema()

    def _text(self) -> Text:
        return Text(self.longest, may_hold_facts=True)


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number within bounds, both included."""

    lowest: int
    highest: int

    def read(self, node: Node, name: str, reader: FileReader) -> int | Invalid:
        """Return the number."""
        text = node.text if isinstance(node, Scalar) else ""
        is_number = text.isascii() and text.isdecimal() and (text == "0" or not text.startswith("0"))
        if not is_number or not self.lowest <= int(text) <= self.highest:
            message = f"'{name}' must be a whole number from {self.lowest} to {self.highest}"
            return reader.report(node.line, message, f"Write, for example, `{name}: {max(self.lowest, 1)}`.")
        return int(text)

    def json_schema(self) -> JsonSchema:
        """Return the rule as JSON Schema."""
        return {"type": "integer", "minimum": self.lowest, "maximum": self.highest}


@dataclass(frozen=True, slots=True)
class Day:
    """A date, year first."""

    def read(self, node: Node, name: str, reader: FileReader) -> date | Invalid:
        """Return the date."""
        try:
            day = date.fromisoformat(node.text if isinstance(node, Scalar) else "")
        except ValueError:
            day = None
        if day is None or day.year not in _YEARS:
            return reader.report(
                node.line, f"'{name}' is not a date", f"Write it as year-month-day, for example `{name}: 2026-11-25`."
            )
        return day

    def json_schema(self) -> JsonSchema:
        """Return the rule as JSON Schema."""
        return {"type": "string", "format": "date"}


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of a few words."""

    words: tuple[str, ...]

    def read(self, node: Node, name: str, reader: FileReader) -> str | Invalid:
        """Return the word."""
        if isinstance(node, Scalar) and node.text in self.words:
            return node.text
        return reader.report(node.line, f"'{name}' must be one of: {', '.join(self.words)}", "Choose one of these.")

    def json_schema(self) -> JsonSchema:
        """Return the rule as JSON Schema."""
        return {"enum": list(self.words)}


def _no_text(node: Node, name: str) -> tuple[str, str]:
    """Return what is wrong with a node that is no text, and the remedy: mostly it is an unquoted colon."""
    if isinstance(node, Mapping) and len(node.entries) == 1:
        ((key, value),) = node.entries.values()
        if isinstance(value, Scalar) and value.is_plain and not value.text:
            message = f"A colon at the end of a text in '{name}', or '? ' in front of it, is not part of the text"
            return message, f'Put the whole text in quotes: "{key.text}".'
        whole = f"{key.text}: {value.text}" if isinstance(value, Scalar) else f"{key.text}: …"
        return f"A colon splits a text in '{name}' in two", f'Put the whole text in quotes: "{whole}".'
    if isinstance(node, Sequence):
        remedy = f'Write `{name}: "…"`; a text that begins with "- " or "[" goes in quotes.'
        return f"'{name}' must be text, and is a list", remedy
    return f"'{name}' must be text", f'Write `{name}: "…"`.'


def _check_placeholders(node: Scalar, reader: FileReader, facts: frozenset[str] | None) -> None:
    """Report each placeholder that names none of `facts`, on its own line of a block; none where `facts` is None."""
    if facts is None:
        return
    for found in PLACEHOLDER.finditer(node.text):
        if found[1] not in facts:
            line = _line_in(node, node.text.count("\n", 0, found.start()))
            remedy = (
                f"{did_you_mean(found[1], facts)}Use one of: {', '.join(sorted(facts))}."
                if facts
                else "Facts cannot be used here; write the text in full."
            )
            reader.report(line, f"There is no fact '{found[1]}'", remedy)
    for brace in _LONELY.finditer(PLACEHOLDER.sub(lambda found: " " * len(found[0]), node.text)) if facts else ():
        line = _line_in(node, node.text.count("\n", 0, brace.start()))
        reader.report(
            line,
            f"The brace '{brace[0]}' has no partner",
            "A fact goes between two braces, such as {minimum_update}.",
        )


def _line_in(node: Scalar, line: int) -> int:
    """Return the line in the file of the text's `line`, counted from 0: a block begins below its key."""
    return node.line + int(node.is_block) + line
