"""Numbers and versions checked by form, as people really type and send them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, cast

import pytest

from bot.domain.forms import CalculatorForm, FormErrors, ResultForm, SetupForm
from bot.domain.incoming import GlobalShortcut, MessageShortcut
from bot.domain.outgoing import Destination
from bot.domain.sent_forms import NumbersSent, SetupWanted
from bot.services.checking_numbers import (
    begin_setup,
    open_from_button,
    open_from_message,
    open_from_shortcut,
    submit,
)
from bot.texts import load
from tests.calculators.pasted_messages import PASTED_MESSAGES
from tests.services.builders import ALICE, TEAM, button
from tests.services.harness import Harness
from tests.services.test_answering import BOT
from tests.several import HoldingSeveral

if TYPE_CHECKING:
    from bot.domain.calculation import CalculatorName
    from bot.domain.explanation import FileLine
    from bot.domain.language import Language
    from bot.domain.reply import Calculation
    from bot.services.answering import Answering
    from bot.services.app_context import AppContext
    from tests.calculators.pasted_messages import PastedMessage

PRIVATE: Final = Destination(TEAM, ALICE, person=ALICE)
NUMBER: Final[CalculatorName] = "mailbox-address"
VERSION: Final[CalculatorName] = "version-check"
PRODUCT_OF: Final = {NUMBER: "balansboek", VERSION: "exact-globe"}
SCREEN: Final = "Exact Globe+ Release 423SP2\nLicentie: 40012345\nKvK-nr: 01035286\nTel 020-1234567"


@dataclass(frozen=True)
class Holder:
    """What answers with the calculators as they are."""

    current: Answering = BOT

    def locate(self, wanted: object) -> tuple[FileLine, ...]:
        raise NotImplementedError(wanted)


@pytest.fixture
def context(bot: Harness) -> AppContext:
    return replace(bot.context, answering=Holder())


def message(text: str) -> MessageShortcut:
    return MessageShortcut(TEAM, ALICE, text, PRIVATE, None)


def sent(number: str | None = None, version: str | None = None, language: Language = "nl") -> NumbersSent:
    fields: tuple[tuple[CalculatorName, str | None], ...] = ((NUMBER, number), (VERSION, version))
    return NumbersSent(language, tuple((name, text) for name, text in fields if text is not None))


@pytest.mark.parametrize(
    ("number", "version", "values"),
    [
        ("01.03.52.86", "", ["01035286@facturen.econnect.eu"]),
        ("0103 5286", "", ["01035286@facturen.econnect.eu"]),
        ("12345678@facturen.econnect.eu", "", ["12345678@facturen.econnect.eu"]),
        ("Hallo! " * 400 + "KvK 12345678", "", ["12345678@facturen.econnect.eu"]),
        ("Nuestro número es 12345678", "", ["12345678@facturen.econnect.eu"]),
        ("", "413 SP5", ["yes"]),
        ("", "Exact Globe+ 500", ["yes"]),
        ("", "412", ["no"]),
        (SCREEN.splitlines()[2], SCREEN, ["01035286@facturen.econnect.eu", "yes"]),
        ("12345678", "414", ["12345678@facturen.econnect.eu", "yes"]),
    ],
)
def test_what_can_be_calculated_with_gives_a_result(
    context: AppContext, number: str, version: str, values: list[str]
) -> None:
    told = submit(context, sent(number, version))

    assert isinstance(told, ResultForm)
    assert [each.value for each in told.outcomes] == values


@pytest.mark.parametrize(
    ("number", "version", "wrong"),
    [
        ("1234567", "", {"number": "address-error-too-short-7"}),
        ("NL001234567B01", "", {"number": "address-error-vat-number"}),
        ("klant@bakkerij.nl", "", {"number": "address-error-no-number"}),
        ("x" * 3000, "", {"number": "address-error-no-number"}),
        ("1234567 of 7654321", "", {"number": "check-two-numbers"}),
        ("123456782", "", {"number": "address-error-nine-digits"}),
        ("", "Exact Online 2024.3", {"release": "check-not-globe"}),
        ("", "de nieuwste", {"release": "check-no-version"}),
        ("", "", {"number": "check-empty"}),
        ("", None, {"number": "address-error-no-number"}),
        (None, "", {"release": "check-no-version"}),
        ("12345678", "de nieuwste", {"release": "check-no-version"}),
        ("1234567", "Exact Online 2024.3", {"number": "address-error-too-short-7", "release": "check-not-globe"}),
    ],
)
def test_what_is_wrong_is_told_beside_its_field(
    context: AppContext, number: str | None, version: str | None, wrong: dict[str, str]
) -> None:
    told = submit(context, sent(number, version))

    assert isinstance(told, FormErrors)
    assert dict(told.fields) == wrong
    assert set(wrong.values()) <= load("nl").keys()


@pytest.mark.parametrize(
    ("number", "version"), [("12345678 en 87654321", ""), ("00000003123456780000", ""), ("", "405 en 418")]
)
def test_of_several_each_is_told_and_none_is_gone_on_with(context: AppContext, number: str, version: str) -> None:
    told = submit(context, sent(number, version))

    assert isinstance(told, ResultForm)
    assert (told.number, told.release) == ("", "")
    assert told.can_begin is (version == "")


@pytest.mark.parametrize(
    ("text", "number", "version", "remarks"),
    [
        ("KvK 01035286, update 414", "01035286", "414", ["check-found"]),
        ("KvK <tel:01035286|01035286>", "01035286", "", ["check-found"]),
        (SCREEN, "01035286", "423 SP2", ["check-found"]),
        ("Klopt 12345678 of 1234567?", "12345678 / 1234567", "", ["check-found"]),
        ("413 SP5", "", "413 SP5", ["check-found"]),
        ("405 en 418", "", "405 / 418", ["check-found"]),
        (
            "update 414, btw NL001234567B01",
            "",
            "414",
            ["check-found", "check-other-number", "address-error-vat-number"],
        ),
        ("Bel 06-12345678", "", "", ["check-none-found", "check-other-number", "address-error-phone-number"]),
        ("Exact Online 2024.3", "", "", ["check-none-found", "check-not-globe"]),
        ("Hallo allemaal", "", "", ["check-none-found"]),
        ("", "", "", ["check-none-found"]),
        ("Notre numéro est 12 34 56 78", "12345678", "", ["check-found"]),
        ("x" * 3000, "", "", ["check-none-found"]),
        ("Ons BSN is 123456782", "", "", ["check-none-found", "check-other-number", "address-error-nine-digits"]),
    ],
)
def test_a_message_fills_the_form_in(
    context: AppContext, text: str, number: str, version: str, remarks: list[str]
) -> None:
    form = open_from_message(context, message(text))

    assert form.inputs == ((NUMBER, number), (VERSION, version))
    assert list(form.remarks) == remarks
    assert set(remarks) <= load("nl").keys()


@pytest.mark.parametrize("pasted", PASTED_MESSAGES, ids=lambda pasted: pasted["id"])
def test_of_a_pasted_message_each_number_and_version_gets_its_own_result(
    context: AppContext, pasted: PastedMessage
) -> None:
    form = open_from_message(context, message(pasted["text"]))
    assert [text for _, text in form.inputs] == [" / ".join(pasted["numbers"]), " / ".join(pasted["versions"])]

    told = submit(context, NumbersSent(form.language, form.inputs))
    if any(text for _, text in form.inputs):
        assert isinstance(told, ResultForm)
        results = [each for outcome in told.outcomes for each in (outcome, *outcome.also) if each.value]
        read = [text for each in results for text in (each.read or "").split(" / ")]
        assert read == [*pasted["numbers"], *pasted["versions"]]


def test_of_many_numbers_in_a_message_the_first_are_put_in(context: AppContext) -> None:
    form = open_from_message(context, message(", ".join(str(12345678 + each) for each in range(50))))

    assert form.inputs[0][1].split(" / ") == [str(12345678 + each) for each in range(20)]


@pytest.mark.parametrize(
    ("argument", "names"), [(NUMBER, [NUMBER]), (VERSION, [VERSION]), ("of-old", [NUMBER, VERSION])]
)
def test_below_an_article_its_own_calculator_is_asked(bot: Harness, argument: str, names: list[str]) -> None:
    form = open_from_button(bot.context, button(argument))

    assert (form.language, form.remarks) == ("en", ())
    assert form.inputs == tuple((name, "") for name in names)


def test_everywhere_all_of_them_are_asked(bot: Harness) -> None:
    form = open_from_shortcut(bot.context, GlobalShortcut(TEAM, ALICE, PRIVATE))

    assert form == CalculatorForm("en", ((NUMBER, ""), (VERSION, "")))


def test_a_form_speaks_as_the_person_does_and_as_the_message_where_that_is_not_known(bot: Harness) -> None:
    shortcut = message("welke versie is dit?")
    assert open_from_message(bot.context, shortcut).language == "nl"
    with bot.store.transaction() as transaction:
        transaction.people.choose_language(TEAM, ALICE, "en")

    assert open_from_message(bot.context, shortcut).language == "en"
    with bot.store.transaction() as transaction:
        transaction.people.choose_language(TEAM, ALICE, "nl")
    assert open_from_shortcut(bot.context, GlobalShortcut(TEAM, ALICE, PRIVATE)).language == "nl"
    assert open_from_button(bot.context, replace(button(NUMBER), conversation=None)).language == "nl"


def test_everything_goes_without_a_store_and_without_a_team() -> None:
    bot = Harness(has_team=False)
    bot.store.is_away = True

    assert open_from_button(bot.context, button(NUMBER)).language == "en"
    assert open_from_shortcut(bot.context, GlobalShortcut(TEAM, ALICE, PRIVATE)).language == "en"
    assert open_from_message(bot.context, message("versie 414")).inputs == ((NUMBER, ""), (VERSION, "414"))
    assert isinstance(submit(bot.context, sent("12345678", "414")), ResultForm)


def test_nothing_that_is_typed_or_read_is_kept(bot: Harness, context: AppContext) -> None:
    open_from_message(context, message("KvK 12345678"))
    submit(context, sent("12345678", "414"))

    assert bot.telemetry.questions == []
    assert bot.deliver() == []
    assert list(bot.store.latest_questions(TEAM, ALICE, 9)) == []


def test_a_set_up_begins_with_what_was_checked_and_without_consent(context: AppContext) -> None:
    told = submit(context, sent("0103 5286", "414 SP2"))
    assert isinstance(told, ResultForm)

    form = begin_setup(SetupWanted("nl", told.number, told.release))
    assert form == SetupForm("nl", None, number="01035286", release="414 SP2")


def test_beside_other_packages_a_set_up_begins_of_the_one_that_the_numbers_were_checked_for(bot: Harness) -> None:
    told = submit(replace(bot.context, answering=HoldingSeveral()), sent("0103 5286", "414 SP2"))
    assert isinstance(told, ResultForm)
    assert told.product == "exact-globe"

    wanted = SetupWanted("nl", told.number, told.release, told.product, is_in_home=True)
    form = begin_setup(wanted)
    assert (form.product, form.is_in_home) == ("exact-globe", True)


class EachOfAnother:
    """Works each number out for a product of its own."""

    def calculate(self, calculator: CalculatorName, text: str, language: Language) -> Calculation:
        return replace(BOT.calculate(calculator, text, language), about=PRODUCT_OF[calculator])


def test_what_was_checked_for_two_packages_begins_a_set_up_of_neither(bot: Harness) -> None:
    context = replace(bot.context, answering=Holder(cast("Answering", EachOfAnother())))
    products = [submit(context, sent(*texts)) for texts in (("01035286", ""), ("", "414"), ("01035286", "414"))]

    assert [isinstance(each, ResultForm) and each.product for each in products] == ["balansboek", "exact-globe", None]
