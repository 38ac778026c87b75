"""What is for the bot in a thread that it answered in, and when it leaves people alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.domain.ticket_bodies import TicketNote
from bot.services.asking import receive
from tests.services.builders import BOB, mention, thread_message

if TYPE_CHECKING:
    from bot.domain.conversation import Conversation, Memory
    from bot.domain.incoming import IncomingMessage
    from tests.services.harness import Harness


@pytest.fixture
def answered(bot: Harness) -> Harness:
    """Return a bot that has answered Alice in the thread."""
    bot.asks(mention("which version?"))
    return bot


def says(bot: Harness, message: IncomingMessage) -> int:
    """Have a message received; return how much is said."""
    receive(bot.context, message)
    return len(bot.deliver())


@pytest.mark.parametrize("text", ["again", "what does it cost?", "and the address?"])
def test_whoever_asked_goes_on_without_a_mention(answered: Harness, text: str) -> None:
    assert says(answered, thread_message(text)) == 1


@pytest.mark.parametrize("text", ["I am having lunch now", "<@UBOB> again", "@bob which version?", "<!here> again?"])
def test_what_is_thought_aloud_or_said_to_others_is_none_of_its_business(answered: Harness, text: str) -> None:
    assert says(answered, thread_message(text)) == 0


def test_a_mail_address_calls_nobody(answered: Harness) -> None:
    assert says(answered, thread_message("is info@example.com the address?")) == 1


@pytest.mark.parametrize("setting", [True, False])
@pytest.mark.parametrize(
    "message",
    [
        thread_message("ask Carol", "2.1", BOB),
        thread_message("room 12345678", "2.1", BOB),
        thread_message("<@UBOB> do you know?", "2.1"),
        replace(thread_message("ask Carol", "2.1", BOB), edited="3.3", was="ask"),
    ],
)
def test_what_people_say_to_each_other_costs_one_look_at_most(
    answered: Harness, monkeypatch: pytest.MonkeyPatch, message: IncomingMessage, *, setting: bool
) -> None:
    looks, read = [], answered.store.read_memory

    def counted(conversation: Conversation, person: str) -> Memory:
        looks.append(person)
        return read(conversation, person)

    monkeypatch.setattr(answered.store, "read_memory", counted)
    answered.follows_threads = setting
    assert says(answered, message) == 0
    assert len(looks) == 1


@pytest.mark.parametrize("message", [mention("which version?", "2.1"), replace(thread_message(":+1:"), person=BOB)])
def test_what_is_said_to_the_bot_and_a_thumb_cost_none(
    answered: Harness, monkeypatch: pytest.MonkeyPatch, message: IncomingMessage
) -> None:
    looks: list[str] = []
    monkeypatch.setattr(answered.store, "read_memory", lambda _, person: looks.append(person))
    receive(answered.context, message)
    assert looks == []


def test_nobody_else_goes_on_without_a_mention(answered: Harness) -> None:
    assert says(answered, thread_message("which version?", person=BOB)) == 0


@pytest.mark.parametrize(
    "between", [thread_message("ask Carol", "2.1", BOB), thread_message("<@UBOB> do you know?", "2.1")]
)
def test_while_people_talk_with_each_other_they_are_left_alone_until_somebody_mentions_the_bot(
    answered: Harness, between: IncomingMessage
) -> None:
    assert says(answered, between) == 0
    assert says(answered, thread_message("which version?", "2.2")) == 0

    assert says(answered, mention("which version?", "2.3")) == 1
    assert says(answered, thread_message("again", "2.4")) == 1


def test_what_one_says_aloud_and_a_thumb_of_a_colleague_change_nothing(answered: Harness) -> None:
    assert says(answered, thread_message("I am having lunch now", "2.1")) == 0
    assert says(answered, thread_message(":+1:", "2.2", BOB)) == 0

    assert says(answered, thread_message("again", "2.3")) == 1


def test_where_the_bot_never_answered_nobody_goes_on(answered: Harness) -> None:
    assert says(answered, thread_message("again", thread="7.7")) == 0
    assert says(answered, replace(thread_message("again", thread="8.8"), is_in_thread=False)) == 0


def test_an_edit_counts_where_the_bot_took_the_message(answered: Harness) -> None:
    edit = replace(thread_message("which version do I need?", "2.2"), edited="3.3", was="again")
    assert says(answered, edit) == 0

    assert says(answered, thread_message("again", "2.2")) == 1
    assert says(answered, edit) == 1


def test_an_edit_of_what_people_said_to_each_other_does_not_make_the_bot_wait(answered: Harness) -> None:
    assert says(answered, replace(thread_message("ask Carol", "2.1", BOB), edited="3.3", was="ask")) == 0
    assert says(answered, thread_message("again", "2.2")) == 1


def test_it_can_be_turned_off(answered: Harness) -> None:
    answered.follows_threads = False
    assert says(answered, thread_message("which version?", "2.1")) == 0
    assert says(answered, thread_message("ask Carol", "2.2", BOB)) == 0

    answered.follows_threads = True
    assert says(answered, thread_message("again", "2.3")) == 1


def test_what_is_written_where_a_ticket_waits_is_for_the_team(answered: Harness) -> None:
    answered.opens()
    receive(answered.context, thread_message("what does it cost?", "2.2"))

    assert [note.kind for note in answered.says() if isinstance(note, TicketNote)] == ["answered"]
    assert answered.telemetry.questions[-1].text == "which version?"


def test_whoever_mentions_the_bot_meanwhile_keeps_its_ear(answered: Harness, monkeypatch: pytest.MonkeyPatch) -> None:
    between, read = thread_message("ask Carol", "2.1", BOB), answered.store.read_memory

    def mentioned_meanwhile(conversation: Conversation, person: str) -> Memory:
        memory = read(conversation, person)
        monkeypatch.setattr(answered.store, "read_memory", read)
        answered.asks(mention("which version?", "2.0", BOB))
        return memory

    monkeypatch.setattr(answered.store, "read_memory", mentioned_meanwhile)
    assert says(answered, between) == 0
    assert says(answered, thread_message("again", "2.2", BOB)) == 1
