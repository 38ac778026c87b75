"""Questions in channels and direct messages: answered once, in their place."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.domain.conversation import Memory
from bot.domain.incoming import MessageDeleted
from bot.domain.outgoing import Destination, ReplyMessage, SystemNotice
from bot.domain.question_log import trace_id_of
from bot.domain.reply import Answer, Calculation, FollowUp, HandOver
from bot.services.asking import ask, forget_message, receive, tell_failure
from bot.services.limiting import MOST_TURNS
from bot.services.ports import StoreUnavailableError
from tests.services.builders import ALICE, BOB, CHANNEL, DIRECT, TEAM, THREAD, direct_message, mention, thread_message
from tests.services.in_memory import InMemoryStore
from tests.several import HoldingSeveral

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.incoming import IncomingMessage
    from bot.domain.outgoing import OutgoingContent
    from tests.services.harness import Harness

WENT_WRONG = SystemNotice("went-wrong", "en", (("reference", "ref-1"),))


def articles_of(said: OutgoingContent) -> tuple[str, ...]:
    assert isinstance(said, ReplyMessage)
    assert isinstance(said.reply, Answer)
    return said.reply.articles


def test_a_mention_is_answered_in_its_thread_and_the_worker_is_woken(bot: Harness) -> None:
    ask(bot.context, mention("which version?"))

    assert len(bot.wakes) == 1
    (outgoing,) = bot.deliver()
    assert outgoing.destination == Destination(TEAM, CHANNEL, THREAD, person=ALICE)
    assert articles_of(outgoing.body) == ("version-required",)
    assert outgoing.due_at == bot.clock.now()


def test_a_direct_message_is_answered_where_it_stands_in_its_language(bot: Harness) -> None:
    ask(bot.context, direct_message("welke versie?"))

    (outgoing,) = bot.deliver()
    assert outgoing.destination == Destination(TEAM, DIRECT, person=ALICE)
    assert isinstance(outgoing.body, ReplyMessage)
    assert outgoing.body.reply.language == "nl"


@pytest.mark.parametrize("times", [2, 5])
def test_a_question_is_answered_and_logged_once_however_often_it_arrives(bot: Harness, times: int) -> None:
    for _ in range(times):
        ask(bot.context, mention("which version?"))

    assert len(bot.says()) == 1
    assert len(bot.telemetry.questions) == 1
    assert len(bot.answering.asked) == 1


def test_a_mention_and_its_twin_event_are_answered_once(bot: Harness) -> None:
    ask(bot.context, mention("which version?"))
    ask(bot.context, replace(mention("which version?"), event_id="EvTwin"))

    assert len(bot.says()) == 1


def test_a_reply_bears_the_trace_id_under_which_its_question_is_logged(bot: Harness) -> None:
    question = direct_message("which version? mail alice@example.com")
    ask(bot.context, question)

    (said,) = bot.says()
    assert isinstance(said, ReplyMessage)
    assert said.trace_id == trace_id_of(question.key)
    logged = bot.store.find_question(TEAM, said.trace_id)
    assert logged is not None
    assert (logged.text, logged.person, logged.article) == ("which version? mail [e-mail]", ALICE, "version-required")


def test_who_asked_last_and_what_is_remembered_and_forgotten_with_them(bot: Harness) -> None:
    trace_id = bot.asks(mention("which version?"))

    memory = bot.store.read_memory(mention("").conversation, BOB)
    assert (memory.asker, memory.trace_id) == (ALICE, trace_id)
    bot.store.erase(ALICE)
    assert bot.store.read_memory(mention("").conversation, BOB) == Memory()


def test_a_follow_up_is_no_question_and_what_is_below_it_is_about_the_one_before(bot: Harness) -> None:
    trace_id = bot.asks(direct_message("which version?"))
    ask(bot.context, direct_message("again", "2.2"))

    (said,) = bot.says()
    assert isinstance(said, ReplyMessage)
    assert isinstance(said.reply, FollowUp)
    assert said.trace_id == trace_id
    assert [each.trace_id for each in bot.telemetry.questions] == [trace_id]


def test_what_the_bot_asked_for_is_understood_in_the_same_thread(bot: Harness) -> None:
    ask(bot.context, mention("what is my address?"))
    ask(bot.context, mention("12345678", "2.2"))

    replies = [said.reply for said in bot.says() if isinstance(said, ReplyMessage)]
    values = [reply.outcome.value for reply in replies if isinstance(reply, Calculation)]
    assert values == [None, "12345678@facturen.econnect.eu"]


def test_what_the_bot_asked_for_is_understood_nowhere_else(bot: Harness) -> None:
    bot.asks(mention("what is my address?"))
    ask(bot.context, direct_message("12345678", "2.2"))

    (said,) = bot.says()
    assert isinstance(said, ReplyMessage)
    assert isinstance(said.reply, HandOver)


def test_a_direct_conversation_ends_after_half_an_hour(bot: Harness) -> None:
    ask(bot.context, direct_message("what is my address?"))
    bot.clock.pass_time(minutes=31)
    ask(bot.context, direct_message("12345678", "2.2"))

    said = bot.says()[-1]
    assert isinstance(said, ReplyMessage)
    assert isinstance(said.reply, HandOver)


def test_without_a_word_the_bot_says_what_it_can_do(bot: Harness) -> None:
    ask(bot.context, mention(""))

    assert [articles_of(said) for said in bot.says()] == [("help",)]
    assert bot.telemetry.questions == []


PNG, PDF = "https://acme.slack.com/files/U1/F1/screen.png", "https://acme.slack.com/files/U1/F2/invoice.pdf"


@pytest.mark.parametrize(
    ("message", "files"),
    [
        (direct_message("", "2.2"), (PNG,)),
        (direct_message("", "2.2"), (PNG, PNG, PDF)),
        (direct_message("", "2.2"), ("F3",)),  # of another workspace, by its id alone
        (direct_message(":+1:", "2.2"), (PNG,)),
        (direct_message("\N{THUMBS UP SIGN}", "2.2"), (PNG,)),
        (mention("", "2.2"), (PDF,)),
    ],
)
def test_a_file_without_a_question_offers_a_person_and_goes_along(
    bot: Harness, message: IncomingMessage, files: tuple[str, ...]
) -> None:
    for _ in range(2):
        ask(bot.context, replace(message, files=files))

    alone = HandOver("en", None, 0.0, is_file_alone=True)
    assert bot.says() == [ReplyMessage(alone, trace_id="", files=files)]
    assert bot.telemetry.questions == []
    assert bot.answering.asked == []


def test_of_a_file_it_is_spoken_in_the_language_of_the_talk(bot: Harness) -> None:
    bot.asks(direct_message("welke versie?"))
    ask(bot.context, replace(direct_message("", "2.2"), files=(PNG,)))

    (said,) = bot.says()
    assert isinstance(said, ReplyMessage)
    assert said.reply.language == "nl"


@pytest.mark.parametrize("text", ["zie bijlage", "What does this error mean?", "which version?"])
def test_a_file_beside_words_goes_along_with_their_reply(bot: Harness, text: str) -> None:
    ask(bot.context, replace(direct_message(text), files=(PNG,)))

    (said,) = bot.says()
    assert isinstance(said, ReplyMessage)
    assert (said.files, said.trace_id) == ((PNG,), bot.telemetry.questions[-1].trace_id)


def test_an_edited_question_is_answered_anew_below_its_words_and_that_once(bot: Harness) -> None:
    ask(bot.context, direct_message("which licence?"))
    for event in ("Ev2", "Ev3"):
        ask(bot.context, replace(direct_message("which version?"), edited="2.2", was="which?", event_id=event))

    said = bot.says()
    assert [each.asked for each in said if isinstance(each, ReplyMessage)] == [None, "which version?"]
    assert articles_of(said[-1]) == ("version-required",)


def test_a_question_that_arrives_after_its_edit_is_not_answered(bot: Harness) -> None:
    ask(bot.context, replace(direct_message("which version?"), edited="2.2", was="which licence?", event_id="Ev2"))
    ask(bot.context, direct_message("which licence?"))

    assert len(bot.says()) == 1


@pytest.mark.parametrize(("minutes", "is_said"), [(0, False), (5, False), (14.9, False), (15, True), (300, True)])
def test_a_question_that_comes_late_is_answered_with_when_it_was_asked(
    bot: Harness, minutes: float, *, is_said: bool
) -> None:
    said_at = bot.clock.now() - timedelta(minutes=minutes)
    ask(bot.context, replace(direct_message("which version?"), said_at=said_at))

    (said,) = bot.says()
    assert isinstance(said, ReplyMessage)
    assert said.asked_at == (said_at.isoformat() if is_said else None)


def test_a_question_that_arrives_after_its_deletion_is_not_answered(bot: Harness) -> None:
    forget_message(bot.context, MessageDeleted(TEAM, DIRECT, "1.1"))
    ask(bot.context, direct_message("which version?"))

    assert bot.says() == []


def test_who_asks_without_end_is_told_so_once_a_minute_and_answered_again_afterwards(bot: Harness) -> None:
    for number in range(MOST_TURNS + 5):
        ask(bot.context, direct_message("which version?", f"{number}.1"))
    said = bot.says()
    bot.clock.pass_time(minutes=2)
    ask(bot.context, direct_message("which version?", "99.1"))

    assert sum(isinstance(each, ReplyMessage) for each in said) == MOST_TURNS
    assert said[MOST_TURNS:] == [SystemNotice("too-many", "en")]
    assert len(bot.says()) == 1


def test_that_somebody_asks_without_end_is_nobody_elses_business(bot: Harness) -> None:
    for number in range(MOST_TURNS):
        ask(bot.context, direct_message("which version?", f"{number}.1"))
    bot.deliver()
    ask(bot.context, direct_message("which version?", "99.1", person=BOB))

    assert articles_of(bot.says()[0]) == ("version-required",)


def test_a_failure_is_told_in_the_replys_place_once(bot: Harness) -> None:
    for _ in range(2):
        tell_failure(bot.context, mention("explode"), WENT_WRONG)

    assert bot.wakes
    (outgoing,) = bot.deliver()
    assert outgoing.body == WENT_WRONG
    assert outgoing.destination == Destination(TEAM, CHANNEL, THREAD, person=ALICE)


def test_of_a_failure_nothing_is_told_where_the_question_was_answered_after_all(bot: Harness) -> None:
    bot.asks(mention("which version?"))
    tell_failure(bot.context, mention("which version?"), WENT_WRONG)

    assert bot.says() == []


def test_what_fails_while_it_is_answered_leaves_no_trace_and_may_be_told(bot: Harness) -> None:
    with pytest.raises(ZeroDivisionError):
        ask(bot.context, mention("explode"))
    tell_failure(bot.context, mention("explode"), WENT_WRONG)

    assert bot.says() == [WENT_WRONG]


def test_while_the_store_is_away_nothing_is_promised_and_slacks_retry_is_answered(bot: Harness) -> None:
    bot.store.is_away = True
    with pytest.raises(StoreUnavailableError):
        ask(bot.context, mention("which version?"))
    bot.store.is_away = False
    ask(bot.context, mention("which version?"))

    assert len(bot.says()) == 1


def test_a_full_outbox_keeps_nothing_and_slacks_retry_is_answered(bot: Harness) -> None:
    bot.store = InMemoryStore(most_waiting=1)
    ask(bot.context, direct_message("which version?"))
    with pytest.raises(StoreUnavailableError):
        ask(bot.context, direct_message("welke versie?", "2.2"))
    bot.deliver()
    ask(bot.context, direct_message("welke versie?", "2.2"))

    assert len(bot.says()) == 1


def test_what_is_written_to_the_bot_is_answered(bot: Harness) -> None:
    receive(bot.context, direct_message("which version?"))

    assert [type(said) for said in bot.says()] == [ReplyMessage]


@pytest.mark.parametrize("text", ["👍", ":-1:", "ok :tada:", "😡", "👋🏽"])
def test_an_emoji_in_a_direct_message_gets_a_small_word_and_no_article(bot: Harness, text: str) -> None:
    receive(bot.context, direct_message("welke versie?"))
    bot.says()
    receive(bot.context, direct_message(text, "2.1"))

    assert bot.says() == [SystemNotice("gesture", "nl")]
    assert len(bot.telemetry.questions) == 1


@pytest.mark.parametrize("text", ["?", "!?", "..."])
def test_marks_that_are_no_emoji_are_answered_like_words(bot: Harness, text: str) -> None:
    receive(bot.context, direct_message(text))

    (said,) = bot.says()
    assert isinstance(said, ReplyMessage)


def test_a_thumb_in_a_thread_gets_no_word(bot: Harness) -> None:
    receive(bot.context, mention(":+1::skin-tone-3:"))

    assert bot.says() == []


@pytest.mark.parametrize("text", ["❓", "🙋🏽", ":exclamation:", ":shrug::skin-tone-2:"])
def test_a_symbol_that_asks_is_a_question(bot: Harness, text: str) -> None:
    receive(bot.context, mention(text))

    assert [type(said) for said in bot.says()] == [ReplyMessage]


def test_what_people_write_to_each_other_is_not(bot: Harness) -> None:
    bot.asks(mention("which version?"))
    receive(bot.context, thread_message("which version do you have?", person=BOB))

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


def test_while_the_store_is_away_no_message_is_taken(bot: Harness) -> None:
    bot.store.is_away = True
    for message in (direct_message("which version?"), thread_message("12345678")):
        with pytest.raises(StoreUnavailableError):
            receive(bot.context, message)


@pytest.mark.parametrize(
    "message",
    [mention(""), replace(direct_message(""), files=("https://file",)), direct_message(":+1:")],
    ids=["an empty mention", "a file", "a gesture"],
)
def test_whatever_comes_late_is_answered_with_when_it_was_said(bot: Harness, message: IncomingMessage) -> None:
    said_at = bot.clock.now() - timedelta(hours=3)
    receive(bot.context, replace(message, said_at=said_at))

    (said,) = bot.says()
    assert isinstance(said, ReplyMessage | SystemNotice)
    assert said.asked_at == said_at.isoformat()


def test_what_hangs_on_a_question_is_kept_with_it_and_what_hangs_on_a_follow_up_too(bot: Harness) -> None:
    trace_id = bot.asks(replace(direct_message("which version?"), files=(PNG,)))
    ask(bot.context, replace(direct_message("again", "2.2"), files=(PDF,)))

    question = bot.store.find_question(TEAM, trace_id)
    assert question is not None
    assert question.files == (PNG, PDF)


@pytest.mark.parametrize("text", ["again", "which version?", "I saw that too"])
@pytest.mark.parametrize("write", [direct_message, mention, thread_message])
def test_whether_a_message_follows_up_is_looked_for_once(
    bot: Harness, write: Callable[[str, str], IncomingMessage], text: str
) -> None:
    bot.asks(direct_message("which version?") if write is direct_message else mention("which version?"))
    bot.answering.heard.clear()
    receive(bot.context, write(text, "2.2"))

    assert bot.answering.heard == [text]


@pytest.mark.parametrize("between", ["bedankt", "goedemorgen"])
def test_small_talk_between_leaves_the_packages_to_be_chosen_from(bot: Harness, between: str) -> None:
    context = replace(bot.context, answering=HoldingSeveral())
    for number, text in enumerate(("welke versie heb ik nodig?", between, "2")):
        bot.deliver()
        receive(context, direct_message(text, f"7.{number}"))

    (said,) = bot.says()
    assert isinstance(said, ReplyMessage)
    assert isinstance(said.reply, Answer)
    assert said.reply.articles == ("balansboek/version-required",)
