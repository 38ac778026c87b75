from __future__ import annotations

from typing import TYPE_CHECKING

from bot.knowledge.schema_containers import Either, Field, ListOf, MapOf, Record, Unless
from bot.knowledge.schema_types import INVALID, FileReader, Number, Text
from bot.knowledge.yaml_nodes import parse

if TYPE_CHECKING:
    from bot.knowledge.schema_types import SchemaType

WORD = Text(20, pattern="[a-z]+", example="word")
PAIR = Record({"one": Field(WORD, "a word"), "two": Field(WORD, "another", is_required=False)})


def read(shape: SchemaType, written: str) -> tuple[object, list[tuple[int | None, str]]]:
    node, _ = parse("a.yml", written.encode())
    assert node is not None
    reader = FileReader("a.yml")
    return shape.read(node, "key", reader), [(problem.line, problem.message) for problem in reader.problems]


def test_a_list_keeps_what_can_be_read_and_tells_the_rest() -> None:
    assert read(ListOf(WORD), "[a, b]") == (("a", "b"), [])
    value, told = read(ListOf(WORD, 1, 3), "- a\n- B\n- a\n")

    assert value == ("a",)
    assert [line for line, _ in told] == [2, 3]
    assert told[1][1] == "'a' is in 'key' twice"
    assert read(ListOf(WORD), "a")[1] == [(1, "'key' must be a list")]
    assert read(ListOf(WORD, 2, 3), "[a]")[1] == [(1, "'key' has 1 item; it must have 2 to 3")]


def test_a_record_needs_its_required_keys_and_knows_no_others() -> None:
    assert read(PAIR, "one: a") == ({"one": "a"}, [])
    assert read(PAIR, "two: b") == (INVALID, [(1, "'key' is missing the key 'one'")])
    assert read(PAIR, "one: a\nsix: f") == (INVALID, [(2, "'key' cannot have a key 'six'")])
    assert read(PAIR, "a") == (INVALID, [(1, "'key' must consist of `key: value` lines")])


def test_a_record_may_take_others_of_one_shape() -> None:
    open_pair = Record({"one": Field(WORD, "a word")}, others=MapOf(WORD, Number(0, 9)))

    assert read(open_pair, "one: a\nsix: 6") == ({"one": "a", "six": 6}, [])
    assert read(open_pair, "one: a\nsix: f")[0] is INVALID
    assert open_pair.json_schema()["additionalProperties"] == {"type": "integer", "minimum": 0, "maximum": 9}


def test_a_map_has_free_keys_of_one_form() -> None:
    numbers = MapOf(WORD, Number(0, 9))

    assert read(numbers, "a: 1\nb: 2") == ({"a": 1, "b": 2}, [])
    value, told = read(numbers, "A: 1\nb: x\nc: 3")
    assert (value, len(told)) == ({"c": 3}, 2)
    assert read(numbers, "a")[1] == [(1, "'key' must consist of `name: value` entries")]


def test_either_is_the_one_that_fits() -> None:
    either = Either(WORD, PAIR)

    assert read(either, "a") == ("a", [])
    assert read(either, "one: a") == ({"one": "a"}, [])
    assert either.json_schema() == {"anyOf": [WORD.json_schema(), PAIR.json_schema()]}


def test_the_rules_are_told_in_the_words_of_json_schema() -> None:
    assert ListOf(WORD, 1, 3).json_schema()["maxItems"] == 3
    assert PAIR.json_schema()["required"] == ["one"]
    assert MapOf(WORD, WORD).json_schema()["propertyNames"] == WORD.json_schema()


def test_a_record_needs_less_where_it_has_a_certain_key() -> None:
    lenient = Record({**PAIR.fields, "three": Field(WORD, "a third", is_required=False)})
    unless = Unless("three", lenient, Record({**lenient.fields, "two": Field(WORD, "another")}))

    assert read(unless, "{one: a, three: c}") == ({"one": "a", "three": "c"}, [])
    assert read(unless, "{one: a, two: b}") == ({"one": "a", "two": "b"}, [])
    assert read(unless, "one: a")[1] == [(1, "'key' is missing the key 'two'")]
    assert read(unless, "a")[1] == [(1, "'key' must consist of `key: value` lines")]
    schema = unless.json_schema()
    assert schema == {
        **lenient.json_schema(),
        "if": {"not": {"required": ["three"]}},
        "then": {"required": ["one", "two"], "properties": {"two": WORD.json_schema()}},
    }
