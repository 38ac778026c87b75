"""Numbers and versions checked by form: from below an article, a shortcut, a message.

A form needs the store for the language of whoever opens it only, and goes on without. What is typed in one is kept
nowhere: not in the question log, and not in the form's metadata.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from bot.calculators import CALCULATORS
from bot.domain.conversation import outside
from bot.domain.forms import CALCULATOR_FIELDS, CalculatorForm, FormErrors, ResultForm, SetupForm
from bot.services.commanding import STORE_SECONDS
from bot.services.patience import at_most
from bot.services.ports import StoreUnavailableError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.calculation import CalculatorName, Outcome
    from bot.domain.conversation import Conversation
    from bot.domain.forms import FormField
    from bot.domain.incoming import ButtonAction, GlobalShortcut, MessageShortcut
    from bot.domain.language import Language
    from bot.domain.sent_forms import NumbersSent, SetupWanted
    from bot.services.app_context import AppContext

log = logging.getLogger(__name__)

_MOST_READ: Final = 20
"""Numbers of one message that are put into a field."""
_NO_OTHER_NUMBER: Final = frozenset({None, "no-number", "too-short"})
"""What tells of no number that stands in a KvK number's place: a few digits may be a version."""


def open_from_button(context: AppContext, action: ButtonAction) -> CalculatorForm:
    """Return the form of the calculator that goes with the article below which its button stands."""
    where = action.conversation or outside(action.team, action.person)
    named = tuple(name for name in CALCULATORS if name == action.argument)
    return _empty(_spoken(context, where, action.person) or context.language, named or tuple(CALCULATORS))


def open_from_shortcut(context: AppContext, shortcut: GlobalShortcut) -> CalculatorForm:
    """Return the form of all calculators."""
    team, person = shortcut.team, shortcut.person
    return _empty(_spoken(context, outside(team, person), person) or context.language, tuple(CALCULATORS))


def open_from_message(context: AppContext, shortcut: MessageShortcut) -> CalculatorForm:
    """Return the form, filled in with the numbers and versions in a message; it says where there are none."""
    team, person, answering = shortcut.team, shortcut.person, context.answering.current
    spoken = _spoken(context, outside(team, person), person)
    language = spoken or answering.language_of(shortcut.text, context.language)
    outcomes = answering.numbers_in(shortcut.text)
    inputs = tuple((outcome.calculator, _read_in(outcome)) for outcome in outcomes)
    return CalculatorForm(language, inputs, tuple(_remarks(outcomes, inputs)))


def submit(context: AppContext, sent: NumbersSent) -> ResultForm | FormErrors:
    """Return what the calculators make of what was typed; what is wrong with a field, where something is."""
    inputs = [(name, text) for name, text in sent.inputs if text]
    if not inputs:
        name, _ = sent.inputs[0]
        is_one = len(sent.inputs) == 1
        nothing = context.answering.current.calculate(name, "", sent.language).outcome
        text = _wrong_with(nothing) if is_one else "check-empty"
        return FormErrors(sent.language, ((CALCULATOR_FIELDS[name], text),))
    calculations = [context.answering.current.calculate(name, text, sent.language) for name, text in inputs]
    outcomes, products = [each.outcome for each in calculations], {each.about for each in calculations}
    wrong: tuple[tuple[FormField, str], ...] = tuple(
        (CALCULATOR_FIELDS[each.calculator], _wrong_with(each)) for each in outcomes if not each.has_result
    )
    if wrong:
        return FormErrors(sent.language, wrong)
    return ResultForm(sent.language, tuple(outcomes), products.pop() if len(products) == 1 else None)


def begin_setup(wanted: SetupWanted) -> SetupForm:
    """Return the form with which a set-up begins, filled in with what was checked. Nothing of it is kept yet."""
    return SetupForm(
        wanted.language,
        None,
        is_in_home=wanted.is_in_home,
        number=wanted.number,
        release=wanted.release,
        product=wanted.product,
    )


def _empty(language: Language, names: tuple[CalculatorName, ...]) -> CalculatorForm:
    return CalculatorForm(language, tuple((name, "") for name in names))


def _spoken(context: AppContext, where: Conversation, person: str) -> Language | None:
    """Return the language that somebody reads there; None where none is known, or the store is away."""
    try:
        with at_most(STORE_SECONDS):
            return context.store.read_memory(where, person).language
    except StoreUnavailableError as error:
        log.warning("A calculator's form is opened without memory: %s", error)
        return None


def _read_in(outcome: Outcome) -> str:
    """Return what of a message is put into its field: what can be calculated with, and a number of seven digits."""
    readings = (outcome, *outcome.also)
    read = (each.read for each in readings if each.read and (each.value or each.error == "too-short-7"))
    return " / ".join(list(dict.fromkeys(read))[:_MOST_READ])


def _remarks(outcomes: Sequence[Outcome], inputs: Sequence[tuple[CalculatorName, str]]) -> list[str]:
    """Return the texts that say what was read in a message, and what stands there instead of a number or version."""
    found = dict(inputs)
    others = [each for each in outcomes if not found[each.calculator]]
    return [
        "check-found" if any(found.values()) else "check-none-found",
        *(text for each in others for text in _instead(each)),
    ]


def _instead(outcome: Outcome) -> tuple[str, ...]:
    if outcome.calculator == "version-check":
        return ("check-not-globe",) if outcome.error == "not-globe" else ()
    return () if outcome.error in _NO_OTHER_NUMBER else ("check-other-number", _wrong_with(outcome))


def _wrong_with(outcome: Outcome) -> str:
    """Return the text that says why there is no result, and what to type."""
    if outcome.calculator == "version-check":
        return "check-not-globe" if outcome.error == "not-globe" else "check-no-version"
    return "check-two-numbers" if outcome.error == "two-numbers" else f"address-error-{outcome.error}"
