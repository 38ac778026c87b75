"""A name that stands where a product stands and is none that is known: "is it included in Saldimax?".

People and firms stand in many of the same places, and are not asked about. So a place counts as far as it is a
product's: behind "the package" any name does, behind "for" one that sounds like software, and behind "in" one that
is no word, no first name and no town of either language.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.product import Mention
    from bot.matching.spelling import Speller

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
_INSIDE: Final = (
    r"in|vanuit|binnen|inside|within|"
    r"(?:koppel|gekoppeld|aansluit|aangesloten|connect|link|integr|geïnteg)\w*(?: \w+){0,4} (?:met|aan|op|to|with)"
)
_ARTICLE: Final = r"\s+(?:(?:de|het|the|een|a|onze|our)\s+)?$"
_WHERE_IT_IS_USED: Final = rf"\b(?:{_PACKAGE}|{_USED}){_ARTICLE}"
_PLACE: Final = rf"\b(?:{_PACKAGE}|{_USED}|{_OF}){_ARTICLE}"
_WHERE_NO_FIRM_IS: Final = rf"\b(?:{_PACKAGE}|{_USED}|{_INSIDE}){_ARTICLE}"
_SURELY_A_PLACE: Final = (
    r"(?:(?:pakket|programma|software|package|program)(?: (?:heet|is|genaamd|called|named))?|"
    r"werk(?:en|t)? (?:hier |wij |we |al jaren |ook )?met|"
    r"(?:licen[tcs]ie|licen[cs]e|versie|version|update|release|module)(?: \d[\w.]*)? (?:van|of|for|voor)|"
    r"(?:koppeling|connection|link) (?:tussen|between)|boek(?:en)? (?:(?:we|wij|ik) )?in|"
    r"(?:boekhouding|boekhouden|bookkeeping|accounting|administratie|books)"
    r"(?: (?:doen|doet|zijn|voeren|voert))* (?:doen|is|are|runs?|draait|zit|we|wij) "
    r"(?:in|on|met|with))\s+$"
)
"""Where nothing but a product stands, so that an everyday word there is one."""

_WHERE_A_SCREEN_IS: Final = (
    r"\b(?:import|retriev|enter|fill|configur|refresh|invoice|invull?|ophal|haal|inlez|lees|inlees|instel|stel|vul|"
    r"factu|brievenbus|mailbox|adres|address|menu|button|knop|screen|scherm|field|veld)\w*\b"
    r"(?: [^.?!]{0,40})? in\s+$"
)
"""Where what stands behind is a program, or a country."""

_NO_PRODUCT: Final = frozenset(
    "nederland belgië belgie vlaanderen duitsland europa frankrijk engeland netherlands belgium flanders germany "
    "europe france england uk eu januari februari maart april mei juni juli augustus september oktober november "
    "december january february march may june july august october".split()
)

_LIKE_SOFTWARE: Final = re.compile(
    r"(?i:boek|book|admin|soft|suite|factuur|invoice|erp|cloud|ware\b|finan|ledger|kantoor|account(?!a))|Fin[A-Z]|"
    r"\B(?:Pro|Plus|Line|Base|Desk)\b|[a-z][A-Z]"
)
_BEHIND: Final = (
    r"[ -](?:connection|integration|koppeling|licen[cs]e|licentie|users?\b|gebruikers?\b|ERP|software|"
    r"pakket|package|module)|"
    r"(?<=Pro|ite)\b"
)
_OWNED: Final = r"(?:licen[cs]e|licentie|user|gebruiker|versie|version|koppeling|pakket|software|omgeving)"
_VERSION_BEHIND: Final = r" (?:versie |version |update )?[2-6]\d\d\b(?![-./]\d)"
_SURELY_BEHIND: Final = (
    r"[ -](?:erp|software|boekhouding|(?:boekhoud)?(?:pakket|programma)|(?:accounting )?package|"
    r"(?:aan|op|met|to|with) (?:de )?econnect)\b"
)
_FIRM: Final = r"\s+(?:b\.?v\.?|n\.?v\.?|v\.?o\.?f\.?|ltd|gmbh|groep|group|holding)\b"
_ADVISER: Final = r"\b(?:consult\w*|advies|adviseurs|advisory|partners|accountants?|trading|logistics)\b"
_NAME: Final = re.compile(r"[A-Z][\w+-]{2,30}(?: (?:[A-Z][\w+-]{1,20}|[0-9]{1,4}(?![0-9])))?")
_WORD: Final = re.compile(r"(?<![\w@./-])[^\W\d_]{5,30}(?![\w@./-])")
_SOMEBODYS: Final = (
    r"(?:\b(?:klant|client|customer|cliënt|firma|bedrijf|company|collega|colleague|leverancier|supplier|accountant|"
    r"namens|hoi|hallo|dag|beste|hi|hello|hey|dear|groet\w*|regards|mr|mrs|ms|dhr|mevr|mevrouw|meneer|heet|naam is|"
    r"name is|i am|ik ben|this is|chez|at|vraagt|asks|zegt|says)[,.:]?|(?-i:[A-ZÀ-Þ][\w&-]+))$"
)
"""Before a person's or a firm's name; another name is one too."""

_ANOTHERS: Final = r"\s+[A-Z&]"
"""Behind a name: it goes on, as a person's or a firm's does."""

_SHORTEST: Final = 5
_SHORTEST_HALF: Final = 4
_NEAR: Final = 60
"""Characters before a name that tell its place."""


def is_surely_a_place(before: str) -> bool:
    """Return whether nothing but a product stands behind `before`."""
    return _pattern(_SURELY_A_PLACE).search(before) is not None


@cache
def _pattern(text: str) -> re.Pattern[str]:
    """Compile a pattern when it is first needed: most messages hold no word that is not known."""
    return re.compile(text, re.IGNORECASE)


class UnknownNames:
    """Finds names that are none that is known; `speller` knows the words, and which are meant for one of them."""

    def __init__(self, speller: Speller) -> None:
        self._speller = speller

    def first_in(self, text: str, mentions: Sequence[Mention], *, is_statement: bool = False) -> str | None:
        """Return the first name in a product's place that `mentions` does not cover; None where there is none.

        In a statement (`is_statement`), only where a product is said to be used.
        """
        known = [(mention.start, mention.end) for mention in mentions]
        for name in (*_NAME.finditer(text), *_WORD.finditer(text)):
            is_known = any(start < name.end() and name.start() < end for start, end in known)
            if is_known or not self._may_be_one(name[0]):
                continue
            if _pattern(_ADVISER).search(name[0]) or _pattern(_FIRM).match(text, name.end()):
                continue
            owner, _, owned = name[0].partition("-")
            if _pattern(_OWNED).match(owned) and not self._is_ours(owner):  # "my Ramco-licentie"
                return owner
            if self._is_written_as_one(name, text, is_statement=is_statement) or self._is_no_word(
                name, text, is_statement=is_statement
            ):
                return name[0]
        return None

    def _is_written_as_one(self, name: re.Match[str], text: str, *, is_statement: bool) -> bool:
        """Return whether a name with a capital stands in a product's place, and is no word of ours."""
        if not name[0][0].isupper():
            return False
        before = text[max(0, name.start() - _NEAR) : name.start()]
        place = _WHERE_IT_IS_USED if is_statement else _PLACE
        is_sounding = _pattern(place).search(before) is not None and _LIKE_SOFTWARE.search(name[0]) is not None
        if is_sounding or is_surely_a_place(before) or _pattern(_BEHIND).match(text, name.end()):
            return True
        return self._is_on_a_screen(name, before) or self._has_a_version(name, text)

    def _is_on_a_screen(self, name: re.Match[str], before: str) -> bool:
        """Return whether a name stands where a program is, or a town; the Dutch list has towns and first names."""
        is_place = _pattern(_WHERE_A_SCREEN_IS).search(before) is not None
        return is_place and not self._speller.dictionary.is_of(name[0].lower(), "nl")

    def _has_a_version(self, name: re.Match[str], text: str) -> bool:
        """Return whether a version stands behind a name in mid-sentence: "Metacom 412"."""
        is_mid_sentence = text[: name.start()].rstrip()[-1:] not in ("", ".", "!", "?", "\n")
        return is_mid_sentence and _pattern(_VERSION_BEHIND).match(text, name.end()) is not None

    def _is_no_word(self, name: re.Match[str], text: str, *, is_statement: bool) -> bool:
        """Return whether what is a word of nobody, misspelt or not, stands where no firm and no person stands."""
        before = text[max(0, name.start() - _NEAR) : name.start()]
        place = _WHERE_IT_IS_USED if is_statement else _WHERE_NO_FIRM_IS
        is_in_place = _pattern(place).search(before) or _pattern(_SURELY_BEHIND).match(text, name.end())
        is_asked_about = not is_statement and self._is_alone(name, text)
        return bool(is_in_place or is_asked_about) and self._is_strange(name[0].lower())

    def _is_alone(self, name: re.Match[str], text: str) -> bool:
        """Return whether a capital stands in mid-sentence, not beside another one, and not behind a firm's word."""
        before, behind = text[: name.start()].rstrip(), text[name.end() : name.end() + 3]
        is_mid_sentence = before[-1:] not in ("", ".", "!", "?", "¿", ":", "\n")
        is_somebodys = _pattern(_SOMEBODYS).search(before) or re.match(_ANOTHERS, behind)
        return name[0][0].isupper() and is_mid_sentence and not is_somebodys

    def _may_be_one(self, name: str) -> bool:
        """Return whether `name` is no word of ours, or, without a capital, no word at all."""
        if name.lower() in _NO_PRODUCT:
            return False
        return not (self._is_ours(name) if name[0].isupper() else self._speller.is_word(name))

    def _is_ours(self, name: str) -> bool:
        return all(
            word in self._speller.frequency or word.isdigit() for word in name.lower().replace("-", " ").split()
        )

    def _is_strange(self, word: str) -> bool:
        """Return whether `word` is none of ours nor of a language, nor one of ours misspelt, nor two words in one."""
        if len(word) < _SHORTEST or not word.isalpha() or self._speller.dictionary.is_empty:
            return False
        (meant, *_), _ = self._speller.repair([word], None)
        is_ours = self._speller.is_word(meant) and meant[0] == word[0]  # xledger is no ledger
        halves = range(_SHORTEST_HALF, len(word) - _SHORTEST_HALF + 1)
        return not is_ours and not any(self._is_dutch(word[:at]) and self._is_dutch(word[at:]) for at in halves)

    def _is_dutch(self, word: str) -> bool:
        return word in self._speller.frequency or self._speller.dictionary.is_of(word, "nl")
