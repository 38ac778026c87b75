from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given

from bot.domain.language import Bilingual
from bot.domain.markup import KEPT_MARKUP, Paragraph, Person, Placeholder, RichText
from bot.domain.reply import Match
from bot.domain.value_json import UnreadableError, ValueCodec
from tests.markdown.examples import rich_texts

MARKUP = ValueCodec(KEPT_MARKUP)
MAPPINGS = ValueCodec({"pair": Bilingual}, has_mappings=True)


@given(rich_texts())
def test_what_was_kept_is_what_comes_back(text: RichText) -> None:
    assert MARKUP.decode(MARKUP.encode(text)) == text


def test_a_value_is_a_table_with_its_types_name_and_without_its_defaults() -> None:
    assert ValueCodec({"m": Match}).encode(Match("mailbox", 0.5)) == '{"type":"m","article":"mailbox","score":0.5}'
    assert MARKUP.encode((Paragraph(("at ", Placeholder("a"))),)) == (
        '[{"type":"p","content":["at ",{"type":"value","name":"a"}]}]'
    )


def test_days_and_mappings_are_kept_where_there_are_any() -> None:
    kept = {"type": Bilingual("a", "b"), "day": date(2026, 11, 25), "names": ("x", ("y",))}

    assert MAPPINGS.decode(MAPPINGS.encode(kept)) == kept


def test_people_are_never_kept() -> None:
    with pytest.raises(TypeError, match="Person is never kept"):
        MARKUP.encode((Paragraph((Person("U1"),)),))


@pytest.mark.parametrize(
    "spoilt",
    ["", "{", "[" * 5000, '{"type":"x"}', '{"type":"p"}', '{"type":"p","colour":1}', "{}", '{"type":["p"]}'],
)
def test_spoilt_json_is_refused(spoilt: str) -> None:
    with pytest.raises(UnreadableError):
        MARKUP.decode(spoilt)
