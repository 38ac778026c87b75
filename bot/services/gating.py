"""Which product a message is about: before anything is calculated or answered.

The answers are about one product. A question about another one must not get them, however well the words fit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from bot.domain.utterance import parse_utterance

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.domain.product import Mention, Product
    from bot.domain.sentences import UtterancePart
    from bot.domain.utterance import ParsedUtterance
    from bot.matching.products import Products
    from bot.matching.unknown_names import UnknownNames

Subject: TypeAlias = Literal["ours", "other", "doubt", "unknown"]

_ARTICLE: Final = r"\s+(?:(?:de|het|the|ons|our|onze)\s+)?$"
_LEFT_BEHIND: Final = (
    r"(?:\b(?:stap\w*|gestapt|overstap\w*|over(?:gaan|gegaan)|migr\w*|gemigreerd|switch\w*|mov\w*|chang\w*|"
    r"(?:we|wij|ik|i)(?: \w+){0,2} (?:com(?:e|es|ing)|came|kom|komen|kwamen)|gekomen|"
    r"convert\w*|conver\w*)\b[^.?!]{0,40}\b(?:van|from|vanuit|vanaf)|"
    r"\b(?:instead of|in plaats van|ipv|i\.p\.v\.|rather than|naast|next to|besides|alongside|vroeger|voorheen|"
    r"eerder|previously|formerly|used to (?:use|have|work with)|weg bij|afscheid van|no longer(?: on| with| use)?))"
    + _ARTICLE
)
_REPLACED: Final = r"\b(?:not|geen|niet|left|replac\w+|vervang\w+|vervangen)(?: met| in| with)?" + _ARTICLE
_BY_ANOTHER: Final = r"[^.?!]{0,30}\b(?:maar|but|by|with|door|since|sinds)\b|\s*,|\s*$"
"""Behind the name of what was replaced: by what."""

_GONE: Final = (
    r"\b(?:replaced|vervangen|no longer(?: on| with| using| use)?|niet meer (?:met|op|in)|no|geen|weg van|"
    r"gestopt met|stopped using|afscheid (?:genomen )?van)" + _ARTICLE
)
_A_VERSION: Final = r"\s+(?:update |versie |version )?\d"
"""Behind ours: it is a version that is gone, not the product."""

_SOMEBODYS: Final = (
    r"\b(?:naam is|name is|name's|ik heet|ik ben|i am|i'm|this is|spreekt met|"
    r"met vriendelijke groet(?:en)?|groet(?:en|jes)?(?: van)?|"
    r"regards|mvg|namens|mevrouw|meneer|mr\.?|mrs\.?|dhr\.?)[\s,]+$"
)
"""Before a person's name."""

_VERSION_BEHIND: Final = (
    r"\s*(?:\d+\b)?[^.?!]{0,20}\b(?:versie|version|update|updaten|upgraden|upgrade|release|build)\b"
)
_MAILBOX_IN: Final = r"\b(?:mailbox|postvak|inbox|brievenbus|mailaccount)(?:en|es)?\s+(?:in|van|of|bij)\s+$"
_THING_BEHIND: Final = (
    r"[ -](?:channel|kanaal|inbox|postvak|account|calendar|agenda|chat|folder|map|login|password|wachtwoord|app)s?\b"
)
_VERSION_OF: Final = (
    r"\b(?:versie|version|update|release|licen[cs]e|licentie|abonnement|subscription|plan|address|adres)(?:s|es)?\b"
    r"(?:\s+[\w.]*\d[\w.]*)?\s+(?:van|of|for|voor)\s+(?:(?:de|het|the|mijn|my|onze|our)\s+)?$|"
    r"\b(?:inbegrepen|included|onderdeel|part|comes?)\s+(?:bij|in|van|of|with)\s+"
    r"(?:(?:de|het|the|mijn|my|onze|our)\s+)?$"
)


_A_VERSION_BEHIND: Final = (
    r"\s*(?:(?:versie|version|product ?update|update|release|rel|build|pu|v)\b\W{0,2})?v?\d{3}(?!\d)"
    r"(?:\W{0,3}sp\W?\d{1,3})?"
)
_A_VERSION_BEFORE: Final = r"\bv?\d{3}(?:\W{0,3}sp\W?\d{1,3})? (?:van|of|voor|for) (?:de |het |the )?$"
_LEAD: Final = "versie van "
"""What an input for the version check is read behind: a name at its very beginning stands in a product's place."""


@dataclass(frozen=True, slots=True)
class Gate:
    """What a message is about: ours; another `product`; one of both, it is not plain which; an unknown `name`.

    It `is_meant` where nothing is named, and is about that product in the place where it was asked.
    """

    subject: Subject
    product: Product | None = None
    name: str | None = None
    is_meant: bool = False


OURS: Final = Gate("ours")


@dataclass(frozen=True, slots=True)
class OwnVersions:
    """A text as far as its versions can be ours; `has_others` where another product's stood right beside its name."""

    text: str
    has_others: bool = False


@dataclass(frozen=True, slots=True)
class _Named:
    """A part with the products that it names as its own subject."""

    part: UtterancePart
    mentions: tuple[Mention, ...]
    has_ours: bool
    others: tuple[Product, ...]


@cache
def _pattern(text: str) -> re.Pattern[str]:
    """Compile a pattern when it is first needed: most utterances name no product but ours."""
    return re.compile(text, re.IGNORECASE)


_mentions = attrgetter("mentions")


