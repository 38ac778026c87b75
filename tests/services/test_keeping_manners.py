"""What the bot says, and to whom, in a channel where something is set."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.domain.outgoing import Destination, Outgoing, ReplyMessage, SystemNotice
from bot.domain.ticket_bodies import TicketNote
from bot.services.asking import forget_message, receive, tell_failure
from bot.services.choosing import choose_article
from bot.services.commanding import answer_question
from bot.services.keeping_manners import place_of_reply
from bot.services.limiting import MOST_TURNS
from bot.services.sharing import share
from tests.services.builders import (
    ALICE,
    BOB,
    CHANNEL,
    TEAM,
    THREAD,
    button,
    command,
    direct_message,
    mention,
    thread_message,
)
from tests.services.waiting import asks_alice
from tests.storage.channels_contract import QUIET, change

if TYPE_CHECKING:
    from bot.domain.incoming import IncomingMessage
    from tests.services.harness import Harness


def is_set(bot: Harness, **manners: Any) -> None:  # noqa: ANN401 - the fields of ChannelManners
    """Set something for the channel; what is not named is as it would be without."""
    before = bot.store.read_memory(mention("").conversation, BOB).manners
    version = 1 if before is None else before.version + 1
    change(bot.store, replace(QUIET, version=version, **{"listens": "follow-ups"} | manners))


def says(bot: Harness, message: IncomingMessage) -> list[Outgoing]:
    receive(bot.context, message)
    return bot.deliver()


def alone(person: str = ALICE, thread: str | None = None) -> Destination:
    return Destination(TEAM, CHANNEL, thread, person=person, is_private=True)


def texts(said: list[Outgoing]) -> list[str]:
    return [each.body.text for each in said if isinstance(each.body, SystemNotice)]


@pytest.fixture
def off(bot: Harness) -> Harness:
    """Return a bot that has answered Alice in the channel before it was switched off there."""
    bot.asks(mention("which version?"))
    is_set(bot, listens="off")
    return bot


def test_where_it_is_off_whoever_mentions_it_is_told_alone_where_they_look(off: Harness) -> None:
    (told,) = says(off, mention("which version?", "2.1"))
    assert (told.body, told.destination) == (SystemNotice("channel-off", "en"), alone(thread=THREAD))
    asked_anew = replace(mention("welke versie?"), id="3.1", is_in_thread=False)
    (told,) = says(off, asked_anew)
    assert (told.body, told.destination) == (SystemNotice("channel-off", "nl"), alone())
    assert off.telemetry.questions[1:] == []


def test_where_it_is_off_nothing_else_is_heard(off: Harness) -> None:
    for text in ("which version?", "again", "12345678"):
        assert says(off, thread_message(text, f"2.{len(text)}")) == []
    assert says(off, thread_message("ask Carol", "2.9", BOB)) == []
    is_set(off)
    assert len(says(off, thread_message("again", "4.4"))) == 1


def test_elsewhere_and_directly_it_answers(off: Harness) -> None:
    elsewhere = mention("which version?", "5.5")
    elsewhere = replace(elsewhere, conversation=replace(elsewhere.conversation, channel="C2"))
    for message in (elsewhere, direct_message("which version?")):
        (said,) = says(off, message)
        assert isinstance(said.body, ReplyMessage)
    assert isinstance(answer_question(off.context, command("which version?")), ReplyMessage)


def test_an_event_that_comes_late_or_twice_is_told_once_and_so(off: Harness) -> None:
    late = replace(mention("which version?", "2.1"), said_at=off.clock.now() - timedelta(hours=1))
    (told,) = says(off, late)
    assert isinstance(told.body, SystemNotice)
    assert told.body.asked_at
    assert says(off, late) == []


def test_a_loop_is_told_as_often_as_anybody_may_ask_in_a_minute(off: Harness) -> None:
    said = [text for number in range(30) for text in texts(says(off, mention("hello?", f"2.{number}")))]
    assert said == ["channel-off"] * (MOST_TURNS - 1) + ["too-many"]  # the answer before it was off counts too
    assert says(off, mention("hello?", "9.9")) == []


@pytest.mark.parametrize("text", ["Customer 12345678", "12345678"])
def test_an_answer_to_the_team_is_never_lost_where_it_is_off(off: Harness, text: str) -> None:
    ticket = off.claimed()
    for message in (thread_message(text, "2.1"), mention(f"{text}?", "2.2")):
        receive(off.context, message)
        assert [note.kind for note in off.says() if isinstance(note, TicketNote)] == ["answered"]
    asks_alice(off, ticket)
    receive(off.context, mention(text, "2.3"))
    assert [note.kind for note in off.says() if isinstance(note, TicketNote)] == ["answered"]


def test_where_it_is_on_a_mention_in_the_thread_of_a_ticket_is_the_bots(bot: Harness) -> None:
    bot.claimed()
    (said,) = says(bot, mention("which version?", "2.1"))
    assert isinstance(said.body, ReplyMessage)


def test_a_mention_of_somebody_else_in_that_thread_is_no_answer_to_the_team(off: Harness) -> None:
    off.claimed()
    assert texts(says(off, mention("and me?", "2.1", BOB))) == ["channel-off"]


def test_a_press_below_an_earlier_reply_is_answered_to_that_person_alone(off: Harness) -> None:
    choose_article(off.context, button("version-required"))
    (said,) = off.deliver()
    assert said.destination == button().private
    assert isinstance(said.body, ReplyMessage)


def test_without_a_team_nobody_is_sent_there(off: Harness) -> None:
    off.has_team = False
    assert texts(says(off, mention("which version?", "2.1"))) == ["channel-off-no-team"]
    is_set(off, most_replies=1)
    says(off, mention("which version?", "3.0"))
    assert texts(says(off, mention("which version?", "3.1"))) == ["channel-enough-no-team"]


def test_nothing_is_shared_where_it_is_off(off: Harness) -> None:
    answered = answer_question(off.context, command("which version?"))
    assert isinstance(answered, ReplyMessage)
    assert not answered.can_be_shared
    share(off.context, replace(button(value=answered.trace_id or ""), conversation=command().conversation))
    (said,) = off.deliver()
    assert (said.body, said.destination.reply_link) == (SystemNotice("share-off", "en"), "https://reply")


def test_a_fault_is_told_alone_too(off: Harness) -> None:
    tell_failure(off.context, mention("explode", "2.1"), SystemNotice("went-wrong", "en"))
    tell_failure(off.context, direct_message("explode", "2.2"), SystemNotice("went-wrong", "en"))
    assert [each.destination.is_private for each in off.deliver()] == [True, False]


def test_what_was_deleted_is_not_told_of(off: Harness) -> None:
    from bot.domain.incoming import MessageDeleted  # noqa: PLC0415 - only here

    forget_message(off.context, MessageDeleted(TEAM, CHANNEL, "2.1"))
    assert says(off, mention("which version?", "2.1")) == []


@pytest.mark.parametrize("setting", [True, False])
def test_mentions_only_wants_its_name_each_time_whatever_the_setting(bot: Harness, *, setting: bool) -> None:
    bot.follows_threads = setting
    is_set(bot, listens="mentions")
    bot.asks(mention("which version?"))
    assert says(bot, thread_message("again", "2.1")) == []
    assert says(bot, thread_message("ask Carol", "2.2", BOB)) == []
    assert len(says(bot, mention("again", "2.3"))) == 1
    is_set(bot)
    assert len(says(bot, thread_message("again", "2.4"))) == 1


def test_the_number_that_it_has_asked_for_it_takes_without_its_name(bot: Harness) -> None:
    is_set(bot, listens="mentions")
    bot.asks(mention("address?"))
    assert len(says(bot, thread_message("12345678"))) == 1


def test_the_language_of_the_channel_is_that_of_what_could_be_either(bot: Harness) -> None:
    is_set(bot, language="nl")
    (said,) = says(bot, replace(mention("12345678 address", "1.1")))
    assert isinstance(said.body, ReplyMessage)
    assert said.body.reply.language == "en"  # these words tell it
    (said,) = says(bot, replace(mention("??", "7.7"), conversation=replace(mention("").conversation, thread="7.7")))
    assert isinstance(said.body, ReplyMessage)
    assert said.body.reply.language == "nl"
    answered = answer_question(bot.context, command("??"))
    assert isinstance(answered, ReplyMessage)
    assert answered.reply.language == "nl"


def test_a_person_has_so_many_replies_in_a_thread_then_one_word_and_then_silence(bot: Harness) -> None:
    is_set(bot, most_replies=2)
    for number in (1, 2):
        (said,) = says(bot, mention("which version?", f"2.{number}"))
        assert said.destination == Destination(TEAM, CHANNEL, THREAD, person=ALICE)
    (told,) = says(bot, thread_message("welke versie?", "2.3"))
    assert told.body == SystemNotice("channel-enough", "nl", (("count", "2"),))
    assert told.destination == alone(thread=THREAD)
    for number in (4, 5):
        assert says(bot, mention("which version?", f"2.{number}")) == []
    assert len(says(bot, mention("which version?", "2.6", BOB))) == 1
    other = replace(mention("which version?", "8.8"), conversation=replace(mention("").conversation, thread="8.8"))
    assert len(says(bot, other)) == 1


def test_a_higher_end_lets_it_go_on(bot: Harness) -> None:
    is_set(bot, most_replies=1)
    for number in (1, 2, 3):
        says(bot, mention("which version?", f"2.{number}"))
    is_set(bot, most_replies=5)
    (said,) = says(bot, mention("which version?", "2.4"))
    assert isinstance(said.body, ReplyMessage)


def test_what_the_limit_of_a_minute_refuses_is_no_reply_and_its_word_is_said_alone_after_the_end(
    bot: Harness,
) -> None:
    is_set(bot, most_replies=MOST_TURNS)
    for number in range(MOST_TURNS - 1):
        says(bot, direct_message("which version?", f"3.{number}"))
    (said,) = says(bot, mention("which version?", "2.1"))
    assert isinstance(said.body, ReplyMessage)
    assert texts(says(bot, mention("which version?", "2.2"))) == ["too-many"]
    with bot.store.transaction() as transaction:
        assert transaction.channels.replies_to(mention("").conversation, ALICE) == 1
    is_set(bot, most_replies=1)
    bot.clock.pass_time(minutes=1)
    for number in range(MOST_TURNS):
        says(bot, direct_message("which version?", f"4.{number}"))
    (told,) = says(bot, mention("which version?", "2.3"))
    assert (texts([told]), told.destination) == (["too-many"], alone(thread=THREAD))
    bot.clock.pass_time(minutes=1)
    assert texts(says(bot, mention("which version?", "2.4"))) == ["channel-enough"]


def test_of_two_at_once_only_one_has_the_last_reply(bot: Harness, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.services.in_memory.channels import InMemoryChannels  # noqa: PLC0415 - only here

    is_set(bot, most_replies=1)
    says(bot, mention("which version?", "2.1"))
    # What the other one saw: it looked before this one was counted.
    monkeypatch.setattr(InMemoryChannels, "replies_to", lambda *_: 0)
    monkeypatch.setattr(InMemoryChannels, "count_reply", lambda *_: 2)
    assert texts(says(bot, mention("which version?", "2.2"))) == ["channel-enough"]
    choose_article(bot.context, button("version-required", press_id="press:1"))
    assert [each.destination.reply_link for each in bot.deliver()] == ["https://reply"]


def test_presses_count_and_past_the_end_are_answered_alone_without_taking_the_word(bot: Harness) -> None:
    is_set(bot, most_replies=2)
    says(bot, mention("unclear", "2.1"))
    for number in range(3):
        choose_article(bot.context, button("version-required", press_id=f"press:{number}"))
    assert [each.destination.reply_link for each in bot.deliver()] == [None, "https://reply", "https://reply"]
    assert texts(says(bot, mention("which version?", "2.2"))) == ["channel-enough"]


def test_a_press_is_answered_where_it_stands_where_nothing_is_set_or_nobody_else_reads(bot: Harness) -> None:
    now = bot.clock.now()
    with bot.store.transaction() as transaction:
        memory = transaction.conversations.get(mention("").conversation, ALICE)
        for where in (None, command().conversation):
            press = replace(button(), conversation=where)
            quiet = replace(memory, manners=QUIET)
            assert place_of_reply(transaction, press, quiet, now) == press.destination
        assert place_of_reply(transaction, button(), memory, now) == button().destination
        follow = replace(memory, manners=replace(QUIET, listens="follow-ups"))
        assert place_of_reply(transaction, button(), follow, now) == button().destination


def test_what_the_team_and_the_requester_say_of_a_ticket_has_no_end(bot: Harness) -> None:
    is_set(bot, most_replies=1)
    bot.claimed()
    says(bot, mention("which version?", "2.0"))
    for number in range(1, 4):
        receive(bot.context, thread_message("Customer 001", f"2.{number}"))
        assert [note.kind for note in bot.says() if isinstance(note, TicketNote)] == ["answered"]


def test_a_number_that_it_has_asked_for_before_it_was_switched_off_is_not_taken(bot: Harness) -> None:
    bot.asks(mention("address?"))
    is_set(bot, listens="off")
    assert says(bot, thread_message("12345678", "2.1")) == []
    bot.claimed()
    receive(bot.context, thread_message("12345678", "2.2"))
    assert [note.kind for note in bot.says() if isinstance(note, TicketNote)] == ["answered"]
