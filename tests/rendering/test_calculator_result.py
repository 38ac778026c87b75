"""What the calculators found, in the place of their form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.domain.forms import ResultForm
from bot.domain.language import LANGUAGES, Language
from bot.rendering.calculator_result import MOST_SHOWN, result_view
from localslack.blockkit.validation import validate
from tests.rendering.calculator_examples import MANY_NUMBERS, NUMBER, RESULTS, VERSION, calculated
from tests.rendering.test_setups import context

if TYPE_CHECKING:
    from bot.domain.calculation import CalculatorName


def view_of(*inputs: tuple[CalculatorName, str], language: Language = "nl") -> dict[str, Any]:
    return result_view(ResultForm(language, tuple(calculated(*each) for each in inputs)), context())


def copied(view: dict[str, Any]) -> list[str]:
    """Return what stands alone in a frame, from which it is copied."""
    parts = [
        part for block in view["blocks"] for part in block["elements"] if part["type"] == "rich_text_preformatted"
    ]
    return [element["text"] for part in parts for element in part["elements"]]


def read(view: dict[str, Any]) -> str:
    return "".join(
        element["text"]
        for block in view["blocks"]
        for part in block["elements"]
        for line in (part["elements"] if part["type"] == "rich_text_list" else [part])
        for element in line["elements"]
    )


@pytest.mark.parametrize("form", [form for language in LANGUAGES for form in RESULTS[language]])
def test_it_is_taken_by_slack(form: ResultForm) -> None:
    assert validate(result_view(form, context())) == []


def test_an_address_stands_alone_and_says_of_which_number_it_is() -> None:
    view = view_of((NUMBER, "0103 5286"))

    assert copied(view) == ["01035286@facturen.econnect.eu"]
    assert read(view).startswith("Het adres van de brievenbus bij KvK-nummer 01035286:")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "nl",
            [
                "Vul het adres in Exact Globe in",
                "Systeem > Instellingen > Administratie-instellingen",
                "Digitale brievenbus",
                "Alleen als ‘Maak de Digitale Brievenbus aan’ niet is gelukt: Maak de Digitale Brievenbus handmatig",
                "Mijn Exact Online > Mijn relatiegegevens > Mijn digitale brievenbussen",
            ],
        ),
        (
            "en",
            [
                "Enter the address in Exact Globe",
                "System > Settings > Administration settings",
                "Digital mailbox",
                "Only if “Create the Digital Mailbox” didn't work: Create the Digital Mailbox by hand",
                "My Exact Online > My contact details > My digital mailboxes",
            ],
        ),
    ],
)
def test_it_says_where_the_address_goes_in_the_persons_language(language: Language, words: list[str]) -> None:
    said = read(view_of((NUMBER, "01035286"), language=language))

    assert [said.find(each) for each in words] == sorted(said.find(each) for each in words)
    assert all(each in said for each in words)
    assert said.count("01035286@facturen.econnect.eu") == 3


def test_of_two_numbers_each_has_its_address_and_the_places_name_none() -> None:
    view = view_of((NUMBER, "12345678 en 87654321 en 1234567"))

    assert copied(view) == ["12345678@facturen.econnect.eu", "87654321@facturen.econnect.eu"]
    assert "1234567: Dit nummer heeft 7 cijfers" in read(view)
    assert "<kvk-nummer>@facturen.econnect.eu" in read(view)


def test_of_very_many_the_first_are_shown_and_that_is_said() -> None:
    view = view_of((NUMBER, MANY_NUMBERS))

    assert len(copied(view)) == MOST_SHOWN
    assert f"Dit zijn de eerste {MOST_SHOWN}." in read(view)
    assert "Dit zijn de eerste" not in read(view_of((NUMBER, "12345678 en 87654321")))


def test_a_number_within_another_is_told_with_what_the_other_is() -> None:
    view = view_of((NUMBER, "00000003123456780000"))

    assert "Dat is een OIN" in read(view)
    assert "lijkt 12345678 te zijn" in read(view)
    assert copied(view) == ["12345678@facturen.econnect.eu"]


def test_what_is_odd_about_a_number_is_told() -> None:
    assert "elfproef" in read(view_of((NUMBER, "55667788")))


def test_a_verdict_reads_as_behind_the_command() -> None:
    assert "Ja, update 414 SP2 is nieuw genoeg." in read(view_of((VERSION, "414 SP2")))
    assert "Nee, update 405 is te oud." in read(view_of((VERSION, "405 en 418")))


def test_the_set_up_begins_with_what_stands_there() -> None:
    view = view_of((NUMBER, "01035286"), (VERSION, "414"))

    assert view["submit"]["text"] == "Loop het met me door"
    assert view["private_metadata"] == "nl\n01035286\n414"
    assert "staat dan al ingevuld" in read(view)


def test_of_several_the_set_up_begins_with_none() -> None:
    view = view_of((NUMBER, "12345678 en 87654321"))

    assert view["private_metadata"] == "nl\n\n"
    assert "staat dan al ingevuld" not in read(view)
    assert view_of((VERSION, "414 en 415"))["private_metadata"] == "nl\n\n"


@pytest.mark.parametrize("version", ["412", "405 en 418"])
def test_where_a_version_is_too_old_there_is_nothing_to_begin(version: str) -> None:
    view = view_of((NUMBER, "01035286"), (VERSION, version))

    assert not {"submit", "private_metadata"} & view.keys()
    assert "Loop het met me door" not in read(view)
