"""Whatever stands in a message, weighing its reply takes time in proportion to its length."""

from __future__ import annotations

import pytest

from bot.domain.conversation import Conversation, Memory, Question
from tests.growth import grows_with_the_text
from tests.services.test_answering import BOT

LONGEST = 16_000
"""Characters that are read of a message."""


@pytest.mark.parametrize(
    "hostile", ["0:", "+31", "1 ", "12 ", "op 1 ", "our ", "a@b.nl ", "kvk 1, ", "update 4. ", "é"]
)
def test_a_message_of_any_length_is_answered_in_time(hostile: str) -> None:
    def answer(text: str) -> object:
        return BOT.reply_to(Question(text, Conversation("direct", "T1", "D1"), "UALICE"), Memory())

    assert grows_with_the_text(answer, hostile, LONGEST)
