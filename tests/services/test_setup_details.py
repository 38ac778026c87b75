"""What is told of an administration, wherever it is told."""

from __future__ import annotations

from bot.domain.forms import FormErrors
from bot.domain.sent_forms import SetupSubmission
from bot.domain.setup import SetupDetails
from bot.services.setup_details import details_in
from tests.services.harness import Harness


def test_what_is_told_is_read_and_what_is_wrong_is_named() -> None:
    answering = Harness().context.answering.current
    sent = SetupSubmission("view:1", "T1", "U1", "en", version="415", number="12345678", may_keep=True)

    assert details_in(answering, sent) == SetupDetails("", "nl", "415", "12345678@facturen.econnect.eu")
    wrong = SetupSubmission("view:1", "T1", "U1", "en", version="300", number="12345678")
    assert details_in(answering, wrong) == FormErrors(
        "en", (("release", "setup-too-old"), ("number", "setup-may-not-keep"))
    )
