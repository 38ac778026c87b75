"""Types made of types: lists, records, maps, and a choice between two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.near_names import did_you_mean
from bot.knowledge.schema_types import INVALID
from bot.knowledge.yaml_nodes import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    import collections.abc

    from bot.knowledge.schema_types import FileReader, Invalid, JsonSchema, SchemaType, Text
    from bot.knowledge.yaml_nodes import Node


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of `fewest` to `most` different items of one type."""

    item: SchemaType
    fewest: int = 0
    most: int = 1000

    def read(self, node: Node, name: str, reader: FileReader) -> tuple[object, ...] | Invalid:
        """Return the items that could be read."""
        if not isinstance(node, Sequence):
            return reader.report(
                node.line, f"{_listed(name)} must be a list", "Start each item on its own line with '- '."
            )
        if not self.fewest <= len(node.items) <= self.most:
            items = "1 item" if len(node.items) == 1 else f"{len(node.items)} items"
            message = f"{_listed(name)} has {items}; it must have {self.fewest} to {self.most}"
            reader.report(node.line, message, "Add some." if len(node.items) < self.fewest else "Remove some.")
        values: dict[object, None] = {}
        for item in node.items:
            value = self.item.read(item, name, reader)
            if value in values:
                what = f"'{value}'" if isinstance(value, str) else "The same"
                reader.report(item.line, f"{what} is in {_listed(name).lower()} twice", "Remove one of the two.")
            elif value is not INVALID:
                values[value] = None
        return tuple(values)

    def json_schema(self) -> JsonSchema:
        """Return the rule as JSON Schema."""
        return {
            "type": "array",
            "items": self.item.json_schema(),
            "minItems": self.fewest,
            "maxItems": self.most,
            "uniqueItems": True,
        }


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a record; in what it is `about`, {name} is what the record is called."""

    schema: SchemaType
    about: str
    is_required: bool = True


@dataclass(frozen=True, slots=True)
class Record:
    """Known keys, each with its own type; required ones must be there.

    Attributes:
        fields: the known keys.
        build: makes the value, called with the keys that are there as keyword arguments.
        others: allows further keys, of its type.
    """

    fields: collections.abc.Mapping[str, Field]
    build: collections.abc.Callable[..., object] = dict
    others: MapOf | None = None

    def read(self, node: Node, name: str, reader: FileReader) -> object:
        """Return what `build` makes of the values; INVALID where a required one is missing or any value is wrong."""
        if not isinstance(node, Mapping):
            keys = ", ".join(self.fields)
            return reader.report(
                node.line, f"{_quoted(name)} must consist of `key: value` lines", f"The keys are: {keys}."
            )
        problems_before = len(reader.problems)
        values = self._read_others(node, name, reader)
        for key_name, rule in self.fields.items():
            if key_name in node.entries:
                key, value = node.entries[key_name]
                values[key_name] = rule.schema.read(value, key.text, reader)
            elif rule.is_required:
                reader.report(
                    node.line,
                    f"{_quoted(name)} is missing the key '{key_name}'",
                    f"Add `{key_name}:` ({rule.about.replace('{name}', name)}).",
                )
        return INVALID if len(reader.problems) > problems_before else self.build(**values)

    def _read_others(self, node: Mapping, name: str, reader: FileReader) -> dict[str, object]:
        others = {key: entry for key, entry in node.entries.items() if key not in self.fields}
        if self.others is not None:
            found = self.others.read(Mapping(others, node.line), name, reader)
            return found if isinstance(found, dict) else {}
        for key, value in others.values():
            remedy = f"{did_you_mean(key.text, self.fields)}The allowed keys are: {', '.join(self.fields)}."
            if isinstance(value, Scalar) and value.is_plain and not value.text:
                remedy = f"If a comma or a line's end splits a text here, put all of it in quotes. {remedy}"
            reader.report(key.line, f"{_quoted(name)} cannot have a key '{key.text}'", remedy)
        return {}

    def json_schema(self) -> JsonSchema:
        """Return the rule as JSON Schema."""
        return {
            "type": "object",
            "properties": {
                name: {"description": rule.about, **rule.schema.json_schema()} for name, rule in self.fields.items()
            },
            "required": [name for name, rule in self.fields.items() if rule.is_required],
            "additionalProperties": False if self.others is None else self.others.value.json_schema(),
        }


@dataclass(frozen=True, slots=True)
class Unless:
    """A record that need not hold as much where it has a certain key.

    Attributes:
        key: the key.
        lenient: the record where the key is there.
        strict: the same where it is not.
        names: what records are called that need not hold as much either.
    """

    key: str
    lenient: Record
    strict: Record
    names: collections.abc.Collection[str] = ()

    def read(self, node: Node, name: str, reader: FileReader) -> object:
        """Return what the fitting one of the two reads."""
        has_key = isinstance(node, Mapping) and self.key in node.entries
        return (self.lenient if has_key or name in self.names else self.strict).read(node, name, reader)

    def json_schema(self) -> JsonSchema:
        """Return the rule as JSON Schema: the lenient one, and what comes to it where the key is missing."""
        stricter = {
            name: rule.schema.json_schema()
            for name, rule in self.strict.fields.items()
            if rule != self.lenient.fields[name]
        }
        required = self.strict.json_schema()["required"]
        return {
            **self.lenient.json_schema(),
            "if": {"not": {"required": [self.key]}},
            "then": {"required": required, "properties": stricter},
        }


@dataclass(frozen=True, slots=True)
class Translated:
    """A record of one text in several languages, of which none may be a copy of another."""

    record: Record

    def read(self, node: Node, name: str, reader: FileReader) -> object:
        """Return what the record reads; a copy is reported as still to be written."""
        first: dict[str, str] = {}
        for key, value in node.entries.values() if isinstance(node, Mapping) else ():
            text = value.text.strip() if isinstance(value, Scalar) else ""
            other = first.setdefault(text, key.text)
            if other != key.text and any(map(str.isalnum, text)):
                reader.report_unwritten(value.line, f"'{key.text}' is the same as '{other}' in '{name}'")
        return self.record.read(node, name, reader)

    def json_schema(self) -> JsonSchema:
        """Return the rule as JSON Schema."""
        return self.record.json_schema()


@dataclass(frozen=True, slots=True)
class MapOf:
    """Free keys of one form, each with a value of one type."""

    key: Text
    value: SchemaType

    def read(self, node: Node, name: str, reader: FileReader) -> dict[str, object] | Invalid:
        """Return the values that could be read, by key."""
        if not isinstance(node, Mapping):
            return reader.report(
                node.line, f"{_quoted(name)} must consist of `name: value` entries", "Start each entry like that."
            )
        values = {
            key.text: self.value.read(value, key.text, reader)
            for key, value in node.entries.values()
            if self.key.read(key, "name", reader) is not INVALID
        }
        return {key: value for key, value in values.items() if value is not INVALID}

    def json_schema(self) -> JsonSchema:
        """Return the rule as JSON Schema."""
        return {
            "type": "object",
            "propertyNames": self.key.json_schema(),
            "additionalProperties": self.value.json_schema(),
        }


@dataclass(frozen=True, slots=True)
class Either:
    """Both languages, or one text for both."""

    plain: SchemaType
    record: Record

    def read(self, node: Node, name: str, reader: FileReader) -> object:
        """Return what the fitting one of the two reads."""
        return (self.record if isinstance(node, Mapping) else self.plain).read(node, name, reader)

    def json_schema(self) -> JsonSchema:
        """Return the rule as JSON Schema."""
        return {"anyOf": [self.plain.json_schema(), self.record.json_schema()]}


def _listed(name: str) -> str:
    return f"'{name}'" if name else "The list"


def _quoted(name: str) -> str:
    return f"'{name}'" if name else "The file"
