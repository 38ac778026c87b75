from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.conversation import Memory
from bot.domain.reply import Answer, Clarification, HandOver
from bot.services.asking_again import LastQuestion, about, asked_again, chosen_of, last_of, leaves_choice
from tests.several import answering_of_several

BOT = answering_of_several()
TALK = Memory("version-check", articles=("version-required",), step="configure-globe", product="exact-globe")
ASKED_WHICH = Memory(trace_id="q1")
WHICH = Clarification("nl", (), 0.9, products=("exact-globe", "balansboek", "factuurhuis"))
VERSION = "welke versie heb ik nodig?"


def said_after(text: str, reply: Clarification | HandOver, memory: Memory = ASKED_WHICH) -> tuple[str, str | None]:
    """Return what is asked, and of which product, with `text` after the question for the version got that `reply`."""
    asked, after = asked_again(BOT, text, memory, lambda: LastQuestion(VERSION, reply))
    return asked, after.product


def test_the_last_question_is_asked_of_the_product_that_is_named() -> None:
    last = LastQuestion("welke versie van Globe heb ik nodig?", None)
    text, memory = asked_again(BOT, "en voor Balansboek?", TALK, lambda: last)

    assert text == "welke versie van Balansboek heb ik nodig?"
    assert memory == Memory(product="balansboek")


def test_what_asks_by_itself_is_left_as_it_is_and_nothing_is_looked_up() -> None:
    def looked_up() -> LastQuestion:
        raise AssertionError

    assert asked_again(BOT, "hoe koppel ik Balansboek?", TALK, looked_up) == ("hoe koppel ik Balansboek?", TALK)
    assert asked_again(BOT, "2", TALK, looked_up) == ("2", TALK)
    assert asked_again(BOT, "Balansboek", TALK, lambda: None) == ("Balansboek", TALK)
    assert last_of(None) is None


@pytest.mark.parametrize("text", ["what is Balansboek?", "should we use Balansboek?", "welke Balansboek hebben wij?"])
def test_a_question_of_everyday_words_about_another_product_is_no_repetition_of_the_last(text: str) -> None:
    last = LastQuestion(VERSION, None)

    assert asked_again(BOT, text, TALK, lambda: last) == (text, TALK)
    assert said_after(text, WHICH) == (text, None)


@pytest.mark.parametrize(
    "text",
    [
        "we use Balansboek",
        "our package is Balansboek",
        "het is Balansboek",
        "hier werken we met Balansboek",
        "Balansboek!",
    ],
)
def test_the_question_which_is_answered_in_a_sentence_too(text: str) -> None:
    assert said_after(text, WHICH) == (VERSION, "balansboek")


def test_a_choice_goes_before_the_names_in_the_question() -> None:
    text, memory = about(BOT, "welke versie voor Balansboek en Exact Globe?", Memory(), "balansboek")

    assert "Globe" not in text
    assert memory.product == "balansboek"


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("1", "exact-globe"),
        ("2", "balansboek"),
        (" 3. ", "factuurhuis"),
        ("#2", "balansboek"),
        ("de tweede", "balansboek"),
        ("doe maar de derde", "factuurhuis"),
        ("nr 2", "balansboek"),
        ("de laatste graag", "factuurhuis"),
        ("the first one please", "exact-globe"),
        ("option 2", "balansboek"),
        ("the last one", "factuurhuis"),
    ],
)
def test_one_of_the_products_that_are_asked_after_is_chosen_by_its_place(text: str, product: str) -> None:
    assert said_after(text, WHICH) == (VERSION, product)
    heard = BOT.hear(text)
    assert asked_again(BOT, text, ASKED_WHICH, lambda: LastQuestion(VERSION, WHICH), heard)[1].product == product


@pytest.mark.parametrize("text", ["hallo, Balansboek", "ik heb een vraag over Balansboek"])
def test_who_asks_nothing_beside_a_name_answers_which_is_meant_and_else_begins_anew(text: str) -> None:
    assert said_after(text, WHICH) == (VERSION, "balansboek")
    assert said_after(text, HandOver("nl", None, 0.1)) == (text, None)


def test_where_there_is_but_one_there_is_none_to_choose() -> None:
    alone, last = BOT.each[0], LastQuestion(VERSION, HandOver("nl", None, 0.1))

    assert asked_again(alone, "2", ASKED_WHICH, lambda: last) == ("2", ASKED_WHICH)
    assert asked_again(alone, "hallo, Exact Globe", ASKED_WHICH, lambda: last) == ("hallo, Exact Globe", ASKED_WHICH)


def test_small_talk_is_asked_of_no_product() -> None:
    hello = LastQuestion("hallo", Answer("nl", ("greeting",), 1.0))

    assert asked_again(BOT, "Balansboek", ASKED_WHICH, lambda: hello) == ("Balansboek", ASKED_WHICH)


def test_at_a_place_where_none_stands_it_is_asked_again_which() -> None:
    two = replace(WHICH, products=("exact-globe", "balansboek"))

    assert said_after("3", two) == (VERSION, None)
    assert said_after("the third", two) == (VERSION, None)
    assert said_after("de laatste", two) == (VERSION, "balansboek")


@pytest.mark.parametrize("text", ["2", "de tweede", "412", "hoe koppel ik?"])
def test_where_no_product_was_asked_after_a_number_chooses_none(text: str) -> None:
    assert said_after(text, HandOver("nl", None, 0.1)) == (text, None)
    assert said_after(text, WHICH, Memory())[0] == text
    assert said_after("412", WHICH) == ("412", None)


@pytest.mark.parametrize(
    "since",
    [
        {"articles": ("version-required",)},
        {"offered": ("version-required", "prerequisites")},
        {"expecting": "version-check"},
        {"trace_id": None},
    ],
)
def test_where_something_else_was_said_since_no_product_is_chosen(since: dict[str, Any]) -> None:
    memory = replace(ASKED_WHICH, **since)

    assert asked_again(BOT, "2", memory, lambda: LastQuestion(VERSION, WHICH)) == ("2", memory)


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("2", "balansboek"),
        ("de laatste", "factuurhuis"),
        ("voor Balansboek", "balansboek"),
        ("4", None),
        ("wat kost het?", None),
    ],
)
def test_one_of_several_is_chosen_by_its_place_or_its_name(text: str, product: str | None) -> None:
    assert chosen_of(BOT, text, WHICH.products) == product


TALK_BETWEEN = Answer("nl", ("greeting",), 0.9)


@pytest.mark.parametrize(
    ("said", "reply", "leaves"),
    [
        (TALK_BETWEEN, WHICH, True),
        (TALK_BETWEEN, Clarification("nl", ("version-required",), 0.5), True),
        (TALK_BETWEEN, Clarification("nl", (), 0.5, unknown="Saldimax"), False),
        (TALK_BETWEEN, HandOver("nl", None, 0.1), False),
        (Answer("nl", ("version-required",), 0.9), WHICH, False),
    ],
)
def test_small_talk_leaves_what_was_asked_back(
    said: Answer, reply: Clarification | HandOver, *, leaves: bool
) -> None:
    assert leaves_choice(BOT, said, ASKED_WHICH, lambda: LastQuestion(VERSION, reply)) == leaves


def test_small_talk_leaves_nothing_where_nothing_was_asked_before() -> None:
    assert not leaves_choice(BOT, TALK_BETWEEN, Memory(), lambda: LastQuestion(VERSION, WHICH))
    assert not leaves_choice(BOT, TALK_BETWEEN, ASKED_WHICH, lambda: None)
