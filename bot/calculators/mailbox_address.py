"""KvK number → the address of the digital mailbox, or the reason why there is none."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from bot.calculators.holders import HolderChoice, choose_by_holder
from bot.calculators.kvk_numbers import LENGTH, Candidate, candidates_in
from bot.calculators.number_labels import has_kvk_word
from bot.calculators.vocabulary import Vocabulary
from bot.domain.bare_questions import is_bare
from bot.domain.calculation import Outcome
from bot.domain.sentences import without_joined
from bot.domain.text_cleaning import WEIGHTLESS, folded, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.domain.article import Facts
    from bot.domain.sentences import UtterancePart
    from bot.domain.utterance import ParsedUtterance

_ELEVEN_TEST_FROM: Final = 50_000_000
"""From here up 5,889 of 5,889 real numbers pass the 11-test, below it only as many as chance lets.

Measured on a public list of 11,379 companies; `facts.md`, section 3.3. The KVK documents no test.
"""

_ADDRESS: Final = Vocabulary.of(
    "adres* address* adress* addres* brievenbus* brivenbus* breivenbus* mailbox* mail mails mailadres* email* "
    "emial* e_mail* postbus* postbox* inbox*"
)
_ASKED: Final = Vocabulary.of(
    "adres* address* adress* addres* mailadres* emailadres* emialadres* brievenbusadres* mailboxad* "
    "email_adres* which_e_mail which_email welk_e_mail welk_email welke_mail which_mail what_e_mail what_email "
    "e_mail email naar_welk"
)
_SOMETHING_WRONG: Final = Vocabulary.of(
    "werkt_niet werkt_nog_niet doet_het_niet not_working doesn_t_work does_not_work bounce* grijs grey greyed fout* "
    "error* weiger* refus* undeliver* onbestelbaar kwijt unknown storing* inlog* login opzeg* opgezegd cancel* "
    "verwijder* delete* remove* afmeld* uitzoek* mislukt failed verlopen expired"
)
"""What is the matter with an address or a firm, so that the address itself is not what is asked for."""
_WHICH_MAILBOX: Final = re.compile(
    r"\b(?:(?:what(?:'s| is| will be)|wat (?:is|wordt)|welke?|which)(?: \w+){0,2}) (?:digital |"
    r"digitale )?(?:mailbox|brievenbus)\b"
)
_CHECKED: Final = Vocabulary.of(
    "klopt kloppen right correct goed juist good valid geldig ok okay oké oke check* controle* verif* nakijken"
)
_AROUND_WHAT_IS_CHECKED: Final = Vocabulary.of(
    "nummer* number* nr no kvk* coc* chamber commerce koophandel please pls graag aub even eens just really echt nou "
    "wel isn t s still one kun kunt zou could"
)
"""Beside a number of which somebody asks whether it is right: any other noun there says what else it is."""
_CALCULATING: Final = Vocabulary.of(
    "calculate calculates calculating compute computes computing bereken berekenen uitrekenen uit_te_rekenen"
)
_CALCULATING_IN_TWO: Final = re.compile(r"\b(?:(?:work|figure) (?:\w+ ){0,5}out|reken (?:\w+ ){0,6}uit)\b")
_ASKING_HOW: Final = Vocabulary.of("how hoe format formaat why waarom who wie when wanneer where waar")

_ATTEMPTS: Final = frozenset(
    {None, "placeholder", "too-short-7", "not-only-digits", "odd-grouping", "scientific-notation"}
)
"""What somebody typed as a KvK number, right or wrong: two of these are two numbers."""

_COMPANY_NUMBERS: Final = frozenset(
    {"oin", "vat-number", "payroll-tax-number", "nine-digits-rsin", "nine-digits", "establishment-number-12"}
    | {"belgian-enterprise-number"}
)
"""What people give where they should give a KvK number; the others stand in a message for other reasons."""

_PASSING: Final = frozenset({"phone-number", "iban", "date", "too-short", "gln", "too-long-10"})
"""What stands in messages for reasons of its own, so it counts only where it is called a KvK number."""

_SHORTEST_CALLED: Final = 4
_BARE_WORDS: Final = 2
_HARDLY_MORE: Final = 3
_MAIL_ADDRESS: Final = re.compile(r"[^\s@]{1,64}@\S++")
_DIGIT: Final = re.compile(r"\d")
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}")


_PARTED: Final = re.compile(r"(?:[a-z]++[-:. ]{1,3}){0,3}[0-9]++(?:[ .,/-]{1,3}[0-9]++)++")
"""Digits in parts, and nothing besides but what they are called."""


_THIRD_PARTY: Final = re.compile(
    r"\b(?:leverancier|supplier|vendor|customer|klant|client|boekhouder|accountant|bookkeeper|econnect|exact)(?:s|'s|en)?\b"
)
_OWN_ADDRESS: Final = re.compile(
    r"[^.?!\n,]*+[.?!\n,].*?\b(?:our|ons|onze|my|mijn) (?:own |eigen |mailbox |digital |digitale )*"
    r"(?:address|adres|mailbox|brievenbus)",
    re.DOTALL,
)
"""Behind the number, in a sentence of its own or behind a comma: whose address is asked for."""

_NEGATED: Final = Vocabulary.of("niet not geen never nooit t")


def calculate(text: str, facts: Facts) -> Outcome:
    """Return the outcome for `text`, all of which is meant as a KvK number."""
    text = folded(text)
    is_bare = is_almost_bare(text)
    counted = [candidate for candidate in candidates_in(text) if not is_chance(candidate, is_bare=is_bare)]
    return outcome_of(counted, text, facts)


def recognise(utterance: ParsedUtterance, facts: Facts, *, is_expected: bool) -> Outcome | None:
    """Return the outcome for the number in a message that asks for an address, or that answers the bot's question."""
    text = folded(utterance.text)
    words = words_of(text)
    is_bare = is_almost_bare(text)
    is_about_kvk = is_expected or has_kvk_word(text)
    is_about_address = _ADDRESS.is_in(words)
    has_place = asks_for_address(utterance) or (is_about_address and not utterance.asks)
    counted = [
        candidate
        for candidate in candidates_in(text)
        if not is_chance(candidate, is_bare=is_bare)
        and ((is_expected and is_bare) or _is_meant(candidate, is_about_kvk=is_about_kvk, is_about_address=has_place))
    ]
    if counted:
        is_anothers = not is_expected and all(_is_anothers(candidate, text) for candidate in counted)
        if is_anothers or (is_expected and all(candidate.is_gone for candidate in counted)):
            return _error("no-number")
        choice = _of_chosen_holder(text, counted)
        return replace(outcome_of(choice.numbers, text, facts), holder=choice.holder)
    return _error("no-number") if is_about_address and _asks_to_calculate(words) else None


