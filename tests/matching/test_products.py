from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pytest

from bot.domain.product import Product
from bot.matching.matcher import phrases_of
from bot.matching.products import Products
from bot.matching.spelling import Speller
from tests.shipped_knowledge import shipped_knowledge, shipped_matcher

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


@cache
def products() -> Products:
    return Products(shipped_knowledge().products, shipped_matcher().speller)


def named(text: str) -> list[str]:
    return [mention.product.slug for mention in products().mentions(text)]


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
        ("can an e-invoice be matched with an order?", []),
        ("is e-invoice.be the same?", ["e-invoice-be"]),
        ("", []),
    ],
)
def test_products_are_found_by_their_names(text: str, slugs: list[str]) -> None:
    assert named(text) == slugs


def test_no_other_product_is_found_where_none_is_named() -> None:
    shipped = shipped_knowledge()
    others = [product for product in shipped.products if product.role == "other"]
    names = {name for each in others for name in (each.name, *each.aliases, *each.needs_context)}
    naming = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)", re.IGNORECASE)
    texts = [phrase.text for phrase in phrases_of(shipped)] + [check.ask for check in shipped.checks] + EVERYDAY
    nameless = [text for text in texts if not naming.search(text)]
    mistaken = [
        text for text in nameless if any(found.product.role == "other" for found in products().mentions(text))
    ]

    assert len(nameless) > 0.9 * len(texts)
    assert len(mistaken) <= 0.005 * len(nameless), mistaken


@pytest.mark.parametrize("text", EVERYDAY)
def test_an_everyday_word_is_no_product(text: str) -> None:
    assert not [slug for slug in named(text) if slug not in {"word", "teams"}]


def test_of_a_draft_what_a_language_knows_is_an_everyday_word() -> None:
    written = Product("kasboek", "Kasboek", "other", ("boek", "Kasboek Pro", "Kazbo"))
    drafts = Products((replace(written, is_draft=True),), shipped_matcher().speller)

    def found(text: str) -> list[str]:
        return [text[each.start : each.end] for each in drafts.mentions(text)]

    assert found("in welk boek of kasboek staat de factuur?") == []
    assert found("welke versie van kasboek heb ik nodig?") == ["kasboek"]
    assert found("kasboek pro openen") == ["kasboek pro"]
    assert found("kazbo openen, en dan Boek") == ["kazbo", "Boek"]
    assert Products((written,), shipped_matcher().speller).mentions("in welk boek?") != ()


def test_without_products_nothing_is_named() -> None:
    assert Products((), Speller({})).mentions("AFAS en Twinfeild") == ()


def test_a_long_name_may_have_two_slips_and_a_short_one_none() -> None:
    products = Products((Product("a", "Boekhouder", "other"), Product("b", "Asa", "other")), Speller({}))
    assert [mention.product.slug for mention in products.mentions("Boekhuodr asb zoekhouder")] == ["a"]