def gate(utterance: ParsedUtterance, products: Products, names: UnknownNames, meant: Product | None = None) -> Gate:
    """Return which product the message is about; `meant` is another one that is, where none is named."""
    named = [_named(part, products.mentions(part.text)) for part in utterance.parts]
    found = _of_named(named) if any(map(_mentions, named)) else None
    if found is not None:
        return found
    unknown = _unknown(named, names, asks=utterance.asks)
    return unknown if meant is None or unknown != OURS else Gate("other", meant, is_meant=True)


def own_versions(text: str, products: Products, names: UnknownNames, *, is_input: bool = False) -> OwnVersions:
    """Return plain `text` less the versions that are another product's; nothing where it is all about another one.

    `is_input` says that all of `text` is meant as a version of ours, as behind the command: the name of an everyday
    word counts at its beginning, and so does one in a product's place that nobody knows.
    """
    lead = _LEAD if is_input else ""
    left = _without_versions_of_others(lead + text, products)[len(lead) :]
    is_anothers = gate(parse_utterance(lead + text), products, names).subject == "other"
    is_unknown = is_input and gate(parse_utterance(text), products, names).subject == "unknown"
    return OwnVersions("" if is_anothers or is_unknown else left, has_others=left != text)


def _without_versions_of_others(text: str, products: Products) -> str:
    """Return `text` less each version that stands right beside the name of a product that is not ours."""
    mentions = products.mentions(text)
    others = [mention for mention in mentions if mention.product.role != "ours"]
    # Behind a colon it may be the version of either: "ours beside AFAS: 418".
    shape = _A_VERSION_BEHIND if len(others) < len(mentions) else rf"\s*:?{_A_VERSION_BEHIND}"
    for mention in reversed(others):
        behind = _pattern(shape).match(text, mention.end)
        before = _pattern(_A_VERSION_BEFORE).search(text[: mention.start])
        if behind is not None:
            text = text[: mention.end] + text[behind.end() :]
        elif before is not None:
            text = text[: before.start()] + text[mention.start :]
    return text


def names_another(text: str, products: Products, names: UnknownNames) -> bool:
    """Return whether plain `text` is about another package, and not about one that stands beside ours."""
    about = gate(parse_utterance(text), products, names)
    return about.subject == "other" and about.product is not None and about.product.role == "other"


def _of_named(named: Sequence[_Named]) -> Gate | None:
    """Return which of the products that are named the message is about; None where that does not tell."""
    asking = [each for each in named if each.part.asks] or named
    for each in asking:
        if each.others:
            return Gate("doubt" if each.has_ours else "other", each.others[0])
    if any(each.has_ours for each in asking):
        return OURS
    first_stated = next((each for each in named if each.others), None)
    if first_stated is not None:
        return Gate("doubt" if any(each.has_ours for each in named) else "other", first_stated.others[0])
    if any(each.has_ours for each in named):
        return OURS
    if any(mention.product.role == "ours" for each in named for mention in each.mentions):
        return Gate("doubt")
    return None


def _named(part: UtterancePart, mentions: tuple[Mention, ...]) -> _Named:
    if not mentions:
        return _Named(part, mentions, has_ours=False, others=())
    others = tuple(_others(part.text, mentions))
    return _Named(part, mentions, _has_ours(part.text, mentions), others)


def _others(text: str, mentions: Sequence[Mention]) -> Iterable[Product]:
    """Yield the products that are not ours and that a part is about, in order."""
    has_ours = any(mention.product.role == "ours" for mention in mentions)
    for mention in mentions:
        if mention.product.role == "other":
            if not is_left_behind(text, mention) and not is_somebodys_name(text, mention):
                yield mention.product
        elif mention.product.role == "beside" and not has_ours and _is_the_subject(text, mention):
            yield mention.product


def is_left_behind(text: str, mention: Mention) -> bool:
    """Return whether a part names a product as the one that was used before."""
    before = text[: mention.start]
    is_replaced = (
        _pattern(_REPLACED).search(before) is not None and _pattern(_BY_ANOTHER).match(text, mention.end) is not None
    )
    return is_replaced or _pattern(_LEFT_BEHIND).search(before) is not None


def is_somebodys_name(text: str, mention: Mention) -> bool:
    """Return whether what looks like a product is the name of whoever writes: "groeten, Jan Kasboek"."""
    return _pattern(_SOMEBODYS).search(text[: mention.start]) is not None


def _has_ours(text: str, mentions: Sequence[Mention]) -> bool:
    """Return whether a part names ours, and not as something that is gone."""
    ours = (mention for mention in mentions if mention.product.role == "ours")
    return any(
        not _pattern(_GONE).search(text[: mention.start]) or _pattern(_A_VERSION).match(text, mention.end)
        for mention in ours
    )


def _is_the_subject(text: str, mention: Mention) -> bool:
    """Return whether the version or the mailbox that a part is about is that of a product beside ours."""
    before = text[: mention.start]
    if mention.product.is_part:
        return False
    behind = _pattern(_VERSION_BEHIND).match(text, mention.end) or _pattern(_THING_BEHIND).match(text, mention.end)
    return bool(_pattern(_VERSION_OF).search(before) or _pattern(_MAILBOX_IN).search(before) or behind)


def _unknown(asking: Sequence[_Named], names: UnknownNames, *, asks: bool) -> Gate:
    """Return the first unknown name as the subject; where nothing `asks`, what is told is what is asked about."""
    for each in asking:
        name = names.first_in(each.part.text, each.mentions, is_statement=asks and not each.part.asks)
        if name is not None:
            return Gate("unknown", name=name)
    return OURS
