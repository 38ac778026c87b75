"""What a new phrasing changes, in lines for whoever adds it."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING, Final

from bot.cli.replies_in_words import reply_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.domain.problem import Problem
    from bot.services.checking import FailedCheck, LocationOf
    from bot.services.proving import ChangedReply, Proof

DAYS: Final = 30
"""How far back questions that people asked are compared."""
_WIDEST: Final = 160
_MOST: Final = 20
"""Lines of one kind: whoever changes more than that reads no more of them."""


def proof_in_lines(proof: Proof, checks: int, questions: int | str, location_of: LocationOf) -> Iterator[str]:
    """Yield the lines that show a proof.

    Args:
        proof: what changes.
        checks: how many checks there are.
        questions: how many people asked, or why that cannot be told.
        location_of: finds file and line of the closest phrasing.
    """
    yield f"Now:   {reply_in_words(proof.own.before)}"
    yield f"Then:  {reply_in_words(proof.own.after)}"
    yield f"Checks: {checks} compared, {len(proof.won_checks)} won, {len(proof.lost_checks)} lost."
    yield from _shortened([*_of_checks("+", proof.won_checks), *_of_checks("-", proof.lost_checks)])
    won_and_lost = f"{questions}, {proof.compared} with a word of it: {len(proof.won)} won, {len(proof.lost)} lost."
    told = f"not compared. {questions}" if isinstance(questions, str) else won_and_lost
    yield f"Questions of the last {DAYS} days: {told}"
    yield from _shortened([*_of_questions("-", proof.lost), *_of_questions("+", proof.won)])
    near = proof.elsewhere
    if near is not None and near.similarity > 0:
        path, line = location_of(near.phrase.target, near.phrase.text)
        alike = f"{near.similarity:.0%} alike"
        yield f"Closest elsewhere: “{near.phrase.text}” of {near.phrase.target} ({alike}), {path}:{line}"


def warnings_in_lines(warnings: Sequence[Problem]) -> Iterator[str]:
    """Yield what the check of the knowledge base will warn of, in its own words."""
    if warnings:
        yield "With it `econnect-bot check` will warn:"
        yield from (f"  {each}" for each in warnings)


def _of_checks(sign: str, checks: Sequence[FailedCheck]) -> list[str]:
    return [
        f"  {sign} {each.check.path}:{each.check.line}: “{_on_one_line(each.check.ask)}”: "
        f"then {reply_in_words(each.reply)}"
        for each in checks
    ]


def _of_questions(sign: str, changed: Sequence[ChangedReply]) -> list[str]:
    return [
        f"  {sign} “{_on_one_line(each.text)}”: now {reply_in_words(each.before)}; then {reply_in_words(each.after)}"
        for each in changed
    ]


def _on_one_line(text: str) -> str:
    return shorten(text, _WIDEST, placeholder=" …")


def _shortened(lines: list[str]) -> list[str]:
    more = len(lines) - _MOST
    return lines if more <= 0 else [*lines[:_MOST], f"  … and {more} more"]
