"""All KvK numbers and versions in a message that was not written for the bot: a mail, an invoice, a screen's text.

Nobody asks about one of them here, so none is chosen: each that is called one counts, whoever holds it. Streets, days
and orders stand beside them, so a number that nothing calls a KvK number or a version counts only where the words
beside it leave nothing else.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.calculators.globe_versions import versions_in
from bot.calculators.kvk_numbers import candidates_in
from bot.calculators.mailbox_address import is_almost_bare, is_chance, outcome_of
from bot.calculators.number_labels import has_kvk_word
from bot.calculators.version_check import verdict_on
from bot.calculators.vocabulary import Vocabulary, name_at_end
from bot.domain.text_cleaning import WEIGHTLESS, folded, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.calculators.globe_versions import Version
    from bot.calculators.kvk_numbers import Candidate
    from bot.domain.article import Facts
    from bot.domain.calculation import Outcome

_NEAR: Final = 80
"""Characters before a number that can say what it is."""

_PAUSE: Final = re.compile(r"[,;?!()\n|0-9]|\.(?!\w)")
_ONE_GO: Final = re.compile(r"[0-9]{7}(?![0-9])")
_DAY: Final = re.compile(
    "(?:(?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2])|(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]))(?:19|20)[0-9]{2}"
)
"""A day in eight digits with the year at its end, the day or the month first."""

_SEVERAL: Final = re.compile(r"\b(?:kvk|coc)\W?(?:s|num+ers|numbers)\b|\bcommerce numbers\b")
"""What several numbers are called at once, each with its own name in front."""

_BEFORE_A_NUMBER: Final = Vocabulary.of("onder under est es ist")
"""Words right before a KvK number that are no noun, and stand in no other list."""

_CALLED: Final = {
    "version": Vocabulary.of(
        "exact globe globe+ next egn vers* verz* updat* productupdate* pu release* relase* releas* batch* upgrad* v"
    )
}
_BETWEEN: Final = Vocabulary.of(
    "is was are zijn de het the nummer number nr no naar to van from current* huidig* nu now nog still already al "
    "met with op on"
)
_IN_USE: Final = Vocabulary.of(
    "op on nog still nu now zit zitten draai* run runs running gebruik* use uses using heb hebben heeft have has "
    "geïnst* instal* naar to current* momenteel"
)
"""Words right before a version that somebody says to have."""

_JUDGED: Final = Vocabulary.of(
    "enoug* suffic* genoeg* voldoe* volsta* toereik* ok okay oke oké good goed fine te_oud te_laag too_old too_low "
    "nieuw_genoeg new_enough recent_enough recent_genoeg"
)
"""Words right behind a version that is asked about."""

_CHECKED: Final = Vocabulary.of("klopt kloppen right correct check* controle* ok oke okay")
_LISTED: Final = re.compile(r"[^0-9]*[0-9]{3}(?:\W{0,3}sp\W{0,2}[0-9]{1,3})?\W*(?:(?:and|en|or|of|plus)\W+)?")
"""From one version to the next one of a list."""

_OF_NOW: Final = frozenset({"now", "plain"})


def numbers_in_pasted(text: str, facts: Facts) -> Outcome:
    """Return the address of each KvK number in `text`; what else stands there, where there is none."""
    text = folded(text)
    is_bare = is_almost_bare(text)
    found = [each for each in candidates_in(text) if not is_chance(each, is_bare=is_bare)]
    is_any_called = any(each.label == "kvk" and each.error is None for each in found)
    nouns_may_stand = has_kvk_word(text) and (_SEVERAL.search(text) is not None or not is_any_called)
    counted = list(_counted(text, found, is_bare=is_bare, nouns_may_stand=nouns_may_stand))
    present = [each for each in counted if not each.is_gone]
    return outcome_of(present or counted, text, facts)


def _counted(text: str, found: Sequence[Candidate], *, is_bare: bool, nouns_may_stand: bool) -> Iterator[Candidate]:
    """Yield what may be a KvK number, and what is plainly another known one."""
    for each in found:
        is_called = each.label == "kvk" or each.host is not None or is_bare
        if each.error == "too-short-7" and not is_called and not _ONE_GO.match(text, each.start):
            continue
        if each.error is None and not is_called and _DAY.fullmatch(each.digits):
            yield replace(each, error="date", digits="")
            continue
        is_named = each.digits and each.is_of_another and not _BEFORE_A_NUMBER.ends(_before(text, each.start))
        if is_called or not (each.is_doubtful or (is_named and not nouns_may_stand)):
            yield each


def versions_in_pasted(text: str, facts: Facts) -> Outcome:
    """Return the verdict on each version of Globe in `text`; what else stands there, where there is none."""
    text = folded(text)
    versions = versions_in(text)
    counted = replace(versions, named=tuple(_meant(text, versions.named)))
    of_now = tuple(each for each in counted.named if each.role in _OF_NOW)
    return verdict_on(of_now or counted.present(), counted, text, facts)


def _meant(text: str, versions: Sequence[Version]) -> Iterator[Version]:
    """Yield those of `versions` that are called one, or stand where one would."""
    last: Version | None = None
    for each in versions:
        is_listed = last is not None and _LISTED.fullmatch(text, last.start, each.start) is not None
        if is_listed or (last and last.start == each.start) or _is_meant(text, each):
            last = each
            yield each


def _is_meant(text: str, version: Version) -> bool:
    if version.pack is not None or not text[version.start].isdigit():
        return True
    before = _before(text, version.start)
    if name_at_end(before, _CALLED, _BETWEEN) or _IN_USE.ends(before):
        return True
    is_alone = all(word in WEIGHTLESS or _CHECKED.is_in(word) for word in before.split())
    is_judged = _JUDGED.begins(words_of(text[version.start : version.start + _NEAR]))
    return is_alone and (is_judged or is_almost_bare(text))


def _before(text: str, start: int) -> str:
    """Return the words of its clause before a number; those of the line before where it stands first in its own."""
    before = text[max(0, start - _NEAR) : start].rstrip(" :\n\t")
    return words_of(_PAUSE.split(before)[-1])
