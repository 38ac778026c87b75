from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.domain.calculation import Outcome
from bot.domain.forms import ResultForm, SetupForm
from bot.domain.incoming import HandOverDraft
from bot.domain.sent_forms import ReplyApproved, SetupSubmission, SetupWanted
from bot.domain.ticket import Place, PostedMessage
from bot.domain.ticket_bodies import TicketNews
from bot.rendering.form_metadata import (
    draft_metadata,
    preview_metadata,
    read_draft,
    read_language,
    read_preview,
    read_product_choice,
    read_result,
    read_setup,
    read_ticket,
    result_metadata,
    setup_metadata,
    ticket_metadata,
)
from tests.rendering.ticket_examples import ticket
from tests.storage.setups_contract import A_SETUP

if TYPE_CHECKING:
    from bot.domain.setup import Setup


@pytest.mark.parametrize(
    ("form", "product"),
    [
        (SetupForm("nl", None, product="balansboek"), "balansboek"),
        (SetupForm("nl", replace(A_SETUP, product="balansboek"), product="exact-globe"), "balansboek"),
        (SetupForm("nl", None), None),
    ],
)
def test_the_form_of_a_set_up_carries_its_product(form: SetupForm, product: str | None) -> None:
    read = read_setup(setup_metadata(form), "V1", "T1", "UALICE")

    assert read is not None
    assert read.product == product


def test_what_a_form_carries_is_read_back() -> None:
    draft = HandOverDraft("T1", "UALICE", Place("C1", "1.1"), "nl", "0" * 16, "https://x", PostedMessage("C1", "1.2"))
    draft = replace(draft, files=("https://x/\N{SNOWMAN}.png", "F2"))
    assert read_draft(draft_metadata(draft), "T1", "UALICE") == draft


def test_a_form_of_an_earlier_version_takes_no_files_along() -> None:
    carried = '{"channel": "C1", "ts": null, "language": "nl", "trace": null, "link": null}'
    assert read_draft(carried, "T1", "UALICE") == HandOverDraft("T1", "UALICE", Place("C1"), "nl")


@pytest.mark.parametrize("setup", [None, A_SETUP])
@pytest.mark.parametrize("card", [None, PostedMessage("D1", "9.9")])
def test_what_the_form_of_a_set_up_carries_is_read_back(setup: Setup | None, card: PostedMessage | None) -> None:
    form = SetupForm("nl", setup, card, is_in_home=card is None)
    read = read_setup(setup_metadata(form), "V1", "T1", "UALICE")

    which = None if setup is None else setup.id
    assert read == SetupSubmission("V1", "T1", "UALICE", "nl", which, card, is_in_home=card is None)
    assert read_setup("{}", "V1", "T1", "UALICE") is None


@pytest.mark.parametrize("is_private", [False, True])
def test_what_a_preview_carries_is_read_back(*, is_private: bool) -> None:
    about = replace(ticket("en"), id="t1", version=7)
    news = TicketNews("t1", "question", "UBOB", "One\ntwo", "mailbox", is_private)
    approved = ReplyApproved("V1", "T1", "UBOB", "t1", "One\ntwo", "mailbox", "question", is_private, seen=7)

    assert read_preview(preview_metadata(about, news), "V1", "T1", "UBOB") == approved
    assert read_ticket(ticket_metadata(about)) == ("t1", 7)


def test_a_form_of_an_earlier_version_tells_no_version() -> None:
    assert read_ticket("t1") == ("t1", None)
    approved = read_preview("t1\nreply\n\nSo", "V1", "T1", "UBOB")
    assert approved is not None
    assert approved.seen is None


@pytest.mark.parametrize("metadata", ["", "t1", "t1\nreply\n", "t1\nunknown\n\nSo"])
def test_a_preview_that_carries_something_else_is_none(metadata: str) -> None:
    assert read_preview(metadata, "V1", "T1", "UBOB") is None


def test_what_a_result_carries_is_read_back() -> None:
    address = Outcome("mailbox-address", "12345678@facturen.econnect.eu", read="12345678")
    version = Outcome("version-check", "yes", read="414 SP2")

    for outcomes, number, globe, product in (
        ((address, version), "12345678", "414 SP2", "exact-globe"),
        ((), "", "", None),
    ):
        carried = result_metadata(ResultForm("nl", outcomes, product))
        assert read_result(carried) == SetupWanted("nl", number, globe, product)
    assert [read_result(each) for each in ("", "nl", "nl\n1", "fr\n1\n2", "nl\n1\n2\n3\n4")] == [None] * 5


def test_which_package_was_chosen_is_read_with_what_its_form_carries() -> None:
    carried = setup_metadata(SetupForm("en", None, is_in_home=True))

    assert read_product_choice(carried, "balansboek") == SetupWanted("en", product="balansboek", is_in_home=True)
    assert read_product_choice(carried, None) is None
    assert read_product_choice("of old", "balansboek") is None


def test_a_calculators_form_carries_a_language() -> None:
    assert [read_language(each) for each in ("nl", "en", "", "t1 7")] == ["nl", "en", None, None]
