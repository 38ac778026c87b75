"""What the calculators find in a message, and which of it somebody asks for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.calculators import CALCULATORS
from bot.calculators.mailbox_address import asks_for_address, is_hardly_more
from bot.calculators.pasted_numbers import numbers_in_pasted, versions_in_pasted
from bot.domain.calculation import ANSWERED_BY_CALCULATION, Outcome
from bot.services.deciding import OFFER_FROM

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.domain.article import Facts
    from bot.domain.calculation import CalculatorName
    from bot.domain.utterance import ParsedUtterance
    from bot.services.deciding import RankedPart
    from bot.services.gating import OwnVersions


def calculations_in(parsed: ParsedUtterance, facts: Facts, expecting: CalculatorName | None) -> tuple[Outcome, ...]:
    """Return what the calculators recognise, in the order in which it is said; the one that was asking alone."""
    outcomes = []
    for name in sorted(CALCULATORS, key=lambda name: name != expecting):
        outcome = CALCULATORS[name].recognise(parsed, facts, is_expected=name == expecting)
        if outcome is not None:
            outcomes.append(outcome)
    if expecting is not None:  # it stands first, where it found something
        return tuple(outcomes[:1])
    return tuple(sorted(outcomes, key=lambda each: parsed.text.find(each.read) if each.read else len(parsed.text)))


def numbers_in(text: str, facts: Facts, own: OwnVersions | None = None) -> tuple[Outcome, ...]:
    """Return what each calculator makes of a message whose numbers somebody wants checked, signature and all.

    A number that is something else than a KvK number is told by its error, and never taken for one; nor is the
    version of another product taken for one of ours: `own` is the text without those (None: all of it).
    """
    version = version_of_ours(text, own, lambda read: versions_in_pasted(read, facts))
    return numbers_in_pasted(text, facts), version


def version_of_ours(text: str, own: OwnVersions | None, check: Callable[[str], Outcome]) -> Outcome:
    """Return the verdict on the versions in `text` that can be ours; where there are others only, that they are."""
    checked = check(text)
    if own is None or own.text == text:
        return checked
    left = check(own.text)
    is_anothers = not left.has_result and (own.has_others or checked.has_result)
    return Outcome("version-check", error="not-globe") if is_anothers else left


def with_remark(outcome: Outcome) -> Outcome:
    """Return an address with the remark that another package was named; a probable typing error comes before that.

    The address follows from the number alone, and words beside a number are a firm's name more often than a package
    ("King Holding 12345678"). How it is entered is known of one product only, though.
    """
    also = tuple(map(with_remark, outcome.also))
    is_plain = outcome.value is not None and outcome.warning is None
    return replace(outcome, also=also, warning="other-product" if is_plain else outcome.warning)


def without_bystanders(
    outcomes: tuple[Outcome, ...], parsed: ParsedUtterance, ranked: Sequence[RankedPart]
) -> tuple[Outcome, ...]:
    """Return `outcomes` less an address that nobody asks for: what is asked counts, and what is the matter."""
    others = ANSWERED_BY_CALCULATION["mailbox-address"]
    is_about_something_else = any(
        each.ranking.confidence >= OFFER_FROM and each.ranking.best not in others for each in ranked
    )
    if asks_for_address(parsed) or (is_hardly_more(parsed) and not is_about_something_else):
        return outcomes
    return tuple(each for each in outcomes if each.calculator != "mailbox-address" or each.error == "no-number")
