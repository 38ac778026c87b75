from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TypedDict, cast

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.calculators.version_check import calculate, recognise
from bot.domain.calculation import Outcome
from bot.domain.text_cleaning import plain
from bot.domain.utterance import parse_utterance
from tests.calculators.sentences import (
    ADDRESSES,
    FACTS,
    NO_ADDRESSES,
    NO_VERSIONS,
    UNCLEAR_VERSIONS,
    VERSIONS,
    WARNED_ADDRESSES,
    WRONG_ADDRESSES,
)

Listed = TypedDict("Listed", {"in": str, "update": int | None, "sp": int | None, "verdict": str})
LISTED = cast(
    "list[Listed]",
    yaml.safe_load((Path(__file__).parents[1] / "data" / "versions.yaml").read_text(encoding="utf-8"))["versions"],
)
TEXTS = st.text() | st.text(alphabet="0123456789 .-/,sp+globe", max_size=60)


def found(text: str, *, is_expected: bool = False) -> Outcome | None:
    return recognise(parse_utterance(plain(text)), FACTS, is_expected=is_expected)


@pytest.mark.parametrize("listed", LISTED, ids=[listed["in"] for listed in LISTED])
def test_every_listed_way_of_writing_a_version_is_read(listed: Listed) -> None:
    outcome = calculate(listed["in"], FACTS)

    pack = "" if listed["sp"] is None else f" SP{listed['sp']}"
    assert (outcome.value or outcome.error) == listed["verdict"]
    assert outcome.read == (None if listed["update"] is None else f"{listed['update']}{pack}")


@pytest.mark.parametrize(
    ("typed", "read", "warning"),
    [
        ("Globe+ 505", "505", "globe-plus"),
        ("globe plus 503", "503", "globe-plus"),
        ("501", "501", "globe-plus"),
        ("Globe+ 413", "413", "globe-plus"),
        ("Globe + 501", "501", "globe-plus"),
        ("Globe 424", "424", None),
        ("Globe+ 412", "412", None),
        ("at least 413", "413", None),
        ("412 with service pack 26", "412 SP26", None),
        ("413sp2/414sp1", "413 SP2 / 414 SP1", None),
        ("413, 413", "413", None),
    ],
)
def test_a_version_is_read_with_its_caveat(typed: str, read: str, warning: str | None) -> None:
    outcome = calculate(typed, FACTS)

    assert (outcome.read, outcome.warning) == (read, warning)


@pytest.mark.parametrize(
    "typed", ["€ 413", "413,50", "factuur 413", "fout 500", "413 facturen", "https://x.nl/413", ""]
)
def test_a_command_without_a_version_asks_for_one(typed: str) -> None:
    assert calculate(typed, FACTS) == Outcome("version-check", error="ask")


def test_versions_on_both_sides_are_answered_one_by_one() -> None:
    assert calculate("Globe 412/413", FACTS) == Outcome(
        "version-check",
        error="ask",
        also=(
            Outcome("version-check", value="no", read="412"),
            Outcome("version-check", value="yes", read="413"),
        ),
    )


def test_the_minimum_comes_from_the_facts() -> None:
    assert calculate("413", replace(FACTS, minimum_update=414)).value == "no"


@pytest.mark.parametrize(("sentence", "verdict", "read"), VERSIONS)
def test_a_sentence_that_asks_about_a_version_gets_the_verdict(sentence: str, verdict: str, read: str) -> None:
    outcome = found(sentence)

    assert outcome is not None
    assert (outcome.value, outcome.error, outcome.read) == (verdict, None, read)


@pytest.mark.parametrize(("sentence", "error"), UNCLEAR_VERSIONS)
def test_a_sentence_whose_version_is_unclear_is_asked_back(sentence: str, error: str) -> None:
    outcome = found(sentence)

    assert outcome is not None
    assert (outcome.value, outcome.error) == (None, error)


@pytest.mark.parametrize(
    "sentence",
    [*NO_VERSIONS, *NO_ADDRESSES, *(sentence for sentence, *_ in (*ADDRESSES, *WARNED_ADDRESSES, *WRONG_ADDRESSES))],
)
def test_a_sentence_about_something_else_is_left_alone(sentence: str) -> None:
    assert found(sentence) is None


@pytest.mark.parametrize(
    ("typed", "result"),
    [
        ("413", "yes"),
        ("412sp26", "no"),
        ("wij hebben 412", "no"),
        ("wij hebben 409 staan", "no"),
        ("412 staat er rechtsboven", "no"),
        ("it says 418 under help", "yes"),
        ("Synergy 255", "not-globe"),
        ("4.13", "ask"),
        ("1413", "ask"),
        ("4l3", "ask"),
        ("SP5", "ask"),
        ("latest", "ask"),
        ("nieuwste versie", "ask"),
        ("Exact Globe 2003", "ask"),
        ("error 500", None),
        ("which version?", None),
        ("12 34 56 78", None),
        ("I don't know", None),
        ("we have 3 companies", None),
        ("our 12 people have no idea at all", None),
        ("why 413?", None),
    ],
)
def test_a_bare_version_answers_the_bots_own_question(typed: str, result: str | None) -> None:
    outcome = found(typed, is_expected=True)

    assert (outcome and (outcome.value or outcome.error)) == result


