"""Whatever stands in a message, its reply is weighed long before the ack is due."""

from __future__ import annotations

import time

import pytest

from bot.domain.conversation import Conversation, Memory, Question
from tests.services.test_answering import BOT

SECONDS = 1.0
"""Of the processor, and ten times what the worst of these takes: an ack has two seconds in all."""


@pytest.mark.parametrize(
    "hostile", ["0:", "+31", "1 ", "12 ", "op 1 ", "our ", "a@b.nl ", "kvk 1, ", "update 4. ", "é"]
)
def test_a_message_of_sixteen_thousand_characters_is_answered_in_time(hostile: str) -> None:
    question = Question((hostile * 16_000)[:16_000], Conversation("direct", "T1", "D1"), "UALICE")
    begin = time.thread_time()
    BOT.reply_to(question, Memory())

    assert time.thread_time() - begin < SECONDS
