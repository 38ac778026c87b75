"""A message arrives: a ticket's, a question, or none of the bot's business."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.domain.outgoing import ReplyMessage
from bot.services.ports import StoreUnavailableError
from bot.services.receiving import receive
from tests.services.builders import direct_message, mention, thread_message

if TYPE_CHECKING:
    from tests.services.harness import Harness


def test_what_is_written_to_the_bot_is_answered(bot: Harness) -> None:
    receive(bot.context, direct_message("which version?"))

    assert [type(said) for said in bot.says()] == [ReplyMessage]


def test_what_people_write_to_each_other_is_not(bot: Harness) -> None:
    bot.asks(mention("which version?"))
    receive(bot.context, thread_message("which version do you have?"))

    assert bot.says() == []


def test_the_number_that_was_asked_for_is_answered_without_a_mention(bot: Harness) -> None:
    bot.asks(mention("what is my address?"))
    receive(bot.context, thread_message("12345678"))

    assert [type(said) for said in bot.says()] == [ReplyMessage]


@pytest.mark.parametrize("is_for_bot", [False, True])
def test_what_belongs_to_a_ticket_goes_to_the_team_and_is_not_answered(bot: Harness, *, is_for_bot: bool) -> None:
    bot.claimed()
    receive(bot.context, replace(thread_message("which version do you mean?"), is_for_bot=is_for_bot))

    assert bot.tells() == ["team:answered"]
    assert bot.answering.asked == []


def test_what_is_said_to_the_bot_in_a_tickets_thread_is_a_question_like_any_other(bot: Harness) -> None:
    bot.claimed()
    receive(bot.context, mention("which version?", "2.2"))

    assert [type(said) for said in bot.says()] == [ReplyMessage]


def test_a_message_that_begins_a_thread_belongs_to_no_ticket(bot: Harness) -> None:
    bot.claimed()
    receive(bot.context, replace(thread_message("hello"), is_in_thread=False))

    assert bot.says() == []


def test_while_the_store_is_away_nothing_is_promised(bot: Harness) -> None:
    bot.store.is_away = True
    for message in (direct_message("which version?"), thread_message("12345678")):
        with pytest.raises(StoreUnavailableError):
            receive(bot.context, message)
