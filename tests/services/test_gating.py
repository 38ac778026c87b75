from __future__ import annotations

import pytest

from bot.domain.product import Product
from bot.domain.utterance import parse_utterance
from bot.matching.products import Products
from bot.matching.spelling import Speller
from bot.matching.unknown_names import UnknownNames
from bot.services.gating import OwnVersions, gate, names_another, own_versions

SPELLER = Speller({"update": 1, "versie": 1})
PRODUCTS = Products(
    (
        Product("exact-globe", "Exact Globe", "ours", ("Globe",)),
        Product("outlook", "Outlook", "beside"),
        Product("windows", "Windows", "beside"),
        Product("exact-online", "Exact Online", "beside", is_part=True),
        Product("afas", "AFAS", "other"),
        Product("twinfield", "Twinfield", "other"),
    ),
    SPELLER,
)


@pytest.mark.parametrize(
    ("text", "subject", "product"),
    [
        ("Welke update heb ik nodig?", "ours", None),
        ("Welke update van Globe heb ik nodig?", "ours", None),
        ("Is update 413 genoeg voor AFAS?", "other", "afas"),
        ("Wij werken met AFAS. Welke update heb ik nodig?", "other", "afas"),
        ("Wij werken met Globe. Werkt het ook met Twinfield?", "other", "twinfield"),
        ("Wij stappen over van AFAS naar Globe. Welke update is nodig?", "ours", None),
        ("Vroeger AFAS, welke update van Globe is nodig?", "ours", None),
        ("We gebruiken AFAS en Globe. Welke update is nodig?", "doubt", "afas"),
        ("Kan AFAS samen met Globe?", "doubt", "afas"),
        ("We have replaced Globe. Welke update is nodig?", "doubt", None),
        ("Wij zitten niet meer op Globe 411 maar op 418. Is dat genoeg?", "ours", None),
        ("Kan ik niet met AFAS ophalen?", "other", "afas"),
        ("Wij hebben geen AFAS maar Globe. Welke update?", "ours", None),
        ("Mijn naam is Afas, welke update?", "ours", None),
        ("Welke licentie van Outlook is nodig?", "other", "outlook"),
        ("Ik mail via Outlook. Welke update is nodig?", "ours", None),
        ("Welke versie van Outlook heb ik nodig?", "other", "outlook"),
        ("Onze pc's staan op Windows 11 met update 24H2. Is dat recent genoeg?", "other", "windows"),
        ("De gedeelde mailbox in Outlook is niet aangemaakt, hoe kan dat?", "other", "outlook"),
        ("Welke versie van Exact Online heb ik nodig?", "ours", None),
        ("Een vestiging heeft het pakket Kantoorboek. Hoe koppel ik dat?", "unknown", None),
        ("Globe naast pakket Kantoorboek, kan dat?", "ours", None),
        ("AFAS is een mooi pakket.", "other", "afas"),
    ],
)
def test_which_product_a_message_is_about(text: str, subject: str, product: str | None) -> None:
    found = gate(parse_utterance(text), PRODUCTS, UnknownNames(SPELLER))

    assert (found.subject, found.product.slug if found.product else None) == (subject, product)
    assert (found.name is not None) == (subject == "unknown")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("418", "418"),
        ("AFAS 418", ""),
        ("Globe 413, AFAS 418", "Globe 413, AFAS"),
        ("Globe 413 naast Outlook versie 418 SP2", "Globe 413 naast Outlook"),
        ("Exact Online: 418", "Exact Online"),
        ("Globe met Exact Online: 418", "Globe met Exact Online: 418"),
        ("418 van Exact Online", "Exact Online"),
        ("418 met Exact Online", "418 met Exact Online"),
        ("versie 418 van pakket Kantoorboek", ""),
    ],
)
def test_of_an_input_another_products_versions_are_left_out(text: str, left: str) -> None:
    assert own_versions(text, PRODUCTS, UnknownNames(SPELLER), is_input=True).text == left


def test_that_a_version_stands_beside_another_products_name_is_told() -> None:
    own = own_versions("Wij werken met AFAS 418", PRODUCTS, UnknownNames(SPELLER))
    assert own == OwnVersions("", has_others=True)


def test_in_a_message_an_unknown_name_takes_no_version_away() -> None:
    text = "versie 418 van pakket Kantoorboek"
    assert own_versions(text, PRODUCTS, UnknownNames(SPELLER)) == OwnVersions(text)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("AFAS 12345678", True), ("Globe en AFAS", False), ("de versie van Outlook", False), ("12345678", False)],
)
def test_a_package_that_is_not_ours_is_named(text: str, *, is_one: bool) -> None:
    assert names_another(text, PRODUCTS, UnknownNames(SPELLER)) is is_one


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("Welke update heb ik nodig?", "afas"),
        ("Welke update heb ik nodig in Outlook?", "afas"),
        ("Welke update van Globe heb ik nodig?", None),
        ("Is update 413 genoeg voor Twinfield?", "twinfield"),
    ],
)
def test_a_product_that_is_meant_counts_where_none_is_named(text: str, product: str | None) -> None:
    meant = Product("afas", "AFAS", "other")
    found = gate(parse_utterance(text), PRODUCTS, UnknownNames(SPELLER), meant)
    assert (found.product.slug if found.product else None) == product
    assert found.is_meant == (product == "afas")
