"""The two languages the bot speaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Language: TypeAlias = Literal["en", "nl"]

LANGUAGES: tuple[Language, ...] = ("en", "nl")


@dataclass(frozen=True, slots=True)
class Bilingual:
    """One text in both languages."""

    en: str
    nl: str

    def in_language(self, language: Language) -> str:
        """Return the text in `language`."""
        return self.nl if language == "nl" else self.en
