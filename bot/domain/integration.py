"""One integration: what is known about connecting one product, and the texts that it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.calculation import CalculatorName
    from bot.domain.language import Bilingual, Language


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A reviewed text, by the title that readers know it by.

    Attributes:
        addresses: where it can be read, by the language that it has there; empty where it stands nowhere.
    """

    title: Bilingual
    addresses: Mapping[Language, str]

    def address_for(self, language: Language) -> tuple[str, Language] | None:
        """Return where to read it and in which language that is, the reader's own where there is one."""
        found = language if language in self.addresses else next(iter(self.addresses), None)
        return None if found is None else (self.addresses[found], found)


@dataclass(frozen=True, slots=True)
class Integration:
    """A folder of the knowledge base, with the slug of its product and its source documents by name.

    Attributes:
        calculators: those that work out something of it; None where that is not told.
        has_bare_slugs: whether its articles are known by their files' names alone beside other integrations as well.
        is_draft: whether it is still being written: checked like the others, and never shown.
    """

    folder: str
    product: str
    sources: Mapping[str, SourceDocument]
    has_bare_slugs: bool = False
    calculators: tuple[CalculatorName, ...] | None = None
    is_draft: bool = False
