from __future__ import annotations

import json

import pytest
from hypothesis import given

from bot.domain.markup import Paragraph, Person, Placeholder, RichText
from bot.markdown.rich_text_json import from_json, to_json
from tests.markdown.examples import rich_texts


@given(rich_texts())
def test_what_was_kept_is_what_comes_back(text: RichText) -> None:
    assert from_json(json.loads(json.dumps(to_json(text)))) == text


def test_placeholders_are_kept() -> None:
    text = (Paragraph(("at ", Placeholder("address"))),)

    assert from_json(to_json(text)) == text


def test_people_are_never_kept() -> None:
    with pytest.raises(TypeError):
        to_json((Paragraph((Person("U1"),)),))


@pytest.mark.parametrize("spoilt", [[["x"]], [["p", ["x"]]], [[]], [["l", None, [["p"], ["y"]]]], 3])
def test_spoilt_json_is_refused(spoilt: list[object]) -> None:
    with pytest.raises((ValueError, TypeError, LookupError)):
        from_json(spoilt)
