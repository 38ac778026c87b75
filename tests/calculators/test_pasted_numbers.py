"""KvK numbers and versions in messages that were not written for the bot."""

from __future__ import annotations

import pytest

from bot.calculators.pasted_numbers import numbers_in_pasted, versions_in_pasted
from tests.calculators.pasted_messages import PASTED_MESSAGES, PastedMessage
from tests.factories import knowledge_base

FACTS = knowledge_base().facts


def numbers(text: str) -> list[str]:
    """Return what is told of the KvK numbers in `text`: each number, or its error."""
    outcome = numbers_in_pasted(text, FACTS)
    return [each.read or each.error or "" for each in outcome.also or (outcome,)]


def versions(text: str) -> list[str]:
    """Return the versions in `text` on which there is a verdict."""
    outcome = versions_in_pasted(text, FACTS)
    told = [each.read for each in (outcome, *outcome.also) if each.value]
    return [version for read in told for version in (read or "").split(" / ")]


@pytest.mark.parametrize("pasted", PASTED_MESSAGES, ids=lambda pasted: pasted["id"])
def test_what_stands_in_a_pasted_message_is_found_and_nothing_else(pasted: PastedMessage) -> None:
    found = numbers(pasted["text"])

    assert [each for each in found if each.isdigit()] == pasted["numbers"]
    assert versions(pasted["text"]) == pasted["versions"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("De levering is van 24122026 in Utrecht.", ["date"]),
        ("The delivery was on 12242026 in Utrecht.", ["date"]),
        ("Ons KvK-nummer is 24122026, in Utrecht.", ["24122026"]),
        ("24122026", ["24122026"]),
        ("Uw pakket 30012345 staat klaar.", ["no-number"]),
        ("Uw pakket 30012345, ons KvK 24371685.", ["24371685"]),
        ("KvK's: Jansen 24371685, Pietersen 24371691.", ["24371685", "24371691"]),
        ("De eerste heeft KvK 24371685, de tweede staat onder 24371691.", ["24371685", "24371691"]),
        ("Het oude KvK-nummer 24371685 is vervallen, nu 24371691.", ["24371691"]),
        ("Het KvK-nummer 24371685 klopt niet, denk ik.", ["24371685"]),
        ("We ontvingen vorige week de nummers 1234567 en 24371685.", ["1234567", "24371685"]),
        ("We belden gisteren met 030 - 231 45 67 over de kosten.", ["no-number"]),
        ("Stuur het naar 24371685@facturen.econnect.eu alsjeblieft.", ["24371685"]),
    ],
)
def test_a_number_counts_where_nothing_says_that_it_is_another_things(text: str, found: list[str]) -> None:
    assert numbers(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Update 413, 414 en 405 SP2", ["413", "414", "405 SP2"]),
        ("Server 1 draait 412/413.", ["412", "413"]),
        ("Wij hebben sinds kort 415 hier.", []),
        ("Versie\n418\nGebruikers\n12", ["418"]),
        ("We moved from 405 to 418 last month.", ["418"]),
        ("Wij gaan binnenkort naar 418.", ["418"]),
        ("Is 415 genoeg voor de koppeling met jullie?", ["415"]),
        ("Kamer is 415 ok voor de vergadering met jullie?", []),
        ("415", ["415"]),
        ("Klopt 415?", ["415"]),
        ("Marktstraat 415", []),
        ("Wij zitten op straat 415, daar is het feest.", []),
        ("We need at least 413, and we run 409.", ["409"]),
        ("globe413 staat klaar bij de klant", ["413"]),
        ("Onze huur is 415 en de borg is 418, zei de verhuurder.", []),
    ],
)
def test_a_version_counts_where_it_is_called_one_or_stands_in_the_place_of_one(text: str, found: list[str]) -> None:
    assert versions(text) == found


def test_without_a_version_of_globe_another_products_is_told() -> None:
    assert versions_in_pasted("Exact Online 2024.3", FACTS).error == "not-globe"
    assert versions_in_pasted("Marktstraat 415", FACTS).error == "ask"
