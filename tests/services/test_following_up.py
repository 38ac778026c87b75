"""The number that the bot asked for, written below its question without a mention."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.services.asking import receive
from bot.services.following_up import is_expected
from bot.services.ports import StoreUnavailableError
from tests.services.builders import direct_message, mention, thread_message

if TYPE_CHECKING:
    from bot.domain.incoming import IncomingMessage
    from tests.services.harness import Harness


@pytest.fixture
def asking(bot: Harness) -> Harness:
    """Return a bot that has asked for a number in the thread."""
    bot.asks(mention("what is my address?"))
    return bot


def is_taken(bot: Harness, message: IncomingMessage) -> bool:
    """Return whether it is what the bot waits for, with what is remembered there by now."""
    memory = bot.store.read_memory(message.conversation, message.person)
    return is_expected(bot.context, message, memory.at(bot.clock.now(), message.conversation.kind))


@pytest.mark.parametrize("text", ["12345678", "it is 12345678, thanks", "12 34.5", "'#1234567'", "(1234567)!"])
def test_a_number_is_what_was_asked_for_be_it_right_or_wrong(asking: Harness, text: str) -> None:
    assert is_taken(asking, thread_message(text))


def test_what_else_people_say_there_is_none_of_the_bots_business(asking: Harness) -> None:
    assert not is_taken(asking, thread_message("I have it somewhere"))


def test_an_edit_is_not_expected(asking: Harness) -> None:
    assert not is_taken(asking, replace(thread_message("12345678"), edited="3.3"))


@pytest.mark.parametrize("text", ["KvK 12345678", "kvk-nummer: 1234567", "K.v.K. #12345678", "CoC number 12345678"])
def test_a_number_that_says_which_it_is_may_be_written_wherever_the_bot_has_answered(bot: Harness, text: str) -> None:
    bot.asks(mention("which version?"))

    assert is_taken(bot, thread_message(text))
    assert not is_taken(bot, thread_message(text, thread="7.7"))
    assert not is_taken(bot, thread_message(f"{text} is what Bob has"))


def test_a_number_outside_the_thread_is_not_expected(asking: Harness) -> None:
    receive(asking.context, replace(mention("12345678"), is_mention=False, is_for_bot=False))
    assert asking.deliver() == []
    assert not is_taken(asking, thread_message("12345678", thread="7.7"))


def test_a_number_is_not_expected_once_it_was_given(asking: Harness) -> None:
    asking.asks(mention("12345678", "2.2"))

    assert not is_taken(asking, thread_message("12345678", "3.3"))


def test_in_a_thread_of_direct_messages_it_is_expected_for_half_an_hour(bot: Harness) -> None:
    bot.asks(direct_message("what is my address?"))
    number = replace(direct_message("12345678", "2.2"), is_in_thread=True)

    assert is_taken(bot, number)
    bot.clock.pass_time(minutes=31)
    assert not is_taken(bot, number)


def test_while_the_store_is_away_it_cannot_be_told(asking: Harness) -> None:
    asking.store.is_away = True
    with pytest.raises(StoreUnavailableError):
        receive(asking.context, thread_message("12345678"))
