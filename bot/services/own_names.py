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
    r" (?:ik|we|wij|het|dit|dat|i|it|this|that)\b"
    r"|\b(?:needed|need|nodig)\b|(?<!dank )(?<!thank )(?<!\.)\b(?:je|jij|u|jullie|you)\b",
    re.IGNORECASE,
)
"""What asks something of the product with everyday words alone: "heb ik Kasboek nodig?", "are you Kasboek?"."""
_CLAUSE_ENDS: Final = re.compile(r"[.!?,;:\n]")
_BEGINS_TO_ASK: Final = re.compile(
    r"\W*+(?:(?:hallo|hoi|hey|hee|hi|hiya|hello|dear|good|morning|afternoon|evening|day|there|all|everyone|team|dag|beste"
    r"|goede(?:morgen|middag|navond|ndag)|goeie(?:morgen|middag|navond)|allemaal|collega'?s?|ja|yes|ok|okay|oke|en|and"
    r"|dus|so)\b\W*+)*+"
    r"(?:is|are|am|zijn|hebt?|heeft|hebben|kan|kunt?|kunnen|kon|mag|wil|willen|zou|can|could|may|would|ha[sd]|have"
    r"|need|do|does|werken|gebruiken|gebruikt|draaien)\b",
    re.IGNORECASE,
)
"""A clause that begins with its verb, behind a greeting or not: "hallo, hebben klanten Kasboek?"."""
_ASKS_TO_ASK: Final = re.compile(
    r"\b(?:vra(?:ag|agje|gen)|stellen|weten|hulp|helpen|info(?:rmatie|rmation)?|uitleg"
    r"|ask|know|help|questions?|assistance|explanation)\b",
    re.IGNORECASE,
)
"""Beside that it only begins: "mag ik iets vragen over Kasboek?"."""
_STILL_TO_ASK: Final = re.compile(
    r"\?|\b(?:vra(?:ag|agje|gen)|ask|questions?|kunt?|kunnen|kan|can|could|would|zou|want|wil|willen|nodig|need"
    r"|graag|please|alvast|advance)\b",
    re.IGNORECASE,
)
"""Beside thanks, what tells that something is to come: "bedankt, ik heb nog een vraag over Kasboek"."""
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
        left = self.without_name(text)
        return left != text and self._only_telling.fullmatch(" ".join(words_of(left))) is not None

    def opens(self, text: str) -> bool:
        """Return whether plain `text` names the product, and asks nothing of it yet: "a question about Kasboek"."""
        text = "" if len(text) > _LONGEST_OPENING else without_signature(text)
        if not 0 < sum(word not in self._opening for word in words_of(text)) <= _LONGEST_NAME:
            return False  # most messages say more: names are looked for in none of those
        if _is_question(text) or self._is_thanks(text):
            return False
        if any(map(str.isdigit, self._named_in(text) - set(self._name))):
            return False  # "Kasboek 2003" tells a release
        left = self.without_name(text)
        beside = clean(left)
        return left != text and not beside.numbers and self._opening.issuperset(beside.words)

    def about_it(self, text: str) -> str:
        """Return plain `text` with the product's name in the place of every other product's that it is about."""
        for mention in reversed(self._products.mentions(text)):
            if mention.product.role == "other":
                text = f"{text[: mention.start]}{self._name}{text[mention.end :]}"
        return text

    def without_name(self, text: str) -> str:
        """Return plain `text` without the product's name."""
        for mention in reversed(self._own(text)):
            text = f"{text[: mention.start]} {text[mention.end :]}"
        return text

    def _is_thanks(self, text: str) -> bool:
        """Return whether plain `text` says thanks before it names the product, and nothing is to come."""
        ahead = " ".join(("", *(word for each in self._own(text)[:1] for word in words_of(text[: each.start])), ""))
        return not _STILL_TO_ASK.search(text) and any(f" {thanks} " in ahead for thanks in self._thanks)

    def _named_in(self, text: str) -> set[str]:
        """Return the characters of the product's names in `text`."""
        return {each for mention in self._own(text) for each in text[mention.start : mention.end]}

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

    @cached_property
    def _thanks(self) -> frozenset[str]:
        """What people type to say thanks."""
        lists = (kept.get("thanks", ()) for each in self.knowledge.words for kept in (each.phrases, each.cues))
        return frozenset(" ".join(words_of(thanks)) for texts in lists for thanks in texts)


def _is_question(text: str) -> bool:
    """Return whether plain `text` asks something with everyday words alone, and not only whether it may ask."""
    if _ASKS_TO_ASK.search(text):
        return False
    return bool(_ASKS_OF_IT.search(text)) or any(_BEGINS_TO_ASK.match(each) for each in _CLAUSE_ENDS.split(text))


def _words_of_all(lists: Iterable[Iterable[str]]) -> frozenset[str]:
    return frozenset(word for texts in lists for text in texts for word in words_of(text))
