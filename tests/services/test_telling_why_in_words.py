"""Why? Asked in words: the reason stands in the reply, of what was said last and of nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.domain.channel_manners import ChannelManners
from bot.domain.conversation import Memory
from bot.domain.explanation import WhyForm
from bot.domain.outgoing import ReplyMessage, SystemNotice
from bot.domain.reply import Answer, Calculation, Clarification, FollowUp, HandOver
from bot.services.asking import ask
from bot.services.choosing import choose_article, choose_none
from bot.services.commanding import answer_question, calculate_address
from bot.services.ports import StoreUnavailableError
from bot.services.telling_why_in_words import why_said_last
from tests.services.builders import ALICE, BOB, CHANNEL, TEAM, button, command, direct_message, mention
from tests.services.harness import NOON, Harness
from tests.services.in_memory import InMemoryStore
from tests.services.test_telling_why import in_use

if TYPE_CHECKING:
    from bot.domain.incoming import IncomingMessage
    from bot.domain.language import Language
    from bot.domain.question_log import LoggedQuestion

VERSION = "Welke versie van Exact Globe heb ik nodig?"


def said(bot: Harness, *messages: IncomingMessage) -> ReplyMessage:
    """Have them answered by the shipped knowledge base; return what is said to the last."""
    for message in messages:
        ask(in_use(bot), message)
    last = bot.says()[-1]
    assert isinstance(last, ReplyMessage)
    return last


def talk(*texts: str, person: str = ALICE) -> list[IncomingMessage]:
    """Return what somebody writes in one thread, mentioning the bot each time."""
    return [mention(text, f"{number}.1", person) for number, text in enumerate(texts, 1)]


def reason(bot: Harness, *texts: str) -> WhyForm:
    why = said(bot, *talk(*texts)).why
    assert isinstance(why, WhyForm)
    return why


@pytest.mark.parametrize("asked", ["waarom?", "Hoezo?", "hoe weet je dat?", "weet je dat zeker?"])
def test_the_reason_of_the_last_reply_stands_in_the_reply(bot: Harness, asked: str) -> None:
    reply = said(bot, *talk(VERSION, asked))

    question = bot.telemetry.questions[-1]
    assert (question.text, reply.trace_id) == (VERSION, question.trace_id)
    assert isinstance(reply.why, WhyForm)
    assert (reply.why.language, reply.why.reply, reply.why.followed) == ("nl", question.reply, None)
    assert reply.why.trace is not None
    assert reply.why.trace.evidence[0].phrasing == VERSION


@pytest.mark.parametrize(("asked", "language"), [("waarom?", "nl"), ("how do you know?", "en"), ("says who?", "en")])
def test_it_is_told_in_the_language_in_which_it_is_asked(bot: Harness, asked: str, language: Language) -> None:
    assert reason(bot, VERSION, asked).language == language


def test_what_is_probably_meant_is_told_as_well(bot: Harness) -> None:
    reply = said(bot, *talk("Which version do I need?", "can you give the rationale"))

    assert isinstance(reply.reply, FollowUp)
    assert reply.reply.supposed == "why"
    assert isinstance(reply.why, WhyForm)


def test_a_whole_question_with_why_in_it_stays_one(bot: Harness) -> None:
    reply = said(bot, *talk(VERSION, "waarom heb ik Exact Online nodig?"))

    assert isinstance(reply.reply, Answer)
    assert (reply.reply.articles, reply.why) == (("exact-online-needed",), None)


def test_what_waits_to_be_sent_holds_no_more_of_the_question_than_is_told(bot: Harness) -> None:
    trace = reason(bot, "welke versei van Globe heb ik nodig? De 4l3?", "waarom?").trace

    assert trace is not None
    assert trace.repairs == (("versei", "versie"),)
    assert (trace.cleaned, trace.numbers, trace.parts, trace.asides, trace.counterfactual) == ("", (), (), (), None)


def test_asked_twice_it_is_told_twice_and_a_number_that_was_asked_for_is_waited_for_still(bot: Harness) -> None:
    told = [reason(bot, "Kun je mijn versie controleren?", *["waarom?"] * times) for times in (1, 2)]

    assert told[0].reply == told[1].reply
    assert isinstance(told[0].reply, Calculation)
    assert bot.store.read_memory(mention("").conversation, ALICE).expecting == "version-check"


# Of follow-ups and choices


def test_of_a_follow_up_it_is_told_what_it_was_taken_for_and_where_that_led(bot: Harness) -> None:
    why = reason(bot, "Hoe stel ik de koppeling in?", "en dan?", "waarom?")

    assert (why.followed, why.chosen, why.trace) == ("next", "prerequisites", None)


def test_of_one_that_stays_with_the_answer_the_answer_is_explained_too(bot: Harness) -> None:
    why = reason(bot, VERSION, "kan het korter?", "bedankt!", "waarom?")

    assert (why.followed, why.chosen) == ("shorter", None)
    assert why.trace is not None


def test_of_one_that_led_nowhere_the_question_before_is_explained(bot: Harness) -> None:
    why = reason(bot, "Waarom is mijn scherm paars?", "en dan?", "waarom?")

    assert why.followed == "next"
    assert isinstance(why.reply, HandOver)


def test_after_the_next_question_no_follow_up_counts_any_more(bot: Harness) -> None:
    why = reason(bot, "Hoe stel ik de koppeling in?", "en dan?", VERSION, "waarom?")

    assert (why.followed, why.chosen) == (None, None)


def chosen(bot: Harness, argument: str | None, asked: str = "Zit de licentie bij ons contract in?") -> ReplyMessage:
    """Have Alice choose below what is offered, and ask why; return what is said."""
    said(bot, mention(asked))
    pressed = button(argument or "", bot.telemetry.questions[-1].trace_id)
    (choose_none if argument is None else choose_article)(in_use(bot), pressed)
    return said(bot, mention("waarom?", "2.2"))


def test_what_somebody_chose_is_told_as_their_choice(bot: Harness) -> None:
    why = chosen(bot, "contract-required").why

    assert isinstance(why, WhyForm)
    assert (why.chosen, why.followed, why.trace) == ("contract-required", None, None)


def test_so_is_that_they_chose_nothing(bot: Harness) -> None:
    why = chosen(bot, None).why

    assert isinstance(why, WhyForm)
    assert why.reply == HandOver("nl", None, 0.0, is_after_choice=True)


@pytest.mark.parametrize(
    ("choice", "taken"),
    [("de tweede", "licence-included"), ("die over de licentie", "licence-included"), ("geen", None)],
)
def test_a_choice_in_words_is_told_as_one(bot: Harness, choice: str, taken: str | None) -> None:
    why = reason(bot, "Zit de licentie bij ons contract in?", choice, "waarom?")

    assert (why.chosen, why.followed) == (taken, None)


def test_where_no_choice_was_plain_it_is_told_what_the_message_was_taken_for(bot: Harness) -> None:
    why = reason(bot, "Zit de licentie bij ons contract in?", "die", "waarom?")

    assert (why.chosen, why.followed) == (None, "that-one")
    assert isinstance(why.reply, Clarification)


def test_what_was_chosen_where_no_question_is_known_has_its_reason_too(bot: Harness) -> None:
    choose_article(in_use(bot), button("contract-required", "none"))
    reply = said(bot, mention("waarom?", "2.2"))

    assert isinstance(reply.why, WhyForm)
    assert (reply.why.chosen, reply.trace_id) == ("contract-required", "")


def test_below_what_a_follow_up_led_to_the_button_knows_of_it(bot: Harness) -> None:
    assert said(bot, *talk("Hoe stel ik de koppeling in?", "en dan?")).followed == "next"
    assert said(bot, mention("bedankt", "5.1")).followed == "next"
    assert said(bot, mention(VERSION, "6.1")).followed is None


# What cannot be told, and what nobody else may read


def test_where_the_question_was_forgotten_that_is_said(bot: Harness) -> None:
    said(bot, mention(VERSION))
    where = mention("").conversation
    memory = bot.store.read_memory(where, BOB)
    bot.store.erase(ALICE)
    with bot.store.transaction() as transaction:
        transaction.conversations.put(where, replace(memory, asker=BOB))

    assert said(bot, mention("waarom?", "2.2", BOB)).why == SystemNotice("why-forgotten", "nl")


def test_what_is_not_kept_whole_is_told_as_such(bot: Harness) -> None:
    assert not reason(bot, f"mail an@example.com: {VERSION}", "waarom?").is_whole


def test_nobody_is_told_of_what_another_person_asked_elsewhere(bot: Harness) -> None:
    said(bot, direct_message(VERSION))
    trace_id = bot.telemetry.questions[-1].trace_id
    where = mention("").conversation
    with bot.store.transaction() as transaction:
        transaction.conversations.put(where, Memory(trace_id=trace_id, updated_at=NOON, asker=BOB))

    assert said(bot, mention("waarom?", "2.2", BOB)).why == SystemNotice("why-elsewhere", "nl")
    assert isinstance(said(bot, mention("waarom?", "3.2")).why, WhyForm)


def test_who_reads_along_in_the_thread_may_ask(bot: Harness) -> None:
    said(bot, mention(VERSION))

    assert isinstance(said(bot, mention("waarom?", "2.2", BOB)).why, WhyForm)


def test_of_nothing_there_is_no_reason(bot: Harness) -> None:
    reply = said(bot, mention("waarom?"))

    assert (reply.reply, reply.why) == (FollowUp("nl", "nothing-before"), None)


# What is set for the channel


def set_then(bot: Harness, **values: str) -> ChannelManners:
    manners = ChannelManners(TEAM, CHANNEL, "follow-ups", set_at=bot.clock.now(), version=1, **values)  # type: ignore[arg-type] # a language or a product
    with bot.store.transaction() as transaction:
        transaction.channels.change(manners)
    return manners


@pytest.mark.parametrize(("asked", "is_the_channels"), [("Exact Online?", True), ("which version do I need?", False)])
def test_a_language_that_was_set_for_the_channel_is_told_where_the_words_tell_none(
    bot: Harness, asked: str, *, is_the_channels: bool
) -> None:
    set_then(bot, language="en")

    assert reason(bot, asked, "why?").is_channels_language == is_the_channels


def test_a_language_that_was_set_later_or_that_the_person_chose_is_none_of_the_channels(bot: Harness) -> None:
    said(bot, mention("Exact Online?"))
    bot.clock.pass_time(minutes=1)
    set_then(bot, language="nl")
    later = said(bot, mention("waarom?", "2.2")).why

    assert isinstance(later, WhyForm)
    assert not later.is_channels_language
    with bot.store.transaction() as transaction:
        transaction.people.choose_language(TEAM, ALICE, "nl")
    own = said(bot, mention("Exact Online?", "3.1"), mention("waarom?", "3.2")).why
    assert isinstance(own, WhyForm)
    assert not own.is_channels_language


def test_a_product_that_was_set_for_the_channel_is_told(bot: Harness) -> None:
    set_then(bot, product="king")
    why = reason(bot, VERSION.replace(" van Exact Globe", ""), "waarom?")

    assert isinstance(why.reply, HandOver)
    assert why.reply.is_of_channel


# By slash command


def test_a_command_is_followed_up_by_a_command(bot: Harness) -> None:
    answer_question(in_use(bot), command(VERSION))
    told = answer_question(in_use(bot), command("waarom?"))

    assert isinstance(told, ReplyMessage)
    assert isinstance(told.why, WhyForm)
    calculate_address(in_use(bot), command("01035286"))
    direct = answer_question(in_use(bot), command("waarom?"))
    assert isinstance(direct, ReplyMessage)
    assert isinstance(direct.why, WhyForm)
    assert direct.why.is_direct


def test_what_is_probably_meant_by_a_command_is_no_question_either(bot: Harness) -> None:
    answer_question(in_use(bot), command("Which version do I need?"))
    told = answer_question(in_use(bot), command("can you give the rationale"))

    assert isinstance(told, ReplyMessage)
    assert isinstance(told.why, WhyForm)
    assert len(bot.telemetry.questions) == 1


class WithoutQuestions(InMemoryStore):
    """Goes away whenever a question is looked for."""

    def find_question(self, team: str, trace_id: str) -> LoggedQuestion | None:
        raise StoreUnavailableError(team, trace_id)


def test_while_the_store_is_away_there_is_a_word_all_the_same() -> None:
    bot = Harness(WithoutQuestions())
    answer_question(in_use(bot), command(VERSION))
    told = answer_question(in_use(bot), command("waarom?"))

    assert isinstance(told, ReplyMessage)
    assert (told.reply, told.why) == (FollowUp("nl", "why"), None)


# The decision alone

FORM = WhyForm("en", Answer("en", ("version-required",), 0.97))


@pytest.mark.parametrize(
    ("memory", "form", "told"),
    [
        (Memory(articles=("prerequisites",)), FORM, FORM),
        (Memory(), None, None),
        (Memory(came_by="next"), None, None),
        (
            Memory(came_by="setup", articles=("prerequisites",)),
            FORM,
            WhyForm("en", Answer("en", ("prerequisites",), 1.0), chosen="prerequisites", is_of_setup=True),
        ),
        (Memory(came_by="again", articles=("version-required",)), FORM, replace(FORM, followed="again")),
        (
            Memory(came_by="next", articles=("prerequisites",)),
            replace(FORM, reply=Clarification("en", ("prerequisites",), 0.5)),
            WhyForm("en", Answer("en", ("prerequisites",), 1.0), chosen="prerequisites", followed="next"),
        ),
    ],
)
def test_the_reason_is_that_of_what_was_said_last(memory: Memory, form: WhyForm | None, told: WhyForm | None) -> None:
    assert why_said_last(memory, "en", form) == told
