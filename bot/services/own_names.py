"""Whether a text is about the product of one integration, by the names that people have for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from bot.domain.utterance import parse_utterance, without_signature
from bot.matching.normalise import clean, words_of
from bot.matching.products import Products
from bot.matching.unknown_names import UnknownNames
from bot.services.gating import gate, is_left_behind, is_somebodys_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.domain.article import KnowledgeBase
    from bot.domain.product import Mention
    from bot.matching.spelling import Speller

_OF_OTHERS: Final = re.compile(
    r"\b(?:accountant|boekhouder|bookkeeper|leverancier|supplier|vendor)s?"
    r" (?:gebruikt|gebruiken|heeft|uses?|has|have|runs?|werkt met|works? with|zit op|draait)(?: [\w-]+)? $",
    re.IGNORECASE,
)
"""Before a product that somebody else uses: "our accountant uses Kasboek. Which version do we need?"."""
_GONE_BEHIND: Final = re.compile(r"\s+(?:niet(?: meer)?|not|no longer|nooit)\b", re.IGNORECASE)
"""Behind a product that one does not have: "we hebben Kasboek niet"."""
_ASKS_OF_IT: Final = re.compile(
    r"\b(?:heb|hebben|kan|kunnen|mag|wil|is|zijn|zou|gaat|can|could|may|is|are|am|have|would)"
    r" (?:ik|we|wij|het|dit|dat|i|it|this|that)\b",
    re.IGNORECASE,
)
"""What asks something of the product with everyday words alone: "heb ik Kasboek nodig?"."""
_ASKS_TO_ASK: Final = re.compile(r"\b(?:vra(?:ag|agje|gen)|stellen|hulp|helpen|ask|help|questions?)\b", re.IGNORECASE)
"""Beside that it only begins: "mag ik iets vragen over Kasboek?"."""
_LONGEST_OPENING: Final = 300
"""Characters, with a signature."""
_LONGEST_NAME: Final = 4
"""Words in the longest name."""


@dataclass(frozen=True)
class OwnNames:
    """Finds the names of the product that a knowledge base is about, where people speak of it themselves."""

    knowledge: KnowledgeBase
    speller: Speller

    def is_subject_of(self, text: str) -> bool:
        """Return whether plain `text` names the product, and is about that and about no other one."""
        return self.is_in(text) and gate(parse_utterance(text), self._products, self._unknown).subject == "ours"

    def is_in(self, text: str) -> bool:
        """Return whether plain `text` names the product: not in a signature, a quotation, or as what others use."""
        return any(self._counts(part, each) for part in self._parts_of(text) for each in self._own(part))

    def is_alone(self, text: str) -> bool:
        """Return whether plain `text` names the product and says nothing else; it denies nothing either."""
        left = self._without_name(text)
        return left != text and self._only_telling.fullmatch(" ".join(words_of(left))) is not None

    def opens(self, text: str) -> bool:
        """Return whether plain `text` names the product, and asks nothing of it yet: "a question about Kasboek"."""
        text = "" if len(text) > _LONGEST_OPENING else without_signature(text)
        if not 0 < sum(word not in self._opening for word in words_of(text)) <= _LONGEST_NAME:
            return False  # most messages say more: names are looked for in none of those
        if _ASKS_OF_IT.search(text) and not _ASKS_TO_ASK.search(text):
            return False
        if any(map(str.isdigit, self._named_in(text) - set(self._name))):
            return False  # "Kasboek 2003" tells a release
        left = self._without_name(text)
        beside = clean(left)
        return left != text and not beside.numbers and self._opening.issuperset(beside.words)

    def about_it(self, text: str) -> str:
        """Return plain `text` with the product's name in the place of every other product's that it is about."""
        for mention in reversed(self._products.mentions(text)):
            if mention.product.role == "other":
                text = f"{text[: mention.start]}{self._name}{text[mention.end :]}"
        return text

    def _named_in(self, text: str) -> set[str]:
        """Return the characters of the product's names in `text`."""
        return {each for mention in self._own(text) for each in text[mention.start : mention.end]}

    def _without_name(self, text: str) -> str:
        """Return plain `text` without the product's name."""
        for mention in reversed(self._own(text)):
            text = f"{text[: mention.start]} {text[mention.end :]}"
        return text

    def _parts_of(self, text: str) -> Iterator[str]:
        """Yield the parts that somebody wrote themselves; those that they passed on, where there are no others."""
        parts = parse_utterance(text).parts
        own = [part.text for part in parts if not part.is_quoted]
        yield from own or [part.text for part in parts]

    def _counts(self, part: str, mention: Mention) -> bool:
        before = part[: mention.start]
        is_gone = is_left_behind(part, mention) or _GONE_BEHIND.match(part, mention.end) is not None
        return not is_gone and not is_somebodys_name(part, mention) and _OF_OTHERS.search(before) is None

    def _own(self, text: str) -> list[Mention]:
        return [each for each in self._products.mentions(text) if each.product.role == "ours"]

    @property
    def _name(self) -> str:
        names = (each.name for each in self.knowledge.products if each.slug == self.knowledge.product)
        return next(names, "")

    @cached_property
    def _products(self) -> Products:
        return Products(self.knowledge.products, self.speller)

    @cached_property
    def _unknown(self) -> UnknownNames:
        return UnknownNames(self.speller)

    @cached_property
    def _only_telling(self) -> re.Pattern[str]:
        """What beside a product's name only tells which one is meant: several words count only together."""
        told = (" ".join(words_of(each)) for words in self.knowledge.words for each in words.with_product)
        longest_first = sorted(set(told), key=len, reverse=True)
        return re.compile(rf"(?:(?>(?:{'|'.join(map(re.escape, longest_first))})(?!\S))\s*)*")

    @cached_property
    def _opening(self) -> frozenset[str]:
        """The words beside a product's name that ask nothing of it yet."""
        return _words_of_all(each.opening for each in self.knowledge.words)


def _words_of_all(lists: Iterable[Iterable[str]]) -> frozenset[str]:
    return frozenset(word for texts in lists for text in texts for word in words_of(text))
