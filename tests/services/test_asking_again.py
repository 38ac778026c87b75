from __future__ import annotations

from bot.domain.conversation import Memory
from bot.services.asking_again import about, asked_again
from tests.several import answering_of_several

BOT = answering_of_several()
TALK = Memory("version-check", articles=("version-required",), step="configure-globe", product="exact-globe")


def test_the_last_question_is_asked_of_the_product_that_is_named() -> None:
    text, memory = asked_again(BOT, "en voor Balansboek?", TALK, lambda: "welke versie van Globe heb ik nodig?")

    assert text == "welke versie van Balansboek heb ik nodig?"
    assert memory == Memory(product="balansboek")


def test_what_asks_by_itself_is_left_as_it_is_and_nothing_is_looked_up() -> None:
    def looked_up() -> str:
        raise AssertionError

    assert asked_again(BOT, "hoe koppel ik Balansboek?", TALK, looked_up) == ("hoe koppel ik Balansboek?", TALK)
    assert asked_again(BOT, "Balansboek", TALK, lambda: None) == ("Balansboek", TALK)


def test_a_choice_goes_before_the_names_in_the_question() -> None:
    text, memory = about(BOT, "welke versie voor Balansboek en Exact Globe?", Memory(), "balansboek")

    assert "Globe" not in text
    assert memory.product == "balansboek"
