"""Slash commands: answered in the ack, with or without the store."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.domain.outgoing import ReplyMessage, SystemNotice
from bot.domain.reply import Answer, Calculation, Clarification, FollowUp, HandOver
from bot.services.commanding import (
    answer_help,
    answer_question,
    answer_unknown,
    calculate_address,
    check_version,
)
from bot.services.ports import StoreUnavailableError
from tests.services.builders import ALICE, BOB, TEAM, command, direct_message
from tests.several import HoldingSeveral

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from bot.domain.calculation import Outcome
    from bot.domain.incoming import Command
    from bot.domain.outgoing import ConversationMessage
    from bot.domain.reply import Reply
    from bot.services.app_context import AppContext
    from tests.services.harness import Harness

    CommandAnswer: TypeAlias = Callable[[AppContext, Command], ConversationMessage]

HELP = Answer("en", ("help",), 1.0)


def reply_in(said: ConversationMessage) -> Reply:
    assert isinstance(said, ReplyMessage)
    return said.reply


def outcome_in(said: ConversationMessage) -> Outcome:
    reply = reply_in(said)
    assert isinstance(reply, Calculation)
    return reply.outcome


def test_a_follow_up_is_no_question_and_what_is_below_it_is_about_the_one_before(bot: Harness) -> None:
    first = answer_question(bot.context, command("which version?"))
    again = answer_question(bot.context, command("again"))

    assert isinstance(first, ReplyMessage)
    assert isinstance(again, ReplyMessage)
    assert isinstance(again.reply, FollowUp)
    assert (again.trace_id, len(bot.telemetry.questions)) == (first.trace_id, 1)
    bot.store.is_away = True
    cut = answer_question(bot.context, command("again"))
    assert isinstance(cut, ReplyMessage)
    assert cut.is_cut_off


def test_a_question_is_answered_in_the_ack_and_nothing_else_is_said(bot: Harness) -> None:
    said = answer_question(bot.context, command("welke versie heb ik nodig?"))

    assert reply_in(said) == Answer("nl", ("version-required",), 0.97)
    assert bot.says() == []


def test_an_emoji_behind_the_command_gets_a_small_word(bot: Harness) -> None:
    assert answer_question(bot.context, command(":+1:")) == SystemNotice("gesture", "en")


def test_a_reply_bears_the_trace_id_under_which_its_question_is_logged(bot: Harness) -> None:
    said = answer_question(bot.context, command("which version?"))

    assert isinstance(said, ReplyMessage)
    logged = bot.store.find_question(TEAM, said.trace_id or "")
    assert logged is not None
    assert (logged.text, logged.person) == ("which version?", ALICE)
    assert bot.telemetry.questions == [logged]


def test_without_a_question_the_bot_says_what_it_can_do(bot: Harness) -> None:
    assert reply_in(answer_question(bot.context, command())) == HELP


def test_the_address_of_a_number(bot: Harness) -> None:
    outcome = outcome_in(calculate_address(bot.context, command("12345678")))

    assert (outcome.calculator, outcome.value) == ("mailbox-address", "12345678@facturen.econnect.eu")


def test_without_a_version_it_is_asked_for(bot: Harness) -> None:
    outcome = outcome_in(check_version(bot.context, command()))

    assert (outcome.calculator, outcome.error) == ("version-check", "ask")


def test_what_one_command_asks_for_another_one_may_bring(bot: Harness) -> None:
    calculate_address(bot.context, command())

    assert outcome_in(answer_question(bot.context, command("12345678"))).value == "12345678@facturen.econnect.eu"
    assert isinstance(reply_in(answer_question(bot.context, command("12345678"))), HandOver)


def test_what_a_command_asked_for_nobody_else_is_expected_to_bring(bot: Harness) -> None:
    calculate_address(bot.context, command())

    assert isinstance(reply_in(answer_question(bot.context, command("12345678", BOB))), HandOver)


def test_what_is_remembered_of_commands_ends_after_half_an_hour(bot: Harness) -> None:
    calculate_address(bot.context, command())
    bot.clock.pass_time(minutes=31)

    assert isinstance(reply_in(answer_question(bot.context, command("12345678"))), HandOver)


def test_a_number_tells_no_language_so_the_last_commands_is_kept_to(bot: Harness) -> None:
    answer_question(bot.context, command("welke versie?"))

    assert reply_in(calculate_address(bot.context, command("12345678"))).language == "nl"


def test_who_asks_for_help_in_a_language_has_chosen_it_everywhere(bot: Harness) -> None:
    assert reply_in(answer_help(bot.context, command("NL"))).language == "nl"
    assert reply_in(answer_help(bot.context, command())).language == "nl"
    assert bot.store.read_memory(direct_message("").conversation, ALICE).language == "nl"


@pytest.mark.parametrize(("person", "is_for_team"), [(BOB, True), (ALICE, False)])
def test_a_support_member_reads_of_the_teams_command_too(bot: Harness, person: str, *, is_for_team: bool) -> None:
    said = answer_help(bot.context, command(person=person))

    assert isinstance(said, ReplyMessage)
    assert said.is_for_team is is_for_team


def test_without_a_team_nobody_reads_of_its_command(bot: Harness) -> None:
    bot.has_team = False

    assert answer_help(bot.context, command(person=BOB)) == ReplyMessage(HELP)


def test_who_asks_for_help_with_other_words_has_chosen_nothing(bot: Harness) -> None:
    assert reply_in(answer_help(bot.context, command("please"))) == HELP


def test_a_command_that_there_is_not_gets_a_clear_word(bot: Harness) -> None:
    said = answer_unknown(bot.context, command(name="/econnect-of-old"))

    assert said == SystemNotice("unknown-command", "en", (("command", "/econnect-of-old"),))


@pytest.mark.parametrize("answer", [answer_question, calculate_address, check_version])
def test_while_the_store_is_away_commands_are_answered_and_lead_no_further(
    bot: Harness, answer: CommandAnswer, caplog: pytest.LogCaptureFixture
) -> None:
    bot.store.is_away = True
    said = answer(bot.context, command("which version?"))

    assert isinstance(said, ReplyMessage)
    assert (said.is_cut_off, said.trace_id) == (True, None)
    assert len(bot.telemetry.questions) == 1
    assert "which" not in caplog.text


@pytest.mark.parametrize("text", ["", "en"])
def test_while_the_store_is_away_there_is_help(bot: Harness, text: str) -> None:
    bot.store.is_away = True

    assert reply_in(answer_help(bot.context, command(text))) == HELP


def test_the_name_alone_asks_the_last_question_again_unless_it_cannot_be_looked_up(
    bot: Harness, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_away(_team: str, _trace_id: str) -> None:
        raise StoreUnavailableError

    context = replace(bot.context, answering=HoldingSeveral())
    asked = answer_question(context, command("welke versie heb ik nodig?"))
    assert isinstance(reply_in(asked), Clarification)

    said = answer_question(context, command("Balansboek"))
    assert getattr(reply_in(said), "articles", None) == ("balansboek/version-required",)
    monkeypatch.setattr(bot.store, "find_question", is_away)
    lost = answer_question(context, command("Factuurhuis"))
    assert not isinstance(reply_in(lost), Answer)


@pytest.mark.parametrize("between", ["bedankt", "goedemorgen"])
def test_small_talk_between_leaves_the_packages_to_be_chosen_from(bot: Harness, between: str) -> None:
    context = replace(bot.context, answering=HoldingSeveral())
    for asked in ("welke versie heb ik nodig?", between):
        answer_question(context, command(asked))

    said = answer_question(context, command("2"))
    assert getattr(reply_in(said), "articles", None) == ("balansboek/version-required",)


def test_a_name_alone_with_nothing_asked_before_is_a_question(bot: Harness) -> None:
    context = replace(bot.context, answering=HoldingSeveral())

    assert not isinstance(reply_in(answer_question(context, command("Balansboek"))), Answer)
