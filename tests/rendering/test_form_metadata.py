from __future__ import annotations

from bot.domain.incoming import HandOverDraft
from bot.domain.outgoing import TicketNews
from bot.domain.ticket import Place, PostedMessage
from bot.rendering.form_metadata import draft_metadata, preview_metadata, read_draft, read_preview


def test_what_a_form_carries_is_read_back() -> None:
    draft = HandOverDraft("T1", "UALICE", Place("C1", "1.1"), "nl", "0" * 16, "https://x", PostedMessage("C1", "1.2"))
    assert read_draft(draft_metadata(draft), "T1", "UALICE") == draft
    news = TicketNews("t1", "question", "UBOB", "One\ntwo", "mailbox")
    assert read_preview(preview_metadata(news)) == ("t1", "question", "mailbox", "One\ntwo")
