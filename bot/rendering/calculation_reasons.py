"""Why something was worked out, in sentences: what was asked for, which number was taken, and why that one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot import texts
from bot.rendering.why import calculator_name, said, why_this_one

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bot.domain.calculation import Outcome
    from bot.domain.language import Language
    from bot.domain.markup import Paragraph
    from bot.domain.reply import Calculation

_TAKEN: Final[Mapping[str, str]] = {
    "why-taken": "because-taken",
    "why-several": "because-several",
    "why-holder-named": "because-holder-named",
    "why-holder-own": "because-holder-own",
}
"""The texts that say it with the number in them, by those that stand beside it."""


def calculation_reasons(reply: Calculation, language: Language, *, is_direct: bool) -> Iterator[Paragraph]:
    """Yield what was worked out, by a command where it `is_direct`, and from which numbers."""
    outcomes = (reply.outcome, *reply.more)
    asked = ((_how(each, is_direct=is_direct), calculator_name(each, language)) for each in outcomes)
    for name, calculators in _grouped(asked):
        yield said(name, language, calculator=_in_a_row(calculators, language))
    taken = ((_why_taken(each, is_direct=is_direct), number) for each in outcomes for number in _numbers(each))
    for name, numbers in _grouped(taken):
        yield said(name, language, read=_in_a_row(numbers, language))


def _how(outcome: Outcome, *, is_direct: bool) -> str:
    if outcome.error in {"no-number", "ask"} and not outcome.also:
        return "because-number-missing"
    return "why-asked" if is_direct else "because-calculated"


def _why_taken(outcome: Outcome, *, is_direct: bool) -> str:
    return "because-entered" if is_direct else _TAKEN[why_this_one(outcome)]


def _numbers(outcome: Outcome) -> Iterator[str]:
    return (each.read for each in (outcome, *outcome.also) if each.read is not None)


def _grouped(pairs: Iterable[tuple[str, str]]) -> Iterable[tuple[str, list[str]]]:
    """Return what stands behind each name, by name, in the order of first coming."""
    grouped: dict[str, list[str]] = {}
    for name, value in pairs:
        grouped.setdefault(name, []).append(value)
    return grouped.items()


def _in_a_row(words: list[str], language: Language) -> str:
    """Return `words` with "and" before the last."""
    *first, last = words
    return texts.get("because-and", language, first=", ".join(first), last=last) if first else last
