from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.calculators import mailbox_address, version_check
from bot.calculators.holders import HolderChoice, choose_by_holder
from bot.domain.article import Facts
from bot.domain.text_cleaning import plain
from bot.domain.utterance import parse_utterance

if TYPE_CHECKING:
    from bot.domain.calculation import Outcome

FACTS = Facts(413, "facturen.econnect.eu", {})


def version_of(text: str) -> Outcome | None:
    return version_check.recognise(parse_utterance(plain(text)), FACTS, is_expected=False)


def address_of(text: str) -> Outcome | None:
    return mailbox_address.recognise(parse_utterance(plain(text)), FACTS, is_expected=False)


@pytest.mark.parametrize(
    ("text", "value", "read"),
    [
        ("Onze vestiging zit nog op 405, wij zitten op 418. Kunnen wij aansluiten?", "yes", "418"),
        ("Onze vestiging zit nog op 405, wij zitten op 418. Kan de vestiging aansluiten?", "no", "405"),
        ("jullie zeggen 413, wij hebben 409 SP9, is dat genoeg?", "no", "409 SP9"),
        ("They say 413 is needed, we are at 410. Is that ok?", "no", "410"),
        ("isn't 413 enough?", "yes", "413"),
        ("is 413 niet genoeg?", "yes", "413"),
        ("client A is on 412, client B on 417, can B connect?", "yes", "417"),
        ("The test server has Globe 424, production is at 411. Is the production server good enough?", "no", "411"),
        ("Our customer runs update 411 and we run 420. Can the customer use the mailbox?", "no", "411"),
        ("Vorig jaar zaten we nog op 408, sinds dit weekend draait hier 419 SP2. Kan dat?", "yes", "419 SP2"),
        ("We were on 414 but had to roll back to 410. Are we still OK?", "no", "410"),
        ("De back-up draait weer. Wij hebben 412, mogen we meedoen?", "no", "412"),
    ],
)
def test_the_verdict_is_about_the_version_that_is_asked_for(text: str, value: str, read: str) -> None:
    outcome = version_of(text)

    assert outcome is not None
    assert (outcome.value, outcome.read) == (value, read)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("De moeder heeft KvK 11223344 en de dochter 44332211. Wat is het adres voor de dochter?", "44332211"),
        ("Voor project 20304050, kvk-nummer van de klant is 90807060. Welk e-mailadres wordt het?", "90807060"),
        ("welk adres hoort bij 12345678 of kvk 44332211?", "44332211"),
    ],
)
def test_the_address_is_of_the_number_that_is_asked_for(text: str, value: str) -> None:
    outcome = address_of(text)

    assert outcome is not None
    assert outcome.value == f"{value}@facturen.econnect.eu"


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("kvk 1234567.0, welk adres?", "too-short-7"),
        ("bij het kvk-nummer staat 123456.78, wat is het adres?", "odd-grouping"),
        ("kvk 10.0.35.286, adres?", "odd-grouping"),
        ("The KvK number is 1.23457E+07, which mailbox address?", "scientific-notation"),
        ("Ik heb alleen het RSIN, dat is 001234567. Welk adres?", "nine-digits-rsin"),
    ],
)
def test_what_a_spreadsheet_did_to_a_number_is_told(text: str, error: str) -> None:
    outcome = address_of(text)

    assert outcome is not None
    assert (outcome.value, outcome.error) == (None, error)


@pytest.mark.parametrize(
    "text",
    [
        "Waarom is de brievenbus er niet? Het gaat om 20304050.",
        "Hoe haal ik facturen op? Mijn klantnummer is 20304050.",
        "De mailbox van 20304050 is weg, hoe kan dat?",
    ],
)
def test_a_number_counts_only_where_something_asks_for_an_address(text: str) -> None:
    assert address_of(text) is None


def test_of_one_number_and_of_none_nobody_else_is_asked() -> None:
    assert choose_by_holder("", (), lambda _: 0) == HolderChoice(())
    assert choose_by_holder("x 413", (413,), lambda _: 2) == HolderChoice((413,))


def test_where_nothing_tells_them_apart_all_of_them_are_meant() -> None:
    assert choose_by_holder("405 418", (405, 418), lambda each: 0 if each == 405 else 4) == HolderChoice((405, 418))


