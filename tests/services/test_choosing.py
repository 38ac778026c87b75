"""A press on what was offered: an article, or none of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.domain.outgoing import Destination, ReplyMessage, SystemNotice
from bot.domain.reply import Answer, HandOver
from bot.services.choosing import choose_article, choose_none, choose_unknown
from bot.services.ports import StoreUnavailableError
from tests.services.builders import ALICE, BOB, CHANNEL, TEAM, THREAD, button, mention

if TYPE_CHECKING:
    from tests.services.harness import Harness


def labels_of(bot: Harness, person: str = ALICE) -> list[object]:
    return [(label["text"], label["article"]) for label in bot.store.export(person)["labels"]]


def test_the_article_is_answered_where_the_button_stands(bot: Harness) -> None:
    choose_article(bot.context, button("prerequisites"))

    (outgoing,) = bot.deliver()
    assert outgoing.destination == Destination(TEAM, CHANNEL, THREAD, person=ALICE)
    assert outgoing.body == ReplyMessage(Answer("en", ("prerequisites",), 1.0), trace_id="")
    assert bot.wakes


def test_a_press_is_answered_once_however_often_it_arrives_and_a_second_one_again(bot: Harness) -> None:
    counts = []
    for press_id in ("press:1", "press:1", "press:2"):
        choose_article(bot.context, button("prerequisites", press_id=press_id))
        counts.append(len(bot.says()))

    assert counts == [1, 0, 1]


def test_it_is_answered_in_the_language_of_the_talk_however_long_ago_that_was(bot: Harness) -> None:
    bot.asks(mention("onduidelijk"))
    bot.clock.pass_time(hours=2)
    choose_article(bot.context, button("prerequisites"))

    assert bot.says() == [ReplyMessage(Answer("nl", ("prerequisites",), 1.0), trace_id="")]


def test_what_was_chosen_tells_what_the_question_was_about(bot: Harness) -> None:
    trace_id = bot.asks(mention("unclear"))
    choose_article(bot.context, button("prerequisites", trace_id))

    assert labels_of(bot) == [("unclear", "prerequisites")]
    (said,) = bot.says()
    assert isinstance(said, ReplyMessage)
    assert said.trace_id == trace_id


@pytest.mark.parametrize(
    ("chosen", "labels"), [("prerequisites", ["prerequisites"]), ("version-required", []), ("", [None])]
)
def test_what_was_chosen_below_a_calculation_tells_as_much_of_the_rest(
    bot: Harness, chosen: str, labels: list[str | None]
) -> None:
    text = "my address? [number], and something unclear"
    trace_id = bot.asks(mention("my address? 12345678, and something unclear"))
    if chosen:
        choose_article(bot.context, button(chosen, trace_id))
    else:
        choose_none(bot.context, button(value=trace_id))

    assert labels_of(bot) == [(text, label) for label in labels]


def test_what_is_chosen_below_a_calculation_that_offered_nothing_tells_nothing(bot: Harness) -> None:
    choose_article(bot.context, button("prerequisites", bot.asks(mention("my address? 12345678"))))

    assert labels_of(bot) == []


def test_none_of_these_leads_to_the_team_and_tells_as_much_of_the_question(bot: Harness) -> None:
    trace_id = bot.asks(mention("unclear"))
    choose_none(bot.context, button(value=trace_id))

    assert bot.says() == [ReplyMessage(HandOver("en", None, 0.0, is_after_choice=True), trace_id=trace_id)]
    assert labels_of(bot) == [("unclear", None)]


def test_none_of_these_below_a_reply_of_another_version_is_answered_too(bot: Harness) -> None:
    choose_none(bot.context, button(value="no trace id"))

    assert bot.says() == [ReplyMessage(HandOver("en", None, 0.0, is_after_choice=True), trace_id="")]


def test_what_somebody_else_chooses_tells_nothing_of_the_question(bot: Harness) -> None:
    trace_id = bot.asks(mention("unclear"))
    choose_article(bot.context, button("prerequisites", trace_id, person=BOB))

    assert labels_of(bot) == labels_of(bot, BOB) == []
    assert len(bot.says()) == 1


def test_a_related_question_below_an_answer_tells_nothing_of_it(bot: Harness) -> None:
    trace_id = bot.asks(mention("which version?"))
    choose_article(bot.context, button("prerequisites", trace_id))

    assert labels_of(bot) == []


def test_an_article_that_is_gone_gets_a_clear_word(bot: Harness) -> None:
    choose_article(bot.context, button("gone"))

    assert bot.says() == [SystemNotice("old-button", "en")]


def test_a_button_of_another_version_gets_a_clear_word(bot: Harness) -> None:
    choose_unknown(bot.context, button())

    assert bot.says() == [SystemNotice("old-button", "en")]


def test_while_the_store_is_away_nothing_is_promised(bot: Harness) -> None:
    bot.store.is_away = True
    with pytest.raises(StoreUnavailableError):
        choose_article(bot.context, button("prerequisites"))


def test_a_button_of_another_version_in_app_home_is_told_of_directly(bot: Harness) -> None:
    press = button()
    choose_unknown(bot.context, replace(press, conversation=None, destination=press.private))

    assert bot.says() == [SystemNotice("old-button", "en")]
