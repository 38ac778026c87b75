"""What the calculators ask and find, of every kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.calculators import CALCULATORS
from bot.domain.forms import CalculatorForm, ResultForm
from bot.domain.language import LANGUAGES
from tests.shipped_knowledge import shipped_knowledge

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.calculation import CalculatorName, Outcome
    from bot.domain.language import Language

NUMBER: Final[CalculatorName] = "mailbox-address"
VERSION: Final[CalculatorName] = "version-check"


def calculated(calculator: CalculatorName, text: str) -> Outcome:
    """Return what a calculator makes of `text`."""
    return CALCULATORS[calculator].calculate(text, shipped_knowledge().facts)


MANY_NUMBERS: Final = ", ".join(str(12345678 + each) for each in range(300))
MANY_VERSIONS: Final = ", ".join(str(400 + each % 200) for each in range(400))
FOUND: Final[tuple[tuple[tuple[CalculatorName, str], ...], ...]] = (
    ((NUMBER, "01035286"),),
    ((NUMBER, "55667788"),),
    ((NUMBER, "01035286@elders.nl"),),
    ((NUMBER, "12345678 en 87654321 en 1234567"),),
    ((NUMBER, MANY_NUMBERS),),
    ((NUMBER, "00000003123456780000"),),
    ((VERSION, "414 SP2"),),
    ((VERSION, "Exact Globe+ 500"),),
    ((VERSION, "412"),),
    ((VERSION, "405 en 418"),),
    ((VERSION, MANY_VERSIONS),),
    ((NUMBER, "01035286"), (VERSION, "414")),
    ((NUMBER, "01035286"), (VERSION, "412")),
    ((NUMBER, MANY_NUMBERS), (VERSION, MANY_VERSIONS)),
)
RESULTS: Final[Mapping[Language, list[ResultForm]]] = {
    language: [ResultForm(language, tuple(calculated(*each) for each in inputs)) for inputs in FOUND]
    for language in LANGUAGES
}
FORMS: Final[Mapping[Language, list[CalculatorForm]]] = {
    language: [
        CalculatorForm(language, ((NUMBER, ""),)),
        CalculatorForm(language, ((VERSION, ""),)),
        CalculatorForm(language, ((NUMBER, ""), (VERSION, ""))),
        CalculatorForm(language, ((NUMBER, "01035286"), (VERSION, "414 SP2")), ("check-found",)),
        CalculatorForm(language, ((NUMBER, "1" * 4000), (VERSION, "4" * 4000)), ("check-found",)),
        CalculatorForm(
            language,
            ((NUMBER, ""), (VERSION, "")),
            ("check-none-found", "check-other-number", "address-error-not-only-digits", "check-not-globe"),
        ),
    ]
    for language in LANGUAGES
}
