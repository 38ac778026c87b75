from __future__ import annotations

import pytest

from bot.domain.reply import Answer, Clarification, FollowUp, HandOver, Reply, as_supposed, supposed_in


@pytest.mark.parametrize(
    "reply", [Answer("nl", ("mailbox",), 1.0), Clarification("nl", ("mailbox",), 1.0), FollowUp("nl", "why")]
)
def test_what_goes_on_from_what_was_said_tells_what_it_supposes(reply: Reply) -> None:
    assert supposed_in(reply) is None
    assert supposed_in(as_supposed(reply, "next")) == "next"


def test_who_is_at_a_loss_supposes_nothing() -> None:
    lost = HandOver("nl", None, 0.1)

    assert as_supposed(lost, "next") == lost
    assert supposed_in(lost) is None
