"""Readers of what Slack delivers: nothing in it makes them raise."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.payload import (
    kind_of,
    moment_of,
    quotations,
    storable_payload,
    table_at,
    tables_at,
    text_at,
)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["a", "b", "blocks", "elements", "type"]), inner),
)
DEEP = {"a": {"b": "text", "c": {"d": 1}, "e": [{"f": 1}, "no", None, {"g": 2}]}}


def test_what_a_path_leads_to_is_found() -> None:
    assert text_at(DEEP, "a", "b") == "text"
    assert table_at(DEEP, "a", "c") == {"d": 1}
    assert tables_at(DEEP, "a", "e") == [{"f": 1}, {"g": 2}]


@pytest.mark.parametrize("path", [("a",), ("a", "c", "d"), ("a", "b", "c"), ("x", "y"), ("a", "e", "f")])
def test_what_is_missing_or_of_another_type_is_none(path: tuple[str, ...]) -> None:
    assert text_at(DEEP, *path) == ""
    assert table_at({"a": ["x"], "b": "x"}, *path) == {}
    assert tables_at(DEEP, *path) == []


@given(JSON)
def test_no_json_makes_a_reader_raise(value: object) -> None:
    assert isinstance(text_at(value, "a", "b"), str)
    assert isinstance(table_at(value, "a"), dict)
    assert isinstance(quotations(table_at({"it": value}, "it")), list)


@pytest.mark.parametrize(
    ("payload", "kind"),
    [
        ({"command": "/econnect"}, "command"),
        ({"type": "event_callback"}, "event"),
        ({"type": "app_rate_limited"}, "event"),
        ({"type": "block_actions"}, "interaction"),
        ({}, "interaction"),
    ],
)
def test_every_payload_is_of_one_kind(payload: dict[str, str], kind: str) -> None:
    assert kind_of(payload) == kind


def test_what_cannot_be_kept_is_taken_off_wherever_it_stands() -> None:
    sound = {"text": "fine", "list": [1, None, {"a": "b"}]}
    spoilt = {"text": "a\x00b", "list": [{"a": "c\ud800"}, "x\x00"], "number": 7}

    assert storable_payload(sound) == sound
    cleaned = storable_payload(spoilt)
    assert cleaned["number"] == 7
    assert "\x00" not in str(cleaned)
    assert str(cleaned).encode()


def test_the_words_of_the_first_quotation_are_read_with_its_links() -> None:
    quote = {"type": "rich_text_quote", "elements": [{"type": "text", "text": "see "}, {"type": "link", "url": "u"}]}
    blocks = [{"type": "section"}, {"type": "rich_text", "elements": [{"type": "rich_text_section"}, quote, quote]}]

    assert quotations({"blocks": blocks}) == ["see u", "see u"]
    assert quotations({"blocks": [{"type": "section"}]}) == []


@pytest.mark.parametrize("ts", ["", "x", "nan", "inf", "1e400", "9" * 30])
def test_a_ts_that_is_none_says_no_moment(ts: str) -> None:
    assert moment_of(ts) is None


def test_a_ts_says_a_moment() -> None:
    assert moment_of("1800000000.000100") == datetime(2027, 1, 15, 8, 0, 0, 100, tzinfo=UTC)
