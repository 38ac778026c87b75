from __future__ import annotations

from bot.domain.language import LANGUAGES, Bilingual


def test_a_text_is_there_in_every_language() -> None:
    assert [Bilingual("hello", "hallo").in_language(language) for language in LANGUAGES] == ["hello", "hallo"]
