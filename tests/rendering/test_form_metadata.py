from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.incoming import HandOverDraft, ReplyApproved
from bot.domain.outgoing import TicketNews
from bot.domain.ticket import Place, PostedMessage
from bot.rendering.form_metadata import (
    draft_metadata,
    preview_metadata,
    read_draft,
    read_preview,
    read_ticket,
    ticket_metadata,
)
from tests.rendering.ticket_examples import ticket


def test_what_a_form_carries_is_read_back() -> None:
    draft = HandOverDraft("T1", "UALICE", Place("C1", "1.1"), "nl", "0" * 16, "https://x", PostedMessage("C1", "1.2"))
    assert read_draft(draft_metadata(draft), "T1", "UALICE") == draft


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
