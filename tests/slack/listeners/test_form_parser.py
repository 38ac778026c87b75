from __future__ import annotations

from typing import Any

from bot.domain.incoming import AssigneeChosen, ReplyApproved, ReplyDrafted, ResolutionChosen
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


def test_a_form_of_another_version_is_no_submission() -> None:
    assert submitted("form:of-old", "t1") is None