def asks_for_address(utterance: ParsedUtterance) -> bool:
    """Return whether something in `utterance` is for an address: what asks, or a number beside the word."""
    parts = [(part.asks, folded(part.text)) for part in utterance.parts]
    asking = [text for asks, text in parts if asks or candidates_in(text)]
    return any(_is_for_an_address(text) for text in asking) or _checks_a_number(utterance.parts)


def is_hardly_more(utterance: ParsedUtterance) -> bool:
    """Return whether hardly anything but a number stands in `utterance`, and nothing is the matter."""
    text = _MAIL_ADDRESS.sub(" ", folded(utterance.text))
    words = [word for word in _WORD.findall(text) if word not in WEIGHTLESS and not has_kvk_word(word)]
    is_complaint = _SOMETHING_WRONG.is_in(words_of(text)) or _NEGATED.is_in(words_of(text))
    return len(words) <= _HARDLY_MORE and not is_complaint


def _checks_a_number(parts: Sequence[UtterancePart]) -> bool:
    """Return whether somebody asks if a number is right that nothing calls another thing's: "klopt 12345678"."""
    for part, following in zip_longest(parts, parts[1:]):
        if not _DIGIT.search(part.text):
            continue
        text = folded(without_joined(part, _is_a_check))
        is_asked = part.asks or _CHECKED.begins(words_of(text))
        if following is not None and is_bare(following):
            text, is_asked = f"{text} {folded(following.text)}", True
        if is_asked and any(each.error in _ATTEMPTS for each in candidates_in(text)) and _is_a_check(text):
            return True
    return False


def _is_a_check(text: str) -> bool:
    """Return whether a text asks if something is right, and names nothing but a number."""
    words = words_of(_MAIL_ADDRESS.sub(" ", folded(text))).split()
    names_nothing = all(
        word in WEIGHTLESS or _CHECKED.is_in(word) or _AROUND_WHAT_IS_CHECKED.is_in(word) for word in words
    )
    return names_nothing and any(map(_CHECKED.is_in, words))


def _is_for_an_address(text: str) -> bool:
    words = words_of(_MAIL_ADDRESS.sub(" ", text))
    is_named = _ASKED.is_in(words) or _WHICH_MAILBOX.search(text) is not None
    return is_named and not _SOMETHING_WRONG.is_in(words)


def _is_anothers(candidate: Candidate, text: str) -> bool:
    """Return whether a number is said to be a supplier's or an adviser's, and one's own address is asked for."""
    sentence = re.split(r"[.?!\n]", text[: candidate.start])[-1]
    is_theirs = _THIRD_PARTY.search(sentence) is not None and candidate.host is None
    return is_theirs and _OWN_ADDRESS.match(text, candidate.start) is not None


