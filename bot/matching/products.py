"""The products that a text names, misspelt ones among them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.domain.product import Mention
from bot.matching.edit_distance import words_within
from bot.matching.unknown_names import is_surely_a_place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.domain.product import Product
    from bot.matching.spelling import Speller

_TOKEN: Final = re.compile(r"[^\W_]+(?:['.&][^\W_]+)*\+?")
_LOOSE: Final = re.compile(r"[^a-z0-9+]")
_LONGEST: Final = 4
"""Words in the longest name."""

_FUZZY_FROM: Final = 6
"""Letters of a name from which one slip is forgiven; from half as many again two are."""

_PARTED: Final = re.compile(r"[ ./&-]")
_HOST: Final = re.compile(r"\w\.\w")
_PUNCTUATED: Final = re.compile(r"\w[./&-]\w")


class Products:
    """Finds products by their names; a word that `speller` knows is no misspelt name."""

    def __init__(self, products: Sequence[Product], speller: Speller) -> None:
        self._speller = speller
        written = {
            name: (_loose(name), product)
            for product in products
            for name in (product.name, *product.aliases, *product.needs_context)
        }
        self._names: Mapping[str, Product] = dict(written.values())
        # "in for" is not Infor: a name of one word is not found in several.
        parted = {loose for name, (loose, _) in written.items() if _PARTED.search(name)}
        self._in_one = self._names.keys() - parted
        # "can an e-invoice be matched" is not e-invoice.be: a host has its dot.
        self._hosts = {loose for name, (loose, _) in written.items() if _HOST.search(name)} - {
            loose for name, (loose, _) in written.items() if not _HOST.search(name)
        }
        # Nobody writes an everyday word like that: e-conomic.
        self._punctuated = {name.lower() for name in written if _PUNCTUATED.search(name)}
        self._everyday = {_spaced(name) for product in products for name in _everyday_names(product, speller)}
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

    def _at(self, tokens: Sequence[tuple[str, int, int]], at: int, text: str) -> tuple[int, Mention | None]:
        """Return how many tokens the name at a place has, and what it names; 1 and None where none stands there."""
        for length in range(min(_LONGEST, len(tokens) - at), 0, -1):
            start, end = tokens[at][1], tokens[at + length - 1][2]
            written = text[start:end]
            name = _loose(written)
            product = self._names.get(name)
            is_apart = name in self._in_one or (name in self._hosts and "." not in written)
            if product is None or (length > 1 and is_apart):
                continue
            is_plain = _spaced(written) not in self._everyday or written.lower() in self._punctuated
            if is_plain or self._has_context(text, start):
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
        return is_capital or is_surely_a_place(text[:start])

    def _misspelt(self, word: str) -> Product | None:
        name = _loose(word)
        if len(name) < _FUZZY_FROM or self._speller.is_word(name) or not name.isalpha():
            return None
        slips = 1 if len(name) < _FUZZY_FROM * 3 // 2 else 2
        nearest, _ = next(iter(words_within(slips, name, self._long)), ("", 0))
        return self._names[nearest] if nearest[:1] == name[0] else None


def _everyday_names(product: Product, speller: Speller) -> Iterator[str]:
    """Yield the names that are everyday words as well: of a draft all that a language knows, whatever it says itself.

    What is still being written changes nothing of what people are told who mean something else.
    """
    yield from product.needs_context
    if product.is_draft:
        names = (product.name, *product.aliases)
        yield from (name for name in names if speller.dictionary.knows(name.lower()))


def _spaced(name: str) -> str:
    """Return a name in small letters, its parts apart."""
    return " ".join(_LOOSE.sub(" ", name.lower()).split())


def _loose(name: str) -> str:
    """Return a name as it is compared: small letters and digits."""
    return _LOOSE.sub("", name.lower())
