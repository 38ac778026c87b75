from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.calculation import Outcome
from bot.domain.reply import Answer, Calculation, HandOver, Match
from bot.services.answering_each import answers_of_all, questions_of_each, which_of
from bot.services.own_names import OwnNames
from tests.several import answering_of_several

NAMES = {
    one.knowledge.product or "": OwnNames(one.knowledge, one.matcher.speller) for one in answering_of_several().each
}
GLOBE = Answer(
    "nl", ("version-required",), 0.9, (Match("version-required", 1.0), Match("x", 0.5)), about="exact-globe"
)
BALANSBOEK = Answer("nl", ("balansboek/setup-overview",), 0.8, (Match("balansboek/setup-overview", 1.0),))
TWO = Outcome("mailbox-address", error="two-numbers", also=(Outcome("mailbox-address", value="1@x"),))


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (
            "which version for Exact Globe and which for Balansboek?",
            {"exact-globe": "which version for Exact Globe", "balansboek": "which version for Balansboek"},
        ),
        (
            "Hoi! Welke versie voor Balansboek? En hoe koppel ik Exact Globe?",
            {"balansboek": "Welke versie voor Balansboek?", "exact-globe": "En hoe koppel ik Exact Globe?"},
        ),
        (
            "Waar staan de facturen in Factuurhuis? En in Balansboek?",
            {
                "factuurhuis": "Waar staan de facturen in Factuurhuis?",
                "balansboek": "Waar staan de facturen in Balansboek?",
            },
        ),
        (
            "Welke versie voor Globe? Welke voor Balansboek? En hoe koppel ik Balansboek?",
            {
                "exact-globe": "Welke versie voor Globe?",
                "balansboek": "Welke versie voor Balansboek? En hoe koppel ik Balansboek?",
            },
        ),
    ],
)
def test_each_question_is_of_the_product_that_it_names(text: str, asked: dict[str, str]) -> None:
    assert questions_of_each(text, NAMES) == asked


@pytest.mark.parametrize(
    "text",
    [
        "",
        "welke versie heb ik nodig?",
        "welke versie voor Balansboek? En hoe koppel ik Balansboek?",
        "wat is het verschil tussen Balansboek en Exact Globe?",
        "kan ik Balansboek koppelen aan Exact Globe?",
        "welke versie voor Balansboek? En hoe ga ik van Balansboek naar Exact Globe?",
        "het lukt niet in Factuurhuis. Welke versie voor Globe en welke voor Balansboek?",
        "welke versie voor Globe? En hoe koppel ik Balansboek? Wat kost dat?",
        "zie hieronder\n> welke versie voor Globe?\n> hoe koppel ik Balansboek?",
    ],
)
def test_what_is_of_one_or_of_several_at_once_is_not_parted(text: str) -> None:
    assert questions_of_each(text, NAMES) is None


def test_the_answers_of_all_are_given_where_each_is_sure() -> None:
    both = answers_of_all((GLOBE, BALANSBOEK))

    assert both is not None
    assert both.articles == ("version-required", "balansboek/setup-overview")
    assert (both.confidence, both.about, both.is_cut) == (0.8, None, False)
    assert both.candidates == (Match("version-required", 1.0), Match("balansboek/setup-overview", 1.0))
    for unsure in (HandOver("nl", None, 0.1), replace(BALANSBOEK, gap="prices"), replace(BALANSBOEK, supposed="how")):
        assert answers_of_all((GLOBE, unsure)) is None


def test_with_the_question_which_is_meant_goes_what_those_worked_out() -> None:
    found = Calculation("nl", TWO, articles=("version-required",), about="exact-globe")
    nothing = replace(found, outcome=Outcome("mailbox-address", error="no-number"))
    asking = which_of(("exact-globe", "balansboek"), (found, GLOBE, replace(found, about="factuurhuis"), nothing))

    assert asking.products == ("exact-globe", "balansboek")
    assert asking.calculated == (Calculation("nl", TWO, about="exact-globe"),)