def _of_chosen_holder(text: str, candidates: Sequence[Candidate]) -> HolderChoice[Candidate]:
    """Choose the number whose holder the question names; of what is left, one that is called a KvK number first."""
    present = [candidate for candidate in candidates if not candidate.is_gone]
    candidates = present if any(candidate.error is None for candidate in present) else candidates
    numbers = [candidate for candidate in candidates if candidate.error is None]
    if len({candidate.digits for candidate in numbers}) <= 1:
        return HolderChoice(tuple(candidates))
    called = [candidate for candidate in numbers if candidate.label == "kvk"]
    if len({candidate.digits for candidate in called}) > 1:
        numbers = called
    choice = choose_by_holder(text, numbers, lambda candidate: candidate.start)
    called = [candidate for candidate in choice.numbers if candidate.label == "kvk"] or list(choice.numbers)
    left = (candidate for candidate in candidates if candidate.error is not None or candidate in called)
    return HolderChoice(tuple(left), choice.holder)


def passes_eleven_test(digits: str) -> bool:
    """Return whether the weighted sum of eight digits, with weights 8 to 1, is a multiple of 11."""
    return sum(weight * int(digit) for weight, digit in zip(range(LENGTH, 0, -1), digits, strict=True)) % 11 == 0


def _asks_to_calculate(words: str) -> bool:
    """Return whether somebody wants a calculation made, and not to be told how."""
    is_calculating = _CALCULATING.is_in(words) or _CALCULATING_IN_TWO.search(words)
    return bool(is_calculating) and not _ASKING_HOW.is_in(words)


def is_almost_bare(text: str) -> bool:
    """Return whether hardly anything but numbers and addresses stands in `text`."""
    return len(_WORD.findall(_MAIL_ADDRESS.sub("", text))) <= _BARE_WORDS


def is_chance(candidate: Candidate, *, is_bare: bool) -> bool:
    """Return whether a few digits stand in a text that is not `is_bare` by chance: a year, an amount, a version."""
    if candidate.error != "too-short" or is_bare:
        return False
    is_called = candidate.label == "kvk" and len(candidate.digits) >= _SHORTEST_CALLED
    return not is_called or _YEAR.fullmatch(candidate.digits) is not None


def _is_meant(candidate: Candidate, *, is_about_kvk: bool, is_about_address: bool) -> bool:
    """Return whether a sentence gives `candidate` as the number to calculate with."""
    if candidate.host is not None:
        return bool(candidate.digits) or candidate.error != "placeholder"
    if candidate.label == "kvk":
        return True
    if candidate.is_of_another and not is_about_kvk and candidate.error in {None, "too-short-7"}:
        return False
    if candidate.is_doubtful or (candidate.error in _PASSING and candidate.label != "gln"):
        return False
    return is_about_kvk or is_about_address


def _outcome(candidates: Iterable[Candidate], facts: Facts) -> Outcome:
    """Return the one outcome for at least one candidate."""
    attempts: dict[str, Outcome] = {}
    others: list[Candidate] = []
    for candidate in candidates:
        if candidate.error not in _ATTEMPTS:
            others.append(candidate)
            continue
        outcome = _of(candidate, facts)
        earlier = attempts.get(candidate.digits, outcome)
        attempts[candidate.digits] = earlier if earlier.warning else outcome
    if len(attempts) > 1:
        return replace(_error("two-numbers"), also=tuple(attempts.values()))
    company_numbers = [candidate for candidate in others if candidate.error in _COMPANY_NUMBERS]
    for attempt in attempts.values():
        if attempt.value is not None or not company_numbers:
            return attempt
    return _of((company_numbers or others)[0], facts)


def outcome_of(candidates: Sequence[Candidate], text: str, facts: Facts) -> Outcome:
    """Return the one outcome for what a folded `text` gives; eight digits in unusual parts are not too few."""
    outcome = _outcome(candidates, facts) if candidates else _error("no-number")
    is_whole = outcome.error == "too-short" and _PARTED.fullmatch(text) and len(_DIGIT.findall(text)) == LENGTH
    return _error("odd-grouping") if is_whole else outcome


def _of(candidate: Candidate, facts: Facts) -> Outcome:
    """Return the outcome for one candidate."""
    if candidate.error == "oin":
        also = (_of(Candidate(None, candidate.digits), facts),) if candidate.digits else ()
        return replace(_error("oin"), also=also)
    if candidate.error is not None:
        return replace(_error(candidate.error), read=candidate.digits or None)
    return Outcome(
        "mailbox-address",
        value=f"{candidate.digits}@{facts.mailbox_domain}",
        warning=_warning(candidate, facts),
        read=candidate.digits,
    )


def _warning(candidate: Candidate, facts: Facts) -> str | None:
    """Return what to look at in a right number; a probable typing error comes before a wrong domain."""
    if int(candidate.digits) >= _ELEVEN_TEST_FROM and not passes_eleven_test(candidate.digits):
        return "elfproef"
    return "other-address" if candidate.host not in {None, facts.mailbox_domain} else None


def _error(code: str) -> Outcome:
    return Outcome("mailbox-address", error=code)
