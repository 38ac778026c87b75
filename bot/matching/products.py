"""The products that a text names, and names that stand in a product's place and are none that is known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.domain.product import Mention

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from bot.domain.product import Product

_TOKEN: Final = re.compile(r"[^\W_]+(?:['.&][^\W_]+)*\+?")
_LOOSE: Final = re.compile(r"[^a-z0-9+]")
_LONGEST: Final = 4
"""Words in the longest name."""

_FUZZY_FROM: Final = 6
"""Letters of a name from which one slip is forgiven; from half as many again two are."""

_PARTED: Final = re.compile(r"[ ./&-]")
_PUNCTUATED: Final = re.compile(r"\w[./&-]\w")
_PACKAGE: Final = (
    r"(?:boekhoud|erp-?|financieel |accounting |administratie)?"
    r"(?:pakket|programma|software|package|program|system|systeem|product|tool)"
)
_USED: Final = (
    r"werk(?:en|t|te)? (?:hier |wij |we |al jaren |ook )?met|gebruik(?:en|t|ten)?(?: we| wij| ik)?|draai(?:en|t)?|"
    r"us(?:e|es|ing)|run(?:s|ning)?|work(?:s|ing)? (?:with|in)|"
    r"(?:switch|mov|migrat|chang|over(?:stap|ge)|stapt)\w*(?: \w+){0,3} (?:from|to|van|naar)"
)
_OF: Final = (
    r"(?:licen[tcs]ie|licen[cs]e|versie|version|update|module|koppeling|integratie|integration|connection|link) "
    r"(?:van|of|for|voor|met|with|to|naar)|in|met|with|for|voor|from|van|naar|to|vanuit|op|aan|via"
)
_ARTICLE: Final = r"\s+(?:(?:de|het|the|een|a|onze|our)\s+)?$"
_WHERE_IT_IS_USED: Final = re.compile(rf"(?:{_PACKAGE}|{_USED}){_ARTICLE}", re.IGNORECASE)
_PLACE: Final = re.compile(rf"(?:{_PACKAGE}|{_USED}|{_OF}){_ARTICLE}", re.IGNORECASE)
_SURELY_A_PLACE: Final = re.compile(
    r"(?:(?:pakket|programma|software|package|program)|werk(?:en|t)? (?:hier |wij |we |al jaren |ook )?met|"
    r"(?:licen[tcs]ie|licen[cs]e|versie|version|update|module) (?:van|of|for|voor)|"
    r"(?:koppeling|connection|link) (?:tussen|between))\s+$",
    re.IGNORECASE,
)
"""Where nothing but a product stands, so that an everyday word there is one."""

_LIKE_SOFTWARE: Final = re.compile(
    r"(?i:boek|book|admin|soft|suite|factuur|invoice|erp|cloud|ware\b|finan|ledger|kantoor|account(?!a))|Fin[A-Z]|"
    r"\B(?:Pro|Plus|Line|Base|Desk)\b|[a-z][A-Z]"
)
_BEHIND: Final = re.compile(
    r"[ -](?:connection|integration|koppeling|licen[cs]e|licentie|users?\b|gebruikers?\b|ERP|software|"
    r"pakket|package|module)|"
    r"(?<=Pro|ite)\b",
    re.IGNORECASE,
)
_FIRM: Final = re.compile(r"\s+(?:b\.?v\.?|n\.?v\.?|v\.?o\.?f\.?|ltd|gmbh|groep|group|holding)\b", re.IGNORECASE)
_ADVISER: Final = re.compile(
    r"\b(?:consult\w*|advies|adviseurs|advisory|partners|accountants?|trading|logistics)\b", re.IGNORECASE
)
_NAME: Final = re.compile(r"[A-Z][\w+-]{2,30}(?: (?:[A-Z][\w+-]{1,20}|[0-9]{1,4}(?![0-9])))?")


class Products:
    """Finds products by their names. `words` are those of the knowledge base: none of them is a misspelt name."""

    def __init__(self, products: Sequence[Product], words: Container[str]) -> None:
        self._words = words
        self._names: Mapping[str, Product] = {
            _loose(name): product
            for product in products
            for name in (product.name, *product.aliases, *product.needs_context)
        }
        written = [name for product in products for name in (product.name, *product.aliases, *product.needs_context)]
        # "in for" is not Infor: a name of one word is not found in several.
        parted = {_loose(name) for name in written if _PARTED.search(name)}
        self._in_one = self._names.keys() - parted
        # Nobody writes an everyday word like that: e-conomic.
        self._punctuated = {name.lower() for name in written if _PUNCTUATED.search(name)}
        self._everyday = {_spaced(name) for product in products for name in product.needs_context}
        loose_words = {_loose(name) for name in self._everyday}
        self._long = [name for name in self._names if len(name) >= _FUZZY_FROM and name not in loose_words]

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Return the products that `text` names, in order; of two names in one place the longer one."""
        tokens = [(found[0], found.start(), found.end()) for found in _TOKEN.finditer(text)]
        found: list[Mention] = []
        at = 0
        while at < len(tokens):
            length, mention = self._at(tokens, at, text)
            if mention is not None:
                found.append(mention)
            at += length
        return tuple(found)

    def unknown(self, text: str, mentions: Sequence[Mention], *, is_told: bool = False) -> str | None:
        """Return a name that stands where a product stands and is none that is known; None where there is none.

        In what `is_told` and not asked, only where a product is said to be used.
        """
        place = _WHERE_IT_IS_USED if is_told else _PLACE
        known = [(mention.start, mention.end) for mention in mentions]
        for found in _NAME.finditer(text):
            before = text[max(0, found.start() - 60) : found.start()]
            is_known = any(start < found.end() and found.start() < end for start, end in known)
            if is_known or self._is_word(found[0]) or _ADVISER.search(found[0]) or _FIRM.match(text, found.end()):
                continue
            is_product = (
                _SURELY_A_PLACE.search(before)
                or _BEHIND.match(text, found.end())
                or (place.search(before) and _LIKE_SOFTWARE.search(found[0]))
            )
            if is_product:
                return found[0]
        return None

    def _at(self, tokens: Sequence[tuple[str, int, int]], at: int, text: str) -> tuple[int, Mention | None]:
        """Return how many tokens the name at a place has, and what it names; 1 and None where none stands there."""
        for length in range(min(_LONGEST, len(tokens) - at), 0, -1):
            start, end = tokens[at][1], tokens[at + length - 1][2]
            name = _loose(text[start:end])
            product = self._names.get(name)
            if length > 1 and name in self._in_one:
                continue
            is_plain = _spaced(text[start:end]) not in self._everyday or text[start:end].lower() in self._punctuated
            if product is not None and (is_plain or self._has_context(text, start)):
                return length, Mention(product, start, end)
        word, start, end = tokens[at]
        product = self._misspelt(word)
        return 1, None if product is None else Mention(product, start, end)

    def _has_context(self, text: str, start: int) -> bool:
        """Return whether an everyday word is meant as a name: a capital in mid-sentence, or a product's place."""
        before = text[:start].rstrip()
        word = _TOKEN.match(text, start)
        is_capital = (
            word is not None
            and word[0] != word[0].lower()
            and bool(before)
            and before[-1] not in ".!?:\n"
            and not text.isupper()
        )
        return is_capital or _SURELY_A_PLACE.search(text[:start]) is not None

    def _misspelt(self, word: str) -> Product | None:
        name = _loose(word)
        if len(name) < _FUZZY_FROM or name in self._words or not name.isalpha():
            return None
        # Imported here: it takes as long to import as the rest of the bot, and most words are in the knowledge base.
        from rapidfuzz.distance import OSA  # noqa: PLC0415
        from rapidfuzz.process import extractOne  # noqa: PLC0415

        slips = 1 if len(name) < _FUZZY_FROM * 3 // 2 else 2
        found = extractOne(name, self._long, scorer=OSA.distance, score_cutoff=slips)
        if found is None or found[0][0] != name[0]:
            return None
        return self._names[found[0]]

    def _is_word(self, name: str) -> bool:
        return all(word in self._words or word.isdigit() for word in name.lower().replace("-", " ").split())


def _spaced(name: str) -> str:
    """Return a name in small letters, its parts apart."""
    return " ".join(_LOOSE.sub(" ", name.lower()).split())


def _loose(name: str) -> str:
    """Return a name as it is compared: small letters and digits."""
    return _LOOSE.sub("", name.lower())
