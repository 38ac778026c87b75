"""What the bot works out instead of looking up: one module each, and one dict that names them all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from bot.calculators import mailbox_address, version_check

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.article import Facts
    from bot.domain.calculation import CalculatorName, Outcome
    from bot.domain.utterance import ParsedUtterance


class Calculator(Protocol):
    """What each module here can do."""

    def calculate(self, text: str, facts: Facts) -> Outcome:
        """Return the outcome for `text`, all of which is meant as input; an error where nothing in it can be used."""
        ...

    def recognise(self, utterance: ParsedUtterance, facts: Facts, *, is_expected: bool) -> Outcome | None:
        """Return the outcome for the input in a message; None where the message does not ask for this calculation.

        `is_expected` says that the bot has just asked for this input here, so that a bare number counts.
        """
        ...


CALCULATORS: Final[Mapping[CalculatorName, Calculator]] = {
    "mailbox-address": mailbox_address,
    "version-check": version_check,
}
"""The calculators, in the order in which they are asked."""
