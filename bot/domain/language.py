"""The two languages the bot speaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from bot.domain.markup import RichText

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


@dataclass(frozen=True, slots=True)
class AnswerText:
    """One text in both languages, its marks read."""

    en: RichText
    nl: RichText

    def in_language(self, language: Language) -> RichText:
        """Return the answer in `language`."""
        return self.nl if language == "nl" else self.en
