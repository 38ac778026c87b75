from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.knowledge.schema_types import INVALID, Day, FileReader, Number, OneOf, Text
from bot.knowledge.yaml_nodes import parse

if TYPE_CHECKING:
    from bot.knowledge.schema_types import SchemaType

SLUG = Text(10, pattern="[a-z]+", example="mailbox")


def read(shape: SchemaType, written: str, facts: frozenset[str] | None = None) -> tuple[object, list[str]]:
    node, _ = parse("a.yml", written.encode())
    assert node is not None
    reader = FileReader("a.yml", facts)
    return shape.read(node, "key", reader), [problem.message for problem in reader.problems]


@pytest.mark.parametrize(
    ("shape", "written", "value"),
    [
        (Text(10), "' a text '", "a text"),
        (SLUG, "mailbox", "mailbox"),
        (Number(0, 9), "0", 0),
        (Day(), "2026-11-25", date(2026, 11, 25)),
        (OneOf(("en", "nl")), "nl", "nl"),
    ],
)
def test_a_value_that_keeps_its_rule_is_read(shape: SchemaType, written: str, value: object) -> None:
    assert read(shape, written) == (value, [])


@pytest.mark.parametrize(
    ("shape", "written", "message"),
    [
        (Text(3), "long", "has 4 characters; at most 3 are allowed"),
        (Text(3), "[a]", "'key' must be text"),
        (SLUG, "Mailbox", "is not a valid value for 'key'"),
        (Number(1, 9), "10", "must be a whole number from 1 to 9"),
        (Number(1, 9), "05", "must be a whole number from 1 to 9"),
        (Number(1, 9), "[1]", "must be a whole number from 1 to 9"),
        (Day(), "25-11-2026", "is not a date"),
        (Day(), "1926-11-25", "is not a date"),
        (OneOf(("en", "nl")), "de", "must be one of: en, nl"),
    ],
)
def test_a_value_that_breaks_its_rule_is_told_and_invalid(shape: SchemaType, written: str, message: str) -> None:
    value, (told,) = read(shape, written)

    assert value is INVALID
    assert message in told


def test_a_placeholder_must_name_a_fact_where_facts_are_known() -> None:
    text = Text(50, may_hold_facts=True)

    assert read(text, "'at least {minimum}'", frozenset({"minimum"}))[1] == []
    assert read(text, "'at least {maximum}'", frozenset({"minimum"}))[1] == ["There is no fact 'maximum'"]
    assert read(text, "'at least {maximum}'")[1] == []
    assert read(Text(50), "'at least {minimum}'", frozenset({"minimum"}))[1] == ["There is no fact 'minimum'"]


def test_the_rules_are_told_in_the_words_of_json_schema() -> None:
    assert SLUG.json_schema() == {"type": "string", "minLength": 1, "maxLength": 10, "pattern": "^[a-z]+$"}
    assert Number(1, 9).json_schema() == {"type": "integer", "minimum": 1, "maximum": 9}
    assert Day().json_schema() == {"type": "string", "format": "date"}
    assert OneOf(("en", "nl")).json_schema() == {"enum": ["en", "nl"]}
