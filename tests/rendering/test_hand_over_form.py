"""What goes to the support team, as its form shows it; that Slack takes it is tested with all forms."""

from __future__ import annotations

from bot.domain.forms import HandOverForm
from bot.domain.incoming import HandOverDraft
from bot.domain.ticket import Place
from bot.rendering.hand_over_form import hand_over_form
from tests.rendering.ticket_examples import NOON, context


def test_why_an_answer_did_not_help_stands_below_the_question_however_long_that_is() -> None:
    draft = HandOverDraft("T1", "UALICE", Place("D1"), "en", "0" * 16)
    form = HandOverForm(draft, "x" * 5000, NOON, is_open_now=True, not_helped=("mailbox", "incomplete"))
    shown = str(hand_over_form(form, context("en"))["blocks"])

    assert "didn't help: Incomplete." in shown
    assert "x" * 2500 in shown
