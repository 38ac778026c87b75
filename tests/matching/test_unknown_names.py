from __future__ import annotations

from functools import cache

import pytest

from bot.matching.matcher import phrases_of
from bot.matching.products import Products
from bot.matching.unknown_names import UnknownNames
from tests.shipped_knowledge import shipped_knowledge, shipped_matcher


@cache
def products() -> Products:
    return Products(shipped_knowledge().products, shipped_matcher().speller)


@cache
def names() -> UnknownNames:
    return UnknownNames(shipped_matcher().speller)


def unknown(text: str) -> str | None:
    return names().first_in(text, products().mentions(text))


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
        ("Waar vind ik de digitale brievenbus in Saldimax?", "Saldimax"),
        ("Hoe sluit ik Numerivo aan op eConnect?", "Numerivo"),
        ("Kan Lefèvre uit Luik dat ook, via Établissements Lefèvre?", None),
        ("Ik ben Wouter van de boekhouding in Mechelen, mag dat?", None),
        ("Kan ik Numerivo op eConnect aansluiten?", "Numerivo"),
        ("Does the mailbox come with the pennywhistle ERP?", "pennywhistle"),
        ("kan de brievenbus gekoppeld worden met numerivo?", "numerivo"),
        ("how do we link this with Boekstroom Pro?", "Boekstroom Pro"),
        ("Kan ik de facturen ophalen in Amersfoort of in Kortrijk?", None),
        ("Hoe sluiten we Bakkerij Hoogvliet aan op eConnect?", None),
        ("werkt het in glboe ook?", None),
        ("Staan de facturen in factuurregistratie of elders?", None),
        ("mail mij op info@saldimax.nl of kijk in www.numerivo.be", None),
    ],
)
def test_a_name_in_a_products_place_is_asked_about_and_a_firms_is_not(text: str, name: str | None) -> None:
    assert unknown(text) == name


def test_in_what_is_statement_only_a_plain_place_of_a_product_counts() -> None:
    assert names().first_in("Je vindt me op LinkedIn.", (), is_statement=True) is None
    assert names().first_in("Wij hebben het pakket Kantoorboek.", (), is_statement=True) == "Kantoorboek"


def test_no_unknown_name_is_found_where_none_is() -> None:
    shipped = shipped_knowledge()
    texts = [phrase.text for phrase in phrases_of(shipped)]
    texts += [check.ask for check in shipped.checks if check.must != "not_answer"]
    found = [text for text in texts if unknown(text) is not None]
    assert len(found) <= 0.001 * len(texts), found


def test_a_firm_and_its_advisers_are_no_products() -> None:
    assert unknown("Is the licence of Numerivo B.V. enough?") is None
    assert unknown("Werkt het pakket Numerivo-Advies ook?") is None
    assert unknown("Kan dit in Nederland?") is None


def test_a_compound_name_of_two_unknown_words_is_no_licence() -> None:
    assert unknown("Is het inbegrepen bij mijn Ramco-licentie?") == "Ramco"
