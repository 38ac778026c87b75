"""The numbers in a text that may be meant as a KvK number, and what each really is.

A KvK number (Chamber of Commerce, CoC) has eight digits; leading zeros are part of it, so it is text throughout.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from bot.calculators.number_labels import (
    PEPPOL_SCHEME,
    has_kvk_word,
    is_behind_a_noun,
    is_gone,
    label_of,
    label_of_nine,
)
from bot.domain.text_cleaning import number_mentions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.calculators.number_labels import NumberLabel
    from bot.domain.text_cleaning import NumberMention

LENGTH: Final = 8

_EIGHT = "[0-9]{8}(?![0-9])"
_NINE = r"[0-9](?:[ .-]?[0-9]){8}"
_DAY, _MONTH, _YEAR = "(?:0?[1-9]|[12][0-9]|3[01])", "(?:0?[1-9]|1[0-2])", "(?:19|20)[0-9]{2}"

_SHAPES: Final = re.compile(
    rf"""
      (?P<web>      https?://\S++ )
    | (?P<address>  (?P<local>[\w.+<>-]{{1,64}}+)@(?P<host>[\w-]{{1,63}}+(?:\.[\w-]{{1,63}}+)++) )
    | (?P<amount>   (?:€|\beuro?)\ ?[0-9][0-9.,]*+ | \b[0-9][0-9.]*+(?:,[0-9]{{2}}(?![0-9])|,-|\ ?(?:€|euro?\b)) )
    | (?<![a-z0-9+]) (?:
          (?P<iban>     [a-z]{{2}}[0-9]{{2}}\ ?[a-z]{{4}}(?:\ ?[0-9]){{6,20}}+ )
        | (?P<oin>      0000000(?P<base>[0-9])(?:[ .-]?[0-9]){{12}} )
        | (?P<vat>      (?:nl[ .:-]?)?{_NINE}[ .-]?b[ .-]?[0-9]{{2}} | [a-z]{{2}}[0-9]{{9}} )
        | (?P<payroll>  {_NINE}[ .-]?l[ .-]?[0-9]{{2}} )
        | (?P<belgian>  be[ .:-]{{0,2}}[01]?[0-9]{{3}}[ .]?[0-9]{{3}}[ .]?[0-9]{{3}}
                      | [01][0-9]{{3}}\.[0-9]{{3}}\.[0-9]{{3}} )
        | (?P<date>     {_DAY}(?P<mark>[-/.]){_MONTH}(?P=mark){_YEAR}
                      | {_YEAR}(?P<mark_>[-/.]){_MONTH}(?P=mark_){_DAY} )
        | (?P<phone>    (?!{_EIGHT})0[1-9](?:[ ().-]{{0,2}}[0-9]){{8}} | 00(?=[34])(?:[ ().-]{{0,2}}[0-9]){{9,13}} )
      ) (?![a-z0-9])
    | (?P<abroad>   \+[1-9](?:[ ()./-]{{0,2}}[0-9]){{7,14}}+ )
    | (?<![a-z0-9]) (?P<science> [0-9][.,][0-9]+e[+]?[0-9]{{1,2}} ) (?![a-z0-9])
    | (?<![a-z0-9]) (?:
          (?P<mixed>    (?:[a-z]++[0-9]|[0-9]++[a-z])[a-z0-9]*+ )
        | (?P<digits>   (?P<scheme>0106:)?[0-9]++(?:(?P<gap>[ .-])[0-9]++(?:(?P=gap)[0-9]++)*+)?+ )
      ) (?![a-z0-9])
    """,
    re.VERBOSE,
)

_AND: Final = frozenset({"and", "en", "or", "of"})
_PREFIXED: Final = re.compile(r"(?:k[vf]k[a-z]*+|coc[a-z]*+|nl|n[ro]|nummer|number)(?P<digits>[0-9]+)")
_LOOKALIKES: Final = str.maketrans("oilszb", "011528")
_REFERENCE: Final = re.compile(rf"{_YEAR}(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])|[ .-][0-9]{{4}})")
_OUR_HOST: Final = re.compile("e-?con+e(?:c|k|ck)?t|everbinding|factu")
_PLACEHOLDER: Final = re.compile("kvk|coc|numm?er|number|[<>]|x{4}")
_SEPARATOR: Final = re.compile("[ .-]")
_DIGIT: Final = re.compile("[0-9]")

_BY_LENGTH: Final = {
    7: "too-short-7",
    9: "nine-digits",
    12: "establishment-number-12",
    13: "gln",
}
_BY_SHAPE: Final = {
    "iban": "iban",
    "vat": "vat-number",
    "payroll": "payroll-tax-number",
    "belgian": "belgian-enterprise-number",
    "date": "date",
    "phone": "phone-number",
    "abroad": "phone-number",
}
_BY_LABEL: Final[dict[NumberLabel | None, str]] = {
    "rsin": "nine-digits-rsin",
    "bsn": "nine-digits",
    "vat": "vat-number",
    "payroll": "payroll-tax-number",
    "establishment": "establishment-number-12",
    "belgian": "belgian-enterprise-number",
    "iban": "iban",
    "phone": "phone-number",
    "gln": "gln",
}
_GROUPINGS: Final = frozenset({(4, 4), (2, 2, 2, 2), (3, 3, 2), (2, 3, 3), (1,) * 8})
"""How people part eight digits; other digits around points are something else."""

_DECIMALS: Final = re.compile(r"(?<=[0-9]{5})\.0{1,2}$")
_LONGEST_PART: Final = 4
"""Digits in the longest part of a KvK number written in parts (`1234 5678`)."""

_MOST_OF_IT: Final = 5
"""Digits that a word of eight characters needs to be taken for a mistyped number."""

_LABEL_DECIDES_FROM: Final = 7
"""Digits from which a word in front ("RSIN", "btw") tells what a number is; fewer are too few for any of them."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number that may be meant.

    Attributes:
        error: what it is instead of a KvK number; None where it is one.
        digits: what may be shown again: at most eight digits, the KvK number where there is one.
        label: what the words beside it call it.
        host: the domain, where the number stands in a mail address.
        start: where it begins in the text.
        is_doubtful: whether it looks like an invoice number or a day as well (`20250412`, `2025-0412`, `#412`).
        is_gone: whether the words beside it say that it is no longer, or was never, the number.
        is_of_another: whether the noun right before it names another thing ("relatie 40012345").
    """

    error: str | None
    digits: str = ""
    label: NumberLabel | None = None
    host: str | None = None
    is_doubtful: bool = False
    is_gone: bool = field(default=False, compare=False)
    is_of_another: bool = field(default=False, compare=False)
    start: int = field(default=0, compare=False)


def candidates_in(text: str) -> tuple[Candidate, ...]:
    """Return everything in a folded `text` that may be meant as a KvK number, in order."""
    candidates: list[Candidate] = []
    label: NumberLabel | None = None
    for mention in number_mentions(_SHAPES, text):
        is_listed = mention.before in _AND and label in {"kvk", "other"}
        label = label_of(mention) or (label if is_listed else None)
        start = mention.found.start()
        label = label or label_of_nine(mention, text)
        gone, anothers = is_gone(mention), is_behind_a_noun(mention.before)
        candidates += (
            replace(each, start=start, is_gone=gone, is_of_another=anothers) for each in _read(mention, label)
        )
    return tuple(candidates)


def _read(mention: NumberMention, label: NumberLabel | None) -> Iterator[Candidate]:
    """Yield the candidates in one number; none where it is plainly something else."""
    found, shape = mention.found, mention.found.lastgroup or ""
    if shape == "address":
        yield from _in_address(found["local"], found["host"])
    elif label == "other":
        return
    elif shape == "digits":
        yield from _in_digits(mention, label)
    elif shape == "mixed":
        yield from _in_mixed(found["mixed"], label)
    elif shape == "science":
        yield Candidate("scientific-notation", label=label)
    elif shape == "oin":
        inner = _SEPARATOR.sub("", found["oin"])[8:16]
        yield Candidate("oin", inner if found["base"] == "3" and inner.strip("0") else "", label)
    elif shape in _BY_SHAPE:
        is_called = shape == "phone" and label in _BY_LABEL
        yield Candidate(_BY_LABEL[label] if is_called else _BY_SHAPE[shape], label=label)


def _in_digits(mention: NumberMention, label: NumberLabel | None) -> Iterator[Candidate]:
    """Yield the numbers in digits with at most one separator: `12.34.56.78` is one, `12345678 54441587` two."""
    written = mention.found["digits"]
    is_called_kvk = label == "kvk" or written.startswith(PEPPOL_SCHEME)
    looks_different = _REFERENCE.fullmatch(written) is not None or mention.before.endswith("#")
    groups = _groups(written.removeprefix(PEPPOL_SCHEME))
    if _is_odd(groups, mention.found["gap"]):
        yield Candidate("odd-grouping", label=label, is_doubtful=not has_kvk_word(mention.before))
        return
    for digits in groups if _stand_apart(groups, mention.found["gap"]) else ["".join(groups)]:
        is_kvk = is_called_kvk or (len(digits) == LENGTH and has_kvk_word(mention.before))
        yield _number(digits, "kvk" if is_kvk else label, is_doubtful=looks_different and not is_kvk)


def _groups(written: str) -> list[str]:
    """Return the groups of digits; a spreadsheet's ".0" is none of the number's."""
    return _SEPARATOR.split(_DECIMALS.sub("", written))


def _is_odd(groups: list[str], gap: str | None) -> bool:
    """Return whether eight digits are parted as nobody parts a KvK number: a decimal, an IP address."""
    lengths = tuple(map(len, groups))
    return len(groups) > 1 and gap != " " and sum(lengths) == LENGTH and lengths not in _GROUPINGS


def _stand_apart(groups: list[str], gap: str | None) -> bool:
    """Return whether groups of digits are numbers of their own, not the parts of one."""
    lengths = [len(group) for group in groups]
    if sum(lengths) == LENGTH + 1:
        return False  # nine digits are nine digits: a BSN must not pass for a KvK number with something behind it
    longest_part = _LONGEST_PART if sum(lengths) == LENGTH else LENGTH - 2
    return set(lengths) == {LENGTH} or (gap == " " and max(lengths) > longest_part)


def _number(digits: str, label: NumberLabel | None, *, is_doubtful: bool = False) -> Candidate:
    """Return what a number is by its length, or by its label where that calls it something else than a KvK number."""
    count = len(digits)
    if label in _BY_LABEL and count >= _LABEL_DECIDES_FROM:
        return Candidate(_BY_LABEL[label], label=label)
    if count == LENGTH:
        error = None if digits.strip("0") else "placeholder"
    else:
        error = _BY_LENGTH.get(count, "too-short" if count < LENGTH else "too-long-10")
    return Candidate(error, digits if count <= LENGTH else "", label, is_doubtful=is_doubtful)


def _in_address(local: str, host: str) -> Iterator[Candidate]:
    """Yield the number in front of the @, or the place where one should be; nothing in anybody's own mail address."""
    if not _OUR_HOST.search(host):
        return
    digits = _SEPARATOR.sub("", local)
    if digits.isascii() and digits.isdigit():
        yield replace(_number(digits, None), host=host)
    elif _PLACEHOLDER.search(local) and not _DIGIT.search(local):
        yield Candidate("placeholder", host=host)
    else:
        yield from (replace(candidate, host=host) for candidate in _in_mixed(local, None))


def _in_mixed(word: str, label: NumberLabel | None) -> Iterator[Candidate]:
    """Yield a number with a word grown to its front (`kvk12345678`), or with letters that slipped in (`1234567o`)."""
    prefixed = _PREFIXED.fullmatch(word)
    if prefixed is not None:
        yield _number(prefixed["digits"], "kvk" if has_kvk_word(word) else label)
    elif len(word) == LENGTH and word.translate(_LOOKALIKES).isdigit() and len(_DIGIT.findall(word)) >= _MOST_OF_IT:
        yield Candidate("not-only-digits", label=label)
    elif LENGTH <= len(word) <= LENGTH + 1 and word[0].isdigit() and len(_DIGIT.findall(word)) >= _MOST_OF_IT:
        yield Candidate("not-only-digits", label=label, is_doubtful=label != "kvk")
