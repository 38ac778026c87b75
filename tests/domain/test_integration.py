from __future__ import annotations

from bot.domain.integration import SourceDocument
from bot.domain.language import Bilingual

TITLE = Bilingual("Connect it", "Koppel het")


def test_a_reader_gets_their_own_language_or_the_one_there_is() -> None:
    both = SourceDocument(TITLE, {"en": "https://e", "nl": "https://n"})

    assert both.address_for("nl") == ("https://n", "nl")
    assert SourceDocument(TITLE, {"en": "https://e"}).address_for("nl") == ("https://e", "en")
    assert SourceDocument(TITLE, {}).address_for("nl") is None
