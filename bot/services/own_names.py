"""Whether a text is about the product of one integration, by the names that people have for it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from bot.domain.utterance import parse_utterance
from bot.matching.cue_finder import cues_of
from bot.matching.products import Products
from bot.matching.unknown_names import UnknownNames
from bot.services.gating import gate

if TYPE_CHECKING:
    from bot.domain.article import KnowledgeBase
    from bot.domain.product import Mention
    from bot.matching.cue_finder import Cues
    from bot.matching.spelling import Speller

_LONGEST: Final = 8
"""Words beside a product's name that still say no more than that it is meant: "het gaat over ons pakket, …"."""


@dataclass(frozen=True)
class OwnNames:
    """Finds the names of the product that a knowledge base is about."""

    knowledge: KnowledgeBase
    speller: Speller

    def is_subject_of(self, text: str) -> bool:
        """Return whether plain `text` names the product, and is about that and about no other one."""
        if not self._own(text):
            return False
        return gate(parse_utterance(text), self._products, self._unknown).subject == "ours"

    def is_in(self, text: str) -> bool:
        """Return whether plain `text` names the product."""
        return bool(self._own(text))

    def is_hardly_more(self, text: str) -> bool:
        """Return whether plain `text` names the product and nothing else that is known."""
        left = self.replaced_in(text, " ")
        return left != text and len(left.split()) <= _LONGEST and not self._cues.names_anything(left)

    def replaced_in(self, text: str, name: str) -> str:
        """Return plain `text` with `name` in the place of each of its names."""
        for mention in reversed(self._own(text)):
            text = f"{text[: mention.start]}{name}{text[mention.end :]}"
        return text

    def _own(self, text: str) -> list[Mention]:
        return [each for each in self._products.mentions(text) if each.product.role == "ours"]

    @cached_property
    def _products(self) -> Products:
        return Products(self.knowledge.products, self.speller)

    @cached_property
    def _unknown(self) -> UnknownNames:
        return UnknownNames(self.speller)

    @cached_property
    def _cues(self) -> Cues:
        return cues_of(self.knowledge, self.speller)
