"""What all use cases say in the same way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.domain.forms import CalculatorForm, HandOverForm, ReplyForm, SetupForm
from bot.domain.outgoing import Destination, ReplyMessage, SystemNotice
from bot.domain.reply import Answer
from bot.services.app_context import ask_to_press_again, help_in, language_of, no_word, say, say_privately
from bot.services.ports import StoreUnavailableError
from tests.services.builders import ALICE, BOB, CHANNEL, TEAM, draft

if TYPE_CHECKING:
    from bot.domain.forms import Form
    from tests.services.harness import Harness

PRIVATE = Destination(TEAM, CHANNEL, reply_link="https://reply", person=ALICE)


def test_help_is_an_article(bot: Harness) -> None:
    assert help_in(bot.context, "nl") == ReplyMessage(Answer("nl", ("help",), 1.0))


def test_without_a_help_article_there_is_a_word_of_help_all_the_same(bot: Harness) -> None:
    bot.answering.articles = frozenset()

    assert help_in(bot.context, "nl") == SystemNotice("help", "nl")


def test_a_person_is_spoken_to_in_the_language_they_chose_and_others_in_the_bots(bot: Harness) -> None:
    with bot.store.transaction() as transaction:
        transaction.people.choose_language(TEAM, ALICE, "nl")

    assert language_of(bot.context, TEAM, ALICE) == "nl"
    assert language_of(bot.context, TEAM, BOB) == "en"


def test_a_request_whose_form_did_not_open_is_told_to_its_person_in_their_language(bot: Harness) -> None:
    form = HandOverForm(draft(), "why?", bot.clock.now(), is_open_now=True)
    ask_to_press_again(bot.context, form, PRIVATE)

    (outgoing,) = bot.deliver()
    assert (outgoing.destination, outgoing.body) == (PRIVATE, SystemNotice("press-again", "en"))


@pytest.mark.parametrize("form", [CalculatorForm("en", (("version-check", ""),)), SetupForm("en", None)])
def test_where_a_form_of_ones_own_did_not_open_that_is_told_in_its_language(bot: Harness, form: Form) -> None:
    ask_to_press_again(bot.context, form, PRIVATE)

    assert bot.says() == [SystemNotice("press-again", "en")]


def test_a_support_member_whose_form_did_not_open_is_told_in_the_teams_language(bot: Harness) -> None:
    ask_to_press_again(bot.context, ReplyForm(bot.opens()), PRIVATE)

    assert bot.says() == [SystemNotice("press-again", "nl")]


def test_the_same_private_word_is_said_each_time(bot: Harness) -> None:
    for _ in range(2):
        say_privately(bot.context, PRIVATE, SystemNotice("no-team", "en"))

    assert bot.says() == [SystemNotice("no-team", "en")] * 2


def test_what_is_said_under_an_id_waits_in_the_outbox_once(bot: Harness) -> None:
    for _ in range(2):
        say(bot.context, "m1", PRIVATE, SystemNotice("thanks", "en"))

    assert bot.says() == [SystemNotice("thanks", "en")]
    assert bot.wakes


def test_what_cannot_be_kept_is_not_said(bot: Harness) -> None:
    bot.store.is_away = True
    with pytest.raises(StoreUnavailableError):
        say(bot.context, "m1", PRIVATE, SystemNotice("thanks", "en"))
    assert bot.wakes == []


def test_where_nobody_knows_the_words_nothing_is_said_to_a_set_up() -> None:
    assert no_word("klaar") is None
