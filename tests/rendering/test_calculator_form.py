"""The form of the calculators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.domain.forms import CalculatorForm
from bot.domain.language import LANGUAGES, Language
from bot.rendering.calculator_form import calculator_form
from localslack.blockkit.validation import validate
from tests.rendering.calculator_examples import FORMS, NUMBER, VERSION

if TYPE_CHECKING:
    from bot.domain.calculation import CalculatorName


def fields(form: CalculatorForm) -> dict[str, dict[str, Any]]:
    return {block["block_id"]: block for block in calculator_form(form)["blocks"] if block["type"] == "input"}


@pytest.mark.parametrize("form", [form for language in LANGUAGES for form in FORMS[language]])
def test_it_is_taken_by_slack(form: CalculatorForm) -> None:
    assert validate(calculator_form(form)) == []


def test_what_was_read_stands_in_it_and_it_carries_its_language_alone() -> None:
    form = CalculatorForm("nl", ((NUMBER, "01035286"), (VERSION, "414")), ("check-found",))
    view = calculator_form(form)

    assert {name: each["element"]["initial_value"] for name, each in fields(form).items()} == {
        "number": "01035286",
        "release": "414",
    }
    assert "Dit heb ik in het bericht gelezen" in view["blocks"][0]["text"]["text"]
    assert view["private_metadata"] == "nl"


def test_where_a_message_has_neither_it_says_so_above_empty_fields() -> None:
    form = CalculatorForm("en", ((NUMBER, ""), (VERSION, "")), ("check-none-found", "check-not-globe"))

    said = calculator_form(form)["blocks"][0]["text"]["text"]
    assert said.startswith("I can't find a KvK number or a version")
    assert said.endswith("for example 415.")
    assert not any("initial_value" in each["element"] for each in fields(form).values())


@pytest.mark.parametrize(
    ("names", "is_optional"), [((NUMBER,), False), ((VERSION,), False), ((NUMBER, VERSION), True)]
)
def test_one_field_alone_has_to_be_filled_in(names: tuple[CalculatorName, ...], *, is_optional: bool) -> None:
    form = CalculatorForm("en", tuple((name, "") for name in names))

    assert {each["optional"] for each in fields(form).values()} == {is_optional}
    assert len(fields(form)) == len(names)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_that_nothing_is_stored(language: Language) -> None:
    said = calculator_form(CalculatorForm(language, ((NUMBER, ""),)))["blocks"][-1]["text"]["text"]

    assert said in {"I don't store what you type here.", "Ik bewaar niet wat je hier typt."}
