from __future__ import annotations

import pytest

from bot.bootstrap.answering import dictionary
from bot.matching.languages import is_foreign
from bot.matching.spelling import Speller

SPELLER = Speller({"globe": 1, "mailbox": 1, "econnect": 1}, dictionary())


@pytest.mark.parametrize(
    "text",
    [
        "Wo finde ich die Rechnungen in Globe?",
        "Ist die Lizenz in Exact Globe enthalten?",
        "Quelle version de Globe faut-il ?",
        "Bonjour, je ne trouve pas la boîte aux lettres",
        "dónde puedo encontrar las facturas",
        "Quale versione mi serve?",
        "Jaka wersja jest potrzebna?",
        "¿Qué versión?",
        "发票在哪里",
        "Где счета?",
    ],
)
def test_another_language_is_noticed(text: str) -> None:
    assert is_foreign(text, SPELLER)


@pytest.mark.parametrize(
    "text",
    [
        "waar vind ik de mailbox?",
        "Kan Jean-Pierre Delacroix uit Liège de mailbox ook zien?",
        "der mailbox",
        "KvK + facturen.econnect.eu + inkoopfacturen.econnect.eu",
        "12345678 87654321 413 412",
        "turnover per customer",
        "Will invoices from Großhandel Schröder arrive in Globe?",
        "The Zeitgeist is to work from home, can the mailbox do that à la carte?",
        "",
    ],
)
def test_names_loan_words_and_addresses_are_no_other_language(text: str) -> None:
    assert not is_foreign(text, SPELLER)


def test_without_word_lists_no_language_is_noticed() -> None:
    assert not is_foreign("Jaka wersja jest potrzebna?", Speller({}))
    assert not is_foreign("Где счета?", Speller({}))
