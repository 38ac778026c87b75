"""What a calculator found: a value, or a named error that says why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

CalculatorName: TypeAlias = Literal["mailbox-address", "version-check"]
Holder: TypeAlias = Literal["named", "own"]
"""Whose a number is: of somebody whom the question names, or the requester's own."""

ANSWERED_BY_CALCULATION: Final[Mapping[CalculatorName, frozenset[str]]] = {
    "mailbox-address": frozenset({"mailbox-address-format"}),
    "version-check": frozenset({"version-required"}),
}
"""The articles that each calculator goes with: it answers what they are asked, and stands as a button below them."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One calculation.

    Attributes:
        calculator: which one ran.
        value: the mailbox address, or the verdict `yes` or `no`; None where there is none.
        error: why there is no value: a code of `mailbox-address`, or `ask` / `not-globe`; None beside a value.
        warning: something to look at although there is a value (`elfproef`, `other-address`, `other-product`,
            `globe-plus`).
        read: the input as it was understood, safe to show again (`01035286`, `412 SP26`); never nine digits.
        holder: whose number was taken, where there were several.
        also: further readings, each a whole outcome: two numbers in one message, or the number inside an OIN.
    """

    calculator: CalculatorName
    value: str | None = None
    error: str | None = None
    warning: str | None = None
    read: str | None = None
    holder: Holder | None = None
    also: tuple[Outcome, ...] = ()

    @property
    def has_result(self) -> bool:
        """Return whether there is a value, or one for at least one of its further readings."""
        return self.value is not None or any(other.value is not None for other in self.also)
