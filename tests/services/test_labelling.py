"""What is chosen in words from what was offered."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pytest

from bot.domain.conversation import Memory
from bot.domain.explanation import FileLine
from bot.domain.reply import Answer
from bot.services.answering import Answering
from bot.services.asking import ask
from bot.services.commanding import answer_question
from bot.services.labelling import keep_choice
from tests.services.builders import BOB, command, direct_message, mention
from tests.services.test_choosing import labels_of
from tests.shipped_knowledge import shipped_knowledge, shipped_matcher

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.services.harness import Harness


@dataclass(frozen=True)
class ShippedAnswers:
    """Answers from the shipped knowledge base."""

    current: Answering = field(default_factory=lambda: Answering(shipped_knowledge(), shipped_matcher()))

    def locate(self, wanted: Sequence[tuple[str, str | None]]) -> tuple[FileLine, ...]:
        return tuple(FileLine(owner, 1) for owner, _ in wanted)


OFFER = "licentie, abonnement, contract?"


@pytest.mark.parametrize(
    ("said", "labels"),
    [
        (["die over de licentie"], [(OFFER, "licence-included")]),
        (["de tweede"], [(OFFER, "subscription-needed")]),
        (["geen van die"], [(OFFER, None)]),
        (["die over de licentie", "de tweede"], [(OFFER, "licence-included")]),
        (["die over de licentie", "geen van die"], [(OFFER, "licence-included")]),
        (["allebei"], []),
        (["dank je"], []),
    ],
)
def test_what_is_chosen_in_words_tells_what_the_question_was_about(
    bot: Harness, said: list[str], labels: list[object]
) -> None:
    context = replace(bot.context, answering=ShippedAnswers())
    for number, text in enumerate((OFFER, *said)):
        ask(context, direct_message(text, f"{number}.1"))

    assert labels_of(bot) == labels


def test_what_is_chosen_in_words_from_what_stands_below_an_answer_tells_nothing(bot: Harness) -> None:
    context = replace(bot.context, answering=ShippedAnswers())
    ask(context, direct_message("welke versie van Exact Globe heb ik nodig?"))
    ask(context, direct_message("de eerste", "2.1"))

    assert labels_of(bot) == []
    assert len(bot.says()) == 2


def test_what_somebody_else_chooses_in_words_tells_nothing(bot: Harness) -> None:
    context = replace(bot.context, answering=ShippedAnswers())
    ask(context, mention(OFFER))
    ask(context, mention("die over de licentie", "2.1", BOB))

    assert labels_of(bot) == labels_of(bot, BOB) == []


def test_what_is_chosen_in_words_below_a_calculation_tells_as_much(bot: Harness) -> None:
    offered = Memory(
        offered=("prerequisites",), trace_id=bot.asks(mention("my address? 12345678, something unclear"))
    )
    now, said, reply = bot.clock.now(), mention("that one").question, Answer("en", ("prerequisites",), 1.0)
    with bot.store.transaction() as transaction:
        keep_choice(transaction, "first", reply, replace(offered, offered=("contact-support",)), said, now)
        keep_choice(transaction, "first", reply, replace(offered, trace_id=None), said, now)
        keep_choice(transaction, "again", reply, offered, said, now)
    assert labels_of(bot) == []
    with bot.store.transaction() as transaction:
        keep_choice(transaction, "first", reply, offered, said, now)
    assert [article for _, article in labels_of(bot)] == ["prerequisites"]


@pytest.mark.parametrize(
    ("said", "labels"),
    [
        ("die over de licentie", [(OFFER, "licence-included")]),
        ("geen van die", [(OFFER, None)]),
        ("dank je", []),
    ],
)
def test_what_is_chosen_in_words_behind_a_command_tells_as_much(
    bot: Harness, said: str, labels: list[object]
) -> None:
    context = replace(bot.context, answering=ShippedAnswers())
    answer_question(context, command(OFFER))
    answer_question(context, command(said))

    assert labels_of(bot) == labels
