from __future__ import annotations

import re
from pathlib import Path
from typing import NotRequired, TypedDict, cast

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.calculators.mailbox_address import asks_for_address, calculate, passes_eleven_test, recognise
from bot.domain.calculation import Outcome
from bot.domain.text_cleaning import plain
from bot.domain.utterance import parse_utterance
from tests.calculators.sentences import (
    ADDRESSES,
    CHECKED_ADDRESSES,
    CHECKED_OTHERS,
    FACTS,
    NO_ADDRESSES,
    NO_VERSIONS,
    UNCLEAR_VERSIONS,
    VERSIONS,
    WARNED_ADDRESSES,
    WRONG_ADDRESSES,
)

Input = TypedDict(
    "Input",
    {"in": str, "kvk": str | None, "error": NotRequired[str], "warn": NotRequired[str], "also": NotRequired[str]},
)
LISTED = cast(
    "list[Input]",
    yaml.safe_load((Path(__file__).parents[1] / "data" / "kvk_inputs.yaml").read_text(encoding="utf-8"))["inputs"],
)
TEXTS = st.text() | st.text(alphabet="0123456789 .-@kvkRSINbl+\n", max_size=60)
NINE_DIGITS = re.compile(r"[0-9]{9}")


def address(digits: str) -> str:
    return f"{digits}@{FACTS.mailbox_domain}"


def found(text: str, *, is_expected: bool = False) -> Outcome | None:
    return recognise(parse_utterance(plain(text)), FACTS, is_expected=is_expected)


@pytest.mark.parametrize("listed", LISTED, ids=[listed["in"] for listed in LISTED])
def test_every_listed_way_of_writing_a_number_is_read(listed: Input) -> None:
    outcome = calculate(listed["in"], FACTS)

    kvk, also = listed["kvk"], listed.get("also")
    assert outcome.value == (None if kvk is None else address(kvk))
    assert outcome.error == listed.get("error")
    assert outcome.warning == listed.get("warn")
    assert [each.value for each in outcome.also] == ([] if also is None else [*map(address, also.split(", "))])


@pytest.mark.parametrize(
    ("typed", "outcome"),
    [
        ("what is the address for 54441587?", Outcome("mailbox-address", value=address("54441587"), read="54441587")),
        ("#12345678", Outcome("mailbox-address", value=address("12345678"), read="12345678")),
        ("2025-0412", Outcome("mailbox-address", value=address("20250412"), read="20250412")),
        ("1234567", Outcome("mailbox-address", error="too-short-7", read="1234567")),
        ("kvk 12", Outcome("mailbox-address", error="too-short", read="12")),
        ("our 3 companies want an address", Outcome("mailbox-address", error="no-number")),
        ("the address of our kvk in 2024", Outcome("mailbox-address", error="no-number")),
        ("factuur 20250412", Outcome("mailbox-address", error="no-number")),
        ("€ 12345678", Outcome("mailbox-address", error="no-number")),
        ("https://econnect.eu/12345678", Outcome("mailbox-address", error="no-number")),
        ("info@econnect.eu", Outcome("mailbox-address", error="no-number")),
        ("KvK 12345678 RSIN 123456782", Outcome("mailbox-address", value=address("12345678"), read="12345678")),
        ("tel 030-1234567, btw NL123456789B01", Outcome("mailbox-address", error="vat-number")),
        ("RSIN 12345678", Outcome("mailbox-address", error="nine-digits-rsin")),
        ("BSN 12345678", Outcome("mailbox-address", error="nine-digits")),
        ("00000003000000000000", Outcome("mailbox-address", error="oin")),
        ("", Outcome("mailbox-address", error="no-number")),
    ],
)
def test_a_command_takes_the_whole_text_as_input(typed: str, outcome: Outcome) -> None:
    assert calculate(typed, FACTS) == outcome


def test_each_of_two_numbers_has_its_own_outcome() -> None:
    outcome = calculate("52345678, 1234567 and 01035286", FACTS)

    assert outcome.error == "two-numbers"
    assert [(each.value, each.error, each.warning) for each in outcome.also] == [
        (address("52345678"), None, "elfproef"),
        (None, "too-short-7", None),
        (address("01035286"), None, None),
    ]


@pytest.mark.parametrize(("sentence", "digits"), ADDRESSES)
def test_a_sentence_that_asks_for_an_address_gets_it(sentence: str, digits: str) -> None:
    assert found(sentence) == Outcome("mailbox-address", value=address(digits), read=digits)


@pytest.mark.parametrize(("sentence", "digits", "warning"), WARNED_ADDRESSES)
def test_a_sentence_with_a_doubtful_number_gets_a_warning_too(sentence: str, digits: str, warning: str) -> None:
    assert found(sentence) == Outcome("mailbox-address", value=address(digits), warning=warning, read=digits)


@pytest.mark.parametrize(("sentence", "error"), WRONG_ADDRESSES)
def test_a_sentence_with_a_wrong_number_is_told_what_it_is(sentence: str, error: str) -> None:
    outcome = found(sentence)

    assert outcome is not None
    assert (outcome.value, outcome.error) == (None, error)


@pytest.mark.parametrize(("sentence", "digits"), CHECKED_ADDRESSES)
def test_a_number_of_which_somebody_asks_if_it_is_right_gets_its_address(sentence: str, digits: str) -> None:
    outcome = found(sentence)
    assert outcome is not None
    assert outcome.value == address(digits)
    assert asks_for_address(parse_utterance(plain(sentence)))


