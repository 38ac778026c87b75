from __future__ import annotations

from typing import Any

import pytest

from bot.domain.sent_forms import (
    AssigneeChosen,
    MannersChosen,
    NumbersSent,
    ReplyApproved,
    ReplyDrafted,
    ResolutionChosen,
    SetupSubmission,
    SetupWanted,
    WrongReplyReported,
)
from bot.domain.ticket import PostedMessage
from bot.slack.listeners.form_parser import read_submission


def submitted(callback_id: str, metadata: str, **fields: dict[str, Any]) -> object:
    values = {name: {name: value} for name, value in fields.items()}
    view = {"id": "V1", "callback_id": callback_id, "private_metadata": metadata, "state": {"values": values}}
    return read_submission({"user": {"id": "UBOB"}, "view": view}, "T1")


def test_a_reply_that_asks_back_is_read_with_its_article() -> None:
    asks_back = {"asks-back": {"selected_options": [{"value": "asks-back"}]}}
    article = {"article": {"selected_option": {"value": "prerequisites"}}}
    assert submitted("form:reply", "t1", text={"value": " Which version? "}, **asks_back, **article) == ReplyDrafted(
        "view:V1:form:reply", "T1", "UBOB", "t1", "Which version?", "prerequisites", asks_back=True
    )


def test_a_preview_carries_what_was_written() -> None:
    assert submitted("form:check", "t1\nquestion\n\nOne\ntwo") == ReplyApproved(
        "view:V1:form:check", "T1", "UBOB", "t1", "One\ntwo", None, "question"
    )


def test_a_resolution_and_an_assignee_are_read() -> None:
    how, lesson = {"selected_option": {"value": "duplicate"}}, {"selected_option": {"value": "gap"}}
    assert submitted("form:resolve", "t1", how=how, lesson=lesson) == ResolutionChosen(
        "view:V1:form:resolve", "T1", "UBOB", "t1", "duplicate", None, "gap"
    )
    assert submitted("form:assign", "t1", whom={"selected_user": "UCAROL"}) == AssigneeChosen(
        "view:V1:form:assign", "T1", "UBOB", "t1", "UCAROL"
    )
    assert submitted("form:assign", "t1", whom={"selected_option": {"value": "UCAROL"}}) == AssigneeChosen(
        "view:V1:form:assign", "T1", "UBOB", "t1", "UCAROL"
    )


@pytest.mark.parametrize(("chosen", "article"), [("prerequisites", "prerequisites"), ("-none-", None)])
def test_that_a_reply_was_wrong_is_read_with_the_right_article(chosen: str, article: str | None) -> None:
    value = {"selected_option": {"value": chosen}}
    assert submitted("form:why", f"{'0' * 16} nl", article=value) == WrongReplyReported(
        "T1", "UBOB", "0" * 16, article, "nl"
    )
    assert submitted("form:why", "of-old", article=value) is None
    assert submitted("form:why", f"{'0' * 16} nl", article={"selected_option": None}) is None


def test_a_set_up_is_read_with_what_its_form_carries() -> None:
    metadata = '{"setup": "s1", "language": "nl", "card": ["D1", "9.9"], "home": false}'
    keep, screen = {"selected_options": [{"value": "keep"}]}, {"selected_option": {"value": "en"}}
    typed = {"name": {"value": " Jansen "}, "release": {"value": "415"}, "number": {"value": "12345678"}}
    assert submitted("form:setup", metadata, **typed, keep=keep, screen=screen) == SetupSubmission(
        "view:T1:V1",
        "T1",
        "UBOB",
        "nl",
        "s1",
        PostedMessage("D1", "9.9"),
        name="Jansen",
        version="415",
        number="12345678",
        may_keep=True,
        screen="en",
    )
    assert submitted("form:setup", "of old") is None


def test_what_was_typed_for_the_calculators_is_read_from_the_fields_that_the_form_has() -> None:
    number, version = {"value": " 0103 5286 "}, {"value": None}
    both = NumbersSent("nl", (("mailbox-address", "0103 5286"), ("version-check", "")))

    assert submitted("form:calculator", "nl", release=version, number=number) == both
    assert submitted("form:calculator", "en", release=version) == NumbersSent("en", (("version-check", ""),))
    assert submitted("form:calculator", "of old", number=number) is None
    assert submitted("form:calculator", "nl") is None


def test_from_a_result_a_set_up_is_wanted() -> None:
    assert submitted("form:result", "nl\n01035286\n414") == SetupWanted("nl", "01035286", "414")
    assert submitted("form:result", "of old") is None


def test_which_package_is_set_up_is_read_where_that_is_asked() -> None:
    metadata = '{"setup": null, "language": "nl", "card": null, "home": true}'
    chosen = {"selected_option": {"value": "balansboek"}}

    wanted = SetupWanted("nl", product="balansboek", is_in_home=True)
    assert submitted("form:setup-product", metadata, product=chosen) == wanted
    assert submitted("form:setup-product", metadata) is None
    assert submitted("form:setup-product", "of old", product=chosen) is None


def test_a_form_of_another_version_is_no_submission() -> None:
    assert submitted("form:of-old", "t1") is None


def test_what_is_set_for_a_channel_is_read_with_the_version_that_it_was_chosen_from() -> None:
    values = {"listens": "mentions", "language": "en", "product": "exact-globe", "most": "3"}
    fields = {name: {"selected_option": {"value": value}} for name, value in values.items()}
    assert submitted("form:channel", "C1 4", **fields) == MannersChosen(
        "T1", "UBOB", "C1", 4, "mentions", "en", "exact-globe", 3
    )
    nothing = {name: {"selected_option": {"value": "none"}} for name in values}
    chosen = submitted("form:channel", "C1 0", **nothing | {"listens": fields["listens"]})
    assert chosen == MannersChosen("T1", "UBOB", "C1", 0, "mentions")


@pytest.mark.parametrize(("metadata", "listens"), [("of-old", "off"), ("C1 0", "whispers")])
def test_what_says_nothing_of_a_channel_is_another_versions_form(metadata: str, listens: str) -> None:
    assert submitted("form:channel", metadata, listens={"selected_option": {"value": listens}}) is None
