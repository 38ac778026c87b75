from __future__ import annotations

import pytest

from bot.domain.product import Product
from bot.domain.utterance import parse_utterance
from bot.matching.products import Products
from bot.matching.spelling import Speller
from bot.matching.unknown_names import UnknownNames
from bot.services.gating import gate

SPELLER = Speller({"update": 1, "versie": 1})
PRODUCTS = Products(
    (
        Product("exact-globe", "Exact Globe", "ours", ("Globe",)),
        Product("outlook", "Outlook", "beside"),
        Product("windows", "Windows", "beside"),
        Product("exact-online", "Exact Online", "beside"),
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