@pytest.mark.parametrize("sentence", CHECKED_OTHERS)
def test_another_things_number_is_not_checked(sentence: str) -> None:
    assert found(sentence) is None


@pytest.mark.parametrize("sentence", NO_ADDRESSES)
def test_a_sentence_about_something_else_is_left_alone(sentence: str) -> None:
    assert found(sentence) is None


@pytest.mark.parametrize(
    "sentence",
    [
        *(sentence for sentence, *_ in (*VERSIONS, *UNCLEAR_VERSIONS)),
        *(sentence for sentence in NO_VERSIONS if "kvk" not in sentence),
    ],
)
def test_a_sentence_about_versions_is_left_alone(sentence: str) -> None:
    assert found(sentence) is None


@pytest.mark.parametrize(
    ("typed", "result"),
    [
        ("12345678", address("12345678")),
        ("it's 54441587", address("54441587")),
        ("20250412", address("20250412")),
        ("1234567", "too-short-7"),
        ("ons nummer is 1234567, geloof ik", "too-short-7"),
        ("803858", "too-short"),
        ("06-12345678", "phone-number"),
        ("123456789", "nine-digits"),
        ("<kvk-number>@facturen.econnect.eu", "placeholder"),
        ("call me tomorrow on 06-12345678", None),
        ("factuur 20250412", None),
        ("we have 3 companies", None),
        ("I don't know", None),
    ],
)
def test_a_bare_number_answers_the_bots_own_question(typed: str, result: str | None) -> None:
    outcome = found(typed, is_expected=True)

    assert (outcome and (outcome.value or outcome.error)) == result


def test_the_eleven_test_accepts_econnects_own_number() -> None:
    """Worked example (`facts.md`, 3.3): 8·5+7·4+6·4+5·4+4·1+3·5+2·8+1·7 = 154 = 14·11."""
    assert passes_eleven_test("54441587")
    assert not passes_eleven_test("54441578")


@given(st.from_regex(r"[0-9]{8}", fullmatch=True).filter(lambda digits: digits.strip("0") != ""))
def test_eight_digits_are_the_address_as_they_stand(digits: str) -> None:
    outcome = calculate(digits, FACTS)

    assert (outcome.value, outcome.error, outcome.read) == (address(digits), None, digits)
    assert (outcome.warning == "elfproef") == (int(digits) >= 50_000_000 and not passes_eleven_test(digits))


@given(TEXTS, st.booleans())
def test_any_text_has_an_outcome_without_nine_digits(text: str, is_expected: bool) -> None:  # noqa: FBT001
    assert not NINE_DIGITS.search(repr(calculate(text, FACTS)))
    assert not NINE_DIGITS.search(repr(found(text, is_expected=is_expected)))


@given(
    st.from_regex(r"[0-9]{9}", fullmatch=True),
    st.sampled_from(
        ["{}", "RSIN {}", "kvk {} adres?", "BSN: {}.", "NL{}B01", "{}@facturen.econnect.eu", "{0} / {0}"]
    ),
)
def test_nine_digits_are_never_shown_again(digits: str, frame: str) -> None:
    for outcome in (calculate(frame.format(digits), FACTS), found(frame.format(digits), is_expected=True)):
        assert digits[:8] not in repr(outcome)
        assert digits[1:] not in repr(outcome)


@pytest.mark.parametrize("text", ["adres voor kvk 12345678 9", "coc 9 12345678", "kvk 1234 5678 9"])
def test_nine_digits_however_parted_are_nine_digits(text: str) -> None:
    outcome = recognise(parse_utterance(plain(text)), FACTS, is_expected=False)

    assert outcome is not None
    assert outcome.error == "nine-digits"
    assert (
        recognise(parse_utterance(plain("what is our mailbox address 2024 0412")), FACTS, is_expected=False) is None
    )


def test_van_before_a_number_does_not_say_that_it_is_gone() -> None:
    outcome = recognise(
        parse_utterance("het adres van kvk 24133172 en dat van kvk 01035286?"), FACTS, is_expected=False
    )

    assert outcome is not None
    assert [each.read for each in outcome.also] == ["24133172", "01035286"]


@pytest.mark.parametrize(
    "text",
    ["0103.52 86", "01. 03. 52. 86", "KvK: 01.03 52.86", "kvk-nummer 01 03-52-86", "0103/5286", "01,035,286"],
)
def test_eight_digits_parted_in_no_usual_way_are_not_called_too_few(text: str) -> None:
    asked = recognise(parse_utterance(plain(text)), FACTS, is_expected=True)

    assert calculate(plain(text), FACTS) == Outcome("mailbox-address", error="odd-grouping")
    assert asked is None or asked.error == "odd-grouping"


@pytest.mark.parametrize("text", ["0103.52 8", "0103.52 867", "update 413.5 en 1234", "0103"])
def test_other_digits_are_too_few_as_before(text: str) -> None:
    assert calculate(plain(text), FACTS).error == "too-short"


@pytest.mark.parametrize("text", ["12345678 was wrong", "no, 12345678 is wrong"])
def test_a_number_that_is_only_taken_back_is_asked_for_again(text: str) -> None:
    outcome = found(text, is_expected=True)

    assert outcome is not None
    assert (outcome.value, outcome.error) == (None, "no-number")
