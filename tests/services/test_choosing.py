"""A press on what was offered: an article, or none of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.domain.calculation import Outcome
from bot.domain.outgoing import Destination, ReplyMessage, SystemNotice
from bot.domain.question_log import trace_id_of
from bot.domain.reply import Answer, Calculation, Clarification, FollowUp, HandOver
from bot.services.asking import ask
from bot.services.choosing import choose_article, choose_none, choose_product, choose_unknown
from bot.services.ports import StoreUnavailableError
from tests.services.builders import ALICE, BOB, CHANNEL, TEAM, THREAD, button, direct_message, mention
from tests.several import HoldingSeveral

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.incoming import ButtonAction, IncomingMessage
    from bot.services.app_context import AppContext
    from tests.services.harness import Harness


def labels_of(bot: Harness, person: str = ALICE) -> list[tuple[object, object]]:
    return [(label["text"], label["article"]) for label in bot.store.export(person)["labels"]]


def test_one_can_go_on_from_what_was_chosen(bot: Harness) -> None:
    press = button("version-required", value="0123456789abcdef")
    choose_article(bot.context, press)

    assert press.conversation is not None
    memory = bot.store.read_memory(press.conversation, press.person)
    assert (memory.articles, memory.trace_id, memory.asker) == (
        ("version-required",),
        "0123456789abcdef",
        press.person,
    )


def test_who_presses_in_anothers_thread_does_not_become_the_one_who_asked(bot: Harness) -> None:
    ask(bot.context, mention("unclear"))
    choose_article(bot.context, button("version-required", person=BOB))

    memory = bot.store.read_memory(mention("x").conversation, ALICE)
    assert (memory.asker, memory.articles) == (ALICE, ("version-required",))


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


@pytest.mark.parametrize("home", [1, 2])
def test_what_was_chosen_in_app_home_is_what_was_said_last_directly(bot: Harness, home: int) -> None:
    for number in range(home):
        in_home = replace(
            button("prerequisites", "none", press_id=f"press:{number}"), conversation=None, message=None
        )
        choose_article(bot.context, replace(in_home, destination=Destination(TEAM, ALICE, person=ALICE)))
        bot.clock.pass_time(minutes=1)
    direct = direct_message("again").conversation
    memory = bot.store.read_memory(direct, ALICE)
    assert (memory.articles, memory.trace_id, memory.asker) == (("prerequisites",), None, ALICE)
    assert bot.store.read_memory(replace(direct, thread="1.1"), ALICE).articles == ()
    assert bot.store.read_memory(direct, BOB).articles == ()

    ask(bot.context, direct_message("again"))
    followed = [said for said in bot.says() if isinstance(said, ReplyMessage) and isinstance(said.reply, FollowUp)]
    assert [said.trace_id for said in followed] == [""]
    assert bot.store.export(ALICE)["conversations"]


def test_what_was_asked_directly_since_is_what_was_said_last(bot: Harness) -> None:
    choose_article(bot.context, replace(button("prerequisites"), conversation=None))
    bot.clock.pass_time(minutes=1)
    trace_id = bot.asks(direct_message("which version?"))

    assert bot.store.read_memory(direct_message("").conversation, ALICE).trace_id == trace_id


def test_after_a_quiet_while_what_was_chosen_in_app_home_is_over(bot: Harness) -> None:
    choose_article(bot.context, replace(button("prerequisites"), conversation=None))
    bot.clock.pass_time(minutes=31)
    ask(bot.context, direct_message("that does not work"))

    (*_, said) = bot.says()
    assert isinstance(said, ReplyMessage)
    assert isinstance(said.reply, HandOver)


def test_a_button_of_another_version_in_app_home_is_told_of_directly(bot: Harness) -> None:
    press = button()
    choose_unknown(bot.context, replace(press, conversation=None, destination=press.private))

    assert bot.says() == [SystemNotice("old-button", "en")]


@pytest.mark.parametrize("choose", [choose_article, choose_none])
@pytest.mark.parametrize(
    ("quoted", "files"),
    [
        ("https://acme.slack.com/files/U1/F1/a.pdf", ("https://acme.slack.com/files/U1/F1/a.pdf",)),
        ("the question before its edit", ()),
    ],
)
def test_files_that_go_along_still_do_from_what_was_chosen(
    bot: Harness, choose: Callable[[AppContext, ButtonAction], None], quoted: str, files: tuple[str, ...]
) -> None:
    choose(bot.context, replace(button("prerequisites"), quoted=quoted))

    assert [body.files for body in bot.says() if isinstance(body, ReplyMessage)] == [files]


@pytest.mark.parametrize("choose", [choose_article, choose_none])
@pytest.mark.parametrize(("asked", "files"), [(mention("which?"), ("F1",)), (direct_message("which?"), ())])
def test_where_nothing_is_quoted_what_hangs_on_a_question_of_that_place_goes_along(
    bot: Harness,
    choose: Callable[[AppContext, ButtonAction], None],
    asked: IncomingMessage,
    files: tuple[str, ...],
) -> None:
    trace_id = bot.asks(replace(asked, files=("F1",)))
    choose(bot.context, button("prerequisites", trace_id))

    assert [body.files for body in bot.says() if isinstance(body, ReplyMessage)] == [files]


def of_several(bot: Harness) -> AppContext:
    return replace(bot.context, answering=HoldingSeveral())


def asked_which(bot: Harness, context: AppContext) -> str:
    """Have Alice ask what may be about several products; return the trace id of her question."""
    ask(context, mention("welke versie heb ik nodig?"))
    (outgoing,) = bot.deliver()
    assert isinstance(outgoing.body, ReplyMessage)
    assert isinstance(outgoing.body.reply, Clarification)
    assert outgoing.body.reply.products == ("exact-globe", "balansboek", "factuurhuis")
    return outgoing.body.trace_id or ""


def test_the_question_is_answered_about_the_product_that_is_chosen_and_one_goes_on_from_it(bot: Harness) -> None:
    context = of_several(bot)
    trace_id = asked_which(bot, context)
    choose_product(context, button("balansboek", value=trace_id))

    (outgoing,) = bot.deliver()
    assert isinstance(outgoing.body, ReplyMessage)
    assert isinstance(outgoing.body.reply, Answer)
    assert outgoing.body.reply.articles == ("balansboek/version-required",)
    assert outgoing.body.trace_id == trace_id
    assert bot.store.read_memory(mention("x").conversation, ALICE).product == "balansboek"
    assert labels_of(bot) == []
    ask(context, replace(mention("where do the invoices appear?"), id="2.2", event_id="Ev2"))
    (following,) = bot.deliver()
    assert isinstance(following.body, ReplyMessage)
    assert getattr(following.body.reply, "articles", None) == ("balansboek/retrieve-invoices",)


def test_the_name_typed_instead_answers_the_question_as_well(bot: Harness) -> None:
    context = of_several(bot)
    asked_which(bot, context)
    ask(context, replace(mention("Factuurhuis graag"), id="2.2", event_id="Ev2"))

    (outgoing,) = bot.deliver()
    assert isinstance(outgoing.body, ReplyMessage)
    assert getattr(outgoing.body.reply, "articles", None) == ("factuurhuis/version-required",)


def test_what_is_chosen_where_nothing_was_asked_tells_nothing_of_a_question(bot: Harness) -> None:
    context = of_several(bot)
    ask(context, direct_message("Balansboek"))
    trace_id = trace_id_of(direct_message("x").key)
    choose_article(context, replace(button("balansboek/version-required", value=trace_id)))
    ask(context, direct_message("Factuurhuis", "2.2"))
    ask(context, direct_message("de tweede", "3.3"))

    last = bot.says()[-1]
    assert isinstance(last, ReplyMessage)
    assert getattr(last.reply, "articles", None) == ("factuurhuis/version-required",)
    assert labels_of(bot) == []


ADDRESS = "01035286@facturen.econnect.eu"


@pytest.mark.parametrize("text", ["Exact Globe", "1", "de eerste graag"])
def test_a_number_is_not_asked_for_again_where_the_package_is_told_one_message_later(bot: Harness, text: str) -> None:
    context = of_several(bot)
    ask(context, direct_message("wat is mijn adres, kvk 01035286?"))
    ask(context, direct_message(text, "2.2"))

    _, told = bot.says()
    assert isinstance(told, ReplyMessage)
    assert isinstance(told.reply, Calculation)
    assert told.reply.outcome.value == ADDRESS
    asked = bot.store.find_question(TEAM, trace_id_of(direct_message("x").key))
    assert asked is not None
    assert "01035286" not in asked.text


def test_nor_where_it_is_chosen_with_a_button(bot: Harness) -> None:
    context = of_several(bot)
    ask(context, direct_message("wat is mijn adres, kvk 01035286?"))
    trace_id = trace_id_of(direct_message("x").key)
    choose_product(
        context, replace(button("exact-globe", value=trace_id), conversation=direct_message("x").conversation)
    )

    _, told = bot.says()
    assert isinstance(told, ReplyMessage)
    assert getattr(told.reply, "outcome", None) == Outcome("mailbox-address", ADDRESS, read="01035286")


@pytest.mark.parametrize(("person", "value"), [(BOB, None), (ALICE, "0123456789abcdef"), (ALICE, "none")])
def test_of_anothers_question_or_one_that_is_gone_nothing_is_answered(
    bot: Harness, person: str, value: str | None
) -> None:
    context = of_several(bot)
    trace_id = asked_which(bot, context)
    choose_product(context, button("balansboek", value=value or trace_id, person=person))

    (outgoing,) = bot.deliver()
    assert isinstance(outgoing.body, SystemNotice)
    assert outgoing.body.text == "old-button"