@pytest.mark.parametrize(
    ("text", "read", "holder"),
    [
        ("Our branch is on 405, we are on 418. Can the branch connect?", "405", "named"),
        ("Our branch is on 405, we are on 418. Can we connect?", "418", "own"),
        ("Head office upgraded to 418 last month, our own Globe says 412. Is that enough for us?", "412", "own"),
        ("Het hoofdkantoor zit op 418, onze eigen Globe zegt 412. Is dat genoeg voor ons?", "412", "own"),
        ("Is 413 enough?", "413", None),
    ],
)
def test_it_says_whose_version_was_taken(text: str, read: str, holder: str | None) -> None:
    outcome = version_of(text)

    assert outcome is not None
    assert (outcome.read, outcome.holder) == (read, holder)


@pytest.mark.parametrize(
    "text",
    [
        "Even ter info: wij zijn afgelopen weekend overgegaan op Globe 418, alles draait weer.",
        "We do not have Exact Online, only Globe on premise (version 419). Is that true?",
    ],
)
def test_a_version_that_is_only_told_is_not_judged(text: str) -> None:
    assert version_of(text) is None


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Is our customer on 411 fine if we as accountants have 420?", "411"),
        ("We're upgrading from 409 to 418 next month. Can we connect after that?", "418"),
        ("We zitten op 412 maar gaan volgende week naar 420. Kunnen we dan koppelen?", "420"),
        ("we're on 411. would 415 do?", "415"),
        ("Wij zitten op 412. Is 418 genoeg?", "418"),
        (
            (
                "Vorig jaar nog 408, nu overgegaan naar 414. Destijds kon het nog niet. "
                "Kan de digitale brievenbus nu wel?"
            ),
            "414",
        ),
        ("Client upgraded from 411 to 418 last week, can they use it now?", "418"),
        (
            (
                "@here morning, everyone all right?\nI have a meeting. "
                "Client upgraded from 411 to 418 last week, can they use it now?"
            ),
            "418",
        ),
        (
            (
                "Where we are:\n- the audit is running\n\n"
                "Client upgraded from 411 to 418 last week, can they use it now?"
            ),
            "418",
        ),
    ],
)
def test_the_version_is_that_of_the_one_and_of_the_time_that_is_asked_about(text: str, read: str) -> None:
    outcome = version_of(text)

    assert outcome is not None
    assert outcome.read == read


@pytest.mark.parametrize(
    "text",
    [
        "We have about 350 creditors, is this supported?",
        "Wij verwerken 400 bonnen, is dat ok?",
        "Kan ik met 300 dpi scannen?",
        "Zijn er bekende problemen met update 421?",
        "Is update 420 stabiel?",
        "Is Globe 418 compatible with SQL Server 2014?",
    ],
)
def test_a_number_of_something_else_and_another_question_get_no_verdict(text: str) -> None:
    assert version_of(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "KvK van onze leverancier is 34567890. Wat is ons brievenbusadres?",
        "Supplier's KvK: 34567890. What is our mailbox address?",
        "De KvK van onze boekhouder is 34567890, wat is het adres van onze brievenbus?",
    ],
)
def test_with_anothers_number_ones_own_is_asked_for(text: str) -> None:
    outcome = address_of(text)

    assert outcome is not None
    assert outcome.error == "no-number"


@pytest.mark.parametrize(
    "text",
    [
        "We used to be KvK 12345678 but since the merger we're 24133172. What's the mailbox address?",
        "Tot vorig jaar KvK 12345678, nu 24133172. Wat wordt het adres?",
        "Onze KvK is gewijzigd van 12345678 naar 24133172. Wat wordt het nieuwe adres?",
        "Ons oude KvK-nummer was 12345678, het nieuwe is 24133172. Wat is het adres?",
        "KvK 12345678 bestaat niet meer, het is nu 24133172. Welk adres?",
        "Ons KvK is niet 12345678 maar 24133172, adres?",
        "KvK 12345678 was verkeerd, moet 24133172 zijn. Adres?",
    ],
)
def test_a_number_that_is_gone_does_not_count_beside_the_new_one(text: str) -> None:
    outcome = address_of(text)

    assert outcome is not None
    assert outcome.read == "24133172"


@pytest.mark.parametrize(
    "text",
    [
        "Relatie 40012345 vraagt naar ons e-mailadres voor facturen.",
        "polisnummer 12345678 en welk mailadres gebruik ik",
        "Dossier 45678901: welk e-mailadres moet ik gebruiken?",
        "Administratie 00000123, welk adres hoort daarbij?",
        "transactie 87654321 mislukt, welk adres was het ook alweer",
    ],
)
def test_a_number_behind_another_noun_is_that_nouns(text: str) -> None:
    assert address_of(text) is None