@given(st.integers(300, 599), st.integers(0, 999))
def test_a_service_pack_never_changes_the_verdict(update: int, pack: int) -> None:
    assert calculate(f"{update} SP{pack}", FACTS).value == calculate(str(update), FACTS).value


@given(st.integers(300, 599))
def test_the_verdict_is_the_comparison_with_the_minimum(update: int) -> None:
    assert calculate(f"Globe {update}", FACTS).value == ("yes" if update >= FACTS.minimum_update else "no")


@given(TEXTS, st.booleans())
def test_any_text_has_an_outcome(text: str, is_expected: bool) -> None:  # noqa: FBT001
    outcome = calculate(text, FACTS)

    assert (outcome.value is None) != (outcome.error is None)
    assert found(text, is_expected=is_expected) in {None, outcome}


@pytest.mark.parametrize(
    ("sentence", "value", "error"),
    [
        ("we hebben nog geen 413, kan het toch?", None, "ask"),
        ("we don't have update 413 yet, can we connect?", None, "ask"),
        ("we zijn nog niet op 413, lukt het koppelen?", None, "ask"),
        ("not yet on 413, is that ok?", None, "ask"),
        ("zonder update 413, kan het dan?", None, "ask"),
        ("bijna 413, kan dat?", None, "ask"),
        ("our version is lower than 413, is that enough?", None, "ask"),
        ("we are below 413, is that ok?", None, "ask"),
        ("we zitten onder de 413, is dat genoeg?", None, "ask"),
        ("onze versie is lager dan 413, kan dat?", None, "ask"),
        ("dont have 413 yet, ok?", None, "ask"),
        ("we lack update 413, ok?", None, "ask"),
        ("we have at least 413, ok?", "yes", None),
        ("we are above 413, is that ok?", "yes", None),
        ("niet 413 maar 412, is dat genoeg?", "no", None),
        ("Globe 413 is not installed, we are on 410, ok?", "no", None),
        ("our version isn't 413 but 411, supported?", "no", None),
        ("wij hebben geen 413 maar 412, mag dat?", "no", None),
        ("we hebben 412, geen 413, kan dat?", "no", None),
        ("we zitten niet meer op 412 maar op 415, goed genoeg?", "yes", None),
        ("nog geen 415, wel 414, goed?", "yes", None),
        ("is 413 not enough?", "yes", None),
        ("ik heb 415, dat is toch niet te oud?", "yes", None),
    ],
)
def test_a_version_that_somebody_says_not_to_have_is_none(
    sentence: str, value: str | None, error: str | None
) -> None:
    outcome = recognise(parse_utterance(plain(sentence)), FACTS, is_expected=False)

    assert outcome is not None
    assert (outcome.value, outcome.error) == (value, error)


@pytest.mark.parametrize(
    "sentence", ["is 412 or 413 the minimum?", "Is Globe 413 free?", "is update 413 gratis?", "wat kost update 415?"]
)
def test_a_question_about_the_minimum_or_a_price_is_no_versions(sentence: str) -> None:
    assert recognise(parse_utterance(plain(sentence)), FACTS, is_expected=False) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "is update 412 ok? what does it cost?",
        "412 genoeg? en wat kost het?",
        "We have 412. Is that enough? What does it cost?",
        "We are on 412. Is that OK? Do we need a contract?",
        "Update 409 SP9 here. Enough? And what does it cost?",
        "412, is that enough, what does it cost and do I need Exact Online?",
        "What does it cost? We have 412. Will that do?",
        "We run 412. Can we use it? Where is the price list?",
        "We zitten op 412. Is dat genoeg? Wat kost het?",
        "wij hebben 412, is dat genoeg en wat kost het",
        "We draaien 412. Kan dat? En hoe begin ik?",
        "Versie 412: genoeg? En kosten?",
        "Wat kost het? We hebben 412, kan dat?",
        "Wij hebben 412. Volstaat dat? En waarom hebben we een abonnement nodig?",
    ],
)
def test_another_question_beside_it_does_not_keep_a_version_from_its_verdict(sentence: str) -> None:
    outcome = recognise(parse_utterance(plain(sentence)), FACTS, is_expected=False)

    assert outcome is not None
    assert outcome.value == "no"


@pytest.mark.parametrize(
    "sentence",
    [
        "We run update 418. Does the licence we have cover the mailbox?",
        "We run update 418. Does the licence cover it?\n\n> Can they use it today?",
        "We hebben 418. Wat kost het?",
    ],
)
def test_a_version_that_is_only_told_beside_another_matter_is_not_judged(sentence: str) -> None:
    assert recognise(parse_utterance(plain(sentence)), FACTS, is_expected=False) is None
