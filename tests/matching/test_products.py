from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.product import Product
from bot.knowledge.folder import contents_of
from bot.knowledge.loading import read
from bot.matching.building import build
from bot.matching.matcher import phrases_of
from bot.matching.products import Products

SHIPPED, _ = read(contents_of(Path(__file__).parents[2] / "knowledge"))
assert SHIPPED is not None
FOUND = Products(SHIPPED.products, build(SHIPPED).lexicon.frequency)

EVERYDAY = """
Kan ik dit ook in het weekend doen of is er dan niemand in kantoor?
De koning van het bedrijf is met pensioen, dus nu doe ik het.
We hebben het exact zo ingesteld als in de handleiding staat.
The king of the office is on leave, and I edit the word file myself.
I took a sip of sap before the meeting with both teams.
Is there an option for each of our administrations?
Onze vestiging in Venetië heeft een kraan besteld bij de muis.
Ik heb het loket gebeld en die zeiden dat het briljant werkte.
""".strip().splitlines()


def named(text: str) -> list[str]:
    return [mention.product.slug for mention in FOUND.mentions(text)]


def unknown(text: str) -> str | None:
    return FOUND.unknown(text, FOUND.mentions(text))


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("werkt dit met AFAS?", ["afas"]),
        ("van afas naar exact globe", ["afas", "exact-globe"]),
        ("Globe+ en Globe Next", ["exact-globe", "exact-globe"]),
        ("wij hebben SnelStart en e-boekhouden.nl", ["snelstart", "e-boekhouden"]),
        ("twinfeild of Twinfield", ["twinfield", "twinfield"]),
        ("Microsoft Dynamics 365 Business Central", ["dynamics-365", "business-central"]),
        ("wij werken met king", ["king"]),
        ("Doet King het ook? En bij ons in King dan?", ["king", "king"]),
        ("in Exact Online en in Outlook", ["exact-online", "outlook"]),
        ("my teams need a king size bed", []),
        ("in for a penny", []),
        ("", []),
    ],
)
def test_products_are_found_by_their_names(text: str, slugs: list[str]) -> None:
    assert named(text) == slugs


def test_no_other_product_is_found_where_none_is_named() -> None:
    assert SHIPPED is not None
    about_others = {text for _, text in SHIPPED.gaps["other-packages"].phrasings}
    texts = [phrase.text for phrase in phrases_of(SHIPPED)] + [check.ask for check in SHIPPED.checks] + EVERYDAY
    mistaken = [
        text
        for text in texts
        if any(mention.product.role == "other" for mention in FOUND.mentions(text)) and text not in about_others
    ]
    named_there = [text for text in mistaken if not any(product.name in text for product in SHIPPED.products)]
    assert len(named_there) <= 0.005 * len(texts), named_there


@pytest.mark.parametrize("text", EVERYDAY)
def test_an_everyday_word_is_no_product(text: str) -> None:
    assert not [slug for slug in named(text) if slug not in {"word", "teams"}]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("werkt dit ook voor pakket Boekhoudplus?", "Boekhoudplus"),
        ("Wij werken met FinTastic, kan dat?", "FinTastic"),
        ("is update 413 enough for AdminSuite?", "AdminSuite"),
        ("Kunnen we dit voor Bakkerij Jansen ook doen?", None),
        ("Wij gebruiken Globe bij Jansen BV", None),
        ("de licentie van Jansen B.V. loopt af", None),
        ("werkt dit met AFAS?", None),
        ("de licentie van Globe", None),
        ("de module van Facturen", None),
        ("What is the mailbox address for KvK 12345678?", None),
        ("Mailbox address for CoC 1234567?", None),
        ("werkt dit met KwartaalKompas?", "KwartaalKompas"),
    ],
)
def test_a_name_in_a_products_place_is_asked_about_and_a_firms_is_not(text: str, name: str | None) -> None:
    assert unknown(text) == name


def test_in_what_is_told_only_a_plain_place_of_a_product_counts() -> None:
    assert FOUND.unknown("Je vindt me op LinkedIn.", (), is_told=True) is None
    assert FOUND.unknown("Wij hebben het pakket Kantoorboek.", (), is_told=True) == "Kantoorboek"


def test_no_unknown_name_is_found_where_none_is() -> None:
    assert SHIPPED is not None
    texts = [phrase.text for phrase in phrases_of(SHIPPED)]
    texts += [check.ask for check in SHIPPED.checks if check.must != "not_answer"]
    found = [text for text in texts if unknown(text) is not None]
    assert len(found) <= 0.001 * len(texts), found


def test_without_products_nothing_is_named() -> None:
    assert Products((), frozenset()).mentions("AFAS en Twinfeild") == ()


def test_a_long_name_may_have_two_slips_and_a_short_one_none() -> None:
    products = Products((Product("a", "Boekhouder", "other"), Product("b", "Asa", "other")), frozenset())
    assert [mention.product.slug for mention in products.mentions("Boekhuodr asb zoekhouder")] == ["a"]
