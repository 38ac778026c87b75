"""The form of a set-up."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from bot.domain.forms import SetupForm
from bot.domain.integration import Integration
from bot.domain.language import LANGUAGES, Language
from bot.rendering.setup_form import PRODUCT_FORM, SETUP_FORM, setup_form
from localslack.blockkit.validation import validate
from tests.factories import alone
from tests.rendering.examples import CONTEXT
from tests.several import library_of_several
from tests.storage.setups_contract import A_SETUP

if TYPE_CHECKING:
    from bot.domain.calculation import CalculatorName
    from bot.rendering.context import RenderContext

KNOWN = replace(A_SETUP, name="Jansen", release="415", address="12345678@facturen.econnect.eu", screen="en")


def fields_of(form: SetupForm, context: RenderContext = CONTEXT) -> dict[str, Any]:
    return {block["block_id"]: block["element"] for block in setup_form(form, context)["blocks"][1:]}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("setup", [None, A_SETUP, KNOWN])
def test_it_is_taken_by_slack(setup: object, language: Language) -> None:
    assert validate(setup_form(SetupForm(language, setup if setup is None else KNOWN), CONTEXT)) == []


def test_what_is_known_stands_in_it() -> None:
    fields = {
        block["block_id"]: block["element"] for block in setup_form(SetupForm("nl", KNOWN), CONTEXT)["blocks"][1:]
    }

    assert [fields[name]["initial_value"] for name in ("name", "release", "number")] == ["Jansen", "415", "12345678"]
    assert fields["keep"]["initial_options"]
    assert fields["screen"]["initial_option"]["value"] == "en"


def test_a_new_one_is_empty_and_its_screens_speak_as_the_person_does() -> None:
    fields = {
        block["block_id"]: block["element"] for block in setup_form(SetupForm("nl", None), CONTEXT)["blocks"][1:]
    }

    assert not any("initial_value" in field for field in fields.values())
    assert "initial_options" not in fields["keep"]
    assert fields["screen"]["initial_option"]["value"] == "nl"


def test_what_was_checked_just_before_stands_in_it_and_consent_is_still_to_be_given() -> None:
    form = SetupForm("nl", None, number="01035286", release="414 SP2")
    fields = fields_of(form)

    assert [fields[name]["initial_value"] for name in ("release", "number")] == ["414 SP2", "01035286"]
    assert "initial_options" not in fields["keep"]
    assert validate(setup_form(form, CONTEXT)) == []


SEVERAL = replace(CONTEXT, knowledge=library_of_several())


def test_beside_other_products_the_one_that_is_set_up_is_chosen_first_and_that_talked_of_is_chosen_already() -> None:
    view = setup_form(SetupForm("nl", None, talked_of="balansboek"), SEVERAL)
    (chosen,) = view["blocks"]

    assert validate(view) == []
    assert view["callback_id"] == PRODUCT_FORM
    assert [option["value"] for option in chosen["element"]["options"]] == [
        "exact-globe",
        "balansboek",
        "factuurhuis",
    ]
    assert chosen["element"]["initial_option"]["value"] == "balansboek"


@pytest.mark.parametrize(
    ("product", "fields"),
    [("balansboek", ["name", "screen"]), ("exact-globe", ["name", "release", "number", "keep", "screen"])],
)
@pytest.mark.parametrize("is_begun", [False, True])
@pytest.mark.parametrize("language", LANGUAGES)
def test_only_what_is_worked_out_for_its_product_is_asked(
    product: str, fields: list[str], *, is_begun: bool, language: Language
) -> None:
    setup = replace(A_SETUP, product=product) if is_begun else None
    view = setup_form(SetupForm(language, setup, product=product), SEVERAL)

    assert validate(view) == []
    assert [block["block_id"] for block in view["blocks"][1:]] == fields
    assert SEVERAL.name_of_product(product) in view["blocks"][0]["text"]["text"]
    assert view["callback_id"] == SETUP_FORM


@pytest.mark.parametrize(
    ("calculators", "fields"),
    [
        (("version-check",), ["name", "release", "screen"]),
        (("mailbox-address",), ["name", "number", "keep", "screen"]),
    ],
)
def test_where_one_thing_alone_is_worked_out_the_other_is_not_asked(
    calculators: tuple[CalculatorName, ...], fields: list[str]
) -> None:
    base = CONTEXT.knowledge.bases[0]
    integration = Integration("exact-globe", "exact-globe", {}, calculators=calculators)
    one = replace(CONTEXT, knowledge=alone(replace(base, integrations=(integration,))))

    assert [*fields_of(SetupForm("nl", None), one)] == fields
