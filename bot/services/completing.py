"""What else a message asks beside a calculation: answered where it is sure, offered where it is not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.article import PLEA
from bot.domain.bare_questions import is_bare
from bot.domain.calculation import ANSWERED_BY_CALCULATION
from bot.services.deciding import MOST_OFFERED, OFFER_FROM, articles_of, first_gap, worth_offering

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.reply import Calculation
    from bot.services.deciding import RankedPart


def complete(
    calculation: Calculation, ranked: Sequence[RankedPart], joined: Sequence[RankedPart], small_talk: frozenset[str]
) -> Calculation:
    """Return `calculation` with the answers to what else was asked: in the parts, or joined to a number in one."""
    calculators = [outcome.calculator for outcome in (calculation.outcome, *calculation.more)]
    answered = frozenset().union(*(ANSWERED_BY_CALCULATION[name] for name in calculators))
    asked = [each for each in ranked if each.asks]
    is_own = [
        bool(each.ranking.utterance.numbers) or each.ranking.best in answered or is_bare(each.part) for each in asked
    ]
    others = [each for each, own in zip(asked, is_own, strict=True) if not own]
    sure = [each for each in (*others, *joined) if each.is_sure and each.ranking.best not in answered | small_talk]
    answers = articles_of(sure)
    # Without a question of its own, what is left open is what was calculated: "We have 414. Are we fine?"
    is_another = any(is_own)
    unsure = [each for each in others if is_another and _is_left_open(each) and each.ranking.best not in small_talk]
    offered = dict.fromkeys(
        article for each in unsure if each.ranking.gap is None for article in worth_offering(each.ranking.matches)
    )
    never = {*answered, *answers, *small_talk, PLEA}
    return replace(
        calculation,
        articles=answers,
        gap=first_gap((*sure, *unsure)),
        offered=tuple(each for each in offered if each not in never)[:MOST_OFFERED],
        confidence=min((each.ranking.confidence for each in sure), default=1.0),
    )


def _is_left_open(each: RankedPart) -> bool:
    """Return whether it is a question of the sender's own that is neither sure nor beside the point."""
    is_likely = each.ranking.confidence >= OFFER_FROM and not each.is_sure
    return is_likely and each.part.kind == "question" and not each.part.is_quoted
