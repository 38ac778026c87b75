"""People's reasons, with the shipped knowledge: what follows is something to go on with."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.domain.conversation import Conversation, Memory, Question
from bot.domain.question_log import logged
from bot.domain.reply import Answer, Calculation, Match
from bot.services.answering import Answering
from bot.services.helping_on import way_on
from tests.services.harness import NOON
from tests.shipped_knowledge import shipped_knowledge, shipped_matcher

if TYPE_CHECKING:
    from bot.domain.feedback import UnhelpfulReason
    from bot.domain.question_log import LoggedQuestion

HERE = Conversation("direct", "T1", "D1")


@pytest.fixture(scope="module")
def answering() -> Answering:
    return Answering(shipped_knowledge(), shipped_matcher())


def asked(answering: Answering, text: str) -> LoggedQuestion:
    question = Question(text, HERE, "UALICE")
    reply, _ = answering.reply_to(question, Memory())
    return logged(question, reply, f"message:{text}", NOON, answering.version)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("hoe maak ik een mailbox aan?", ("create-mailbox-manual",)),
        ("waar vul ik het adres van de brievenbus in?", ("mailbox-address-format",)),
        ("welke versie van Exact Globe heb ik nodig?", ()),
        ("kan ik verkoopfacturen versturen?", ()),
        ("heb ik een contract nodig?", ()),
        ("is 412 genoeg?", ()),
        ("wat is mijn adres? kvk 12345678", ()),
    ],
)
def test_who_meant_another_question_chooses_from_what_came_close_and_nothing_far_off(
    answering: Answering, text: str, found: tuple[str, ...]
) -> None:
    question = asked(answering, text)
    assert question.reply is not None
    shown = question.article or question.reply.candidates[0].article

    assert way_on(answering, shown, "wrong-question", question) == found


def test_neither_small_talk_nor_a_plea_nor_what_was_calculated_is_close(answering: Answering) -> None:
    question = asked(answering, "is 412 genoeg?")
    assert isinstance(question.reply, Calculation)
    names = ("version-required", "thanks", "contact-support", "prerequisites")
    reply = replace(question.reply, candidates=tuple(Match(name, 0.5) for name in names))
    answer = Answer("nl", ("what-is-it",), 0.9, reply.candidates)

    def found(reply: Calculation | Answer) -> tuple[str, ...]:
        return way_on(answering, "version-check", "wrong-question", replace(question, reply=reply))

    assert found(reply) == ("prerequisites",)
    assert found(answer) == ("version-required", "prerequisites")
    assert found(replace(answer, candidates=())) == ()
    below_half = (Match("version-required", 0.5), Match("prerequisites", 0.24))
    assert found(replace(answer, candidates=below_half)) == ("version-required",)


def test_who_misses_something_chooses_from_what_stands_beside(answering: Answering) -> None:
    question = asked(answering, "which version do I need?")
    found = way_on(answering, "version-required", "incomplete", question)

    assert found == shipped_knowledge().articles["version-required"].related[:3]


def test_for_whom_a_step_does_not_work_there_are_its_known_troubles(answering: Answering) -> None:
    question = asked(answering, "hoe stel ik de koppeling in?")
    for step in shipped_knowledge().setup.steps:
        assert way_on(answering, step.article, "did-not-work", question) == step.troubles


def test_for_whom_something_else_does_not_work_there_is_what_stands_beside(answering: Answering) -> None:
    question = asked(answering, "which version do I need?")
    steps = {step.article for step in shipped_knowledge().setup.steps if step.troubles}
    slug = next(each.slug for each in shipped_knowledge().published() if each.related and each.slug not in steps)

    assert way_on(answering, slug, "did-not-work", question)


@pytest.mark.parametrize(
    ("slug", "reason"),
    [("version-required", "out-of-date"), ("gone", "incomplete"), ("mailbox-address", "did-not-work")],
)
def test_where_only_a_person_can_help_nothing_is_offered(
    answering: Answering, slug: str, reason: UnhelpfulReason
) -> None:
    assert way_on(answering, slug, reason, asked(answering, "which version do I need?")) == ()


def test_what_an_earlier_version_said_tells_nothing_of_what_came_close(answering: Answering) -> None:
    question = replace(asked(answering, "which version do I need?"), reply=None)
    assert way_on(answering, "version-required", "wrong-question", question) == ()


def test_below_a_calculation_what_came_close_is_offered_too(answering: Answering) -> None:
    question = asked(answering, "wat is mijn adres? kvk 12345678")
    assert isinstance(question.reply, Calculation)
    found = way_on(answering, "mailbox-address", "wrong-question", question)
    assert set(found) <= {match.article for match in question.reply.candidates}


@pytest.mark.parametrize(
    "text",
    [
        "welke versie heb ik nodig?",
        "which version do I need?",
        "hoe maak ik een mailbox aan?",
        "hoe stel ik de koppeling in?",
        "what is eConnect?",
        "Moet ik Exact Online hebben?",
        "heb ik een contract nodig?",
        "hoe haal ik facturen op?",
        "how do I retrieve invoices?",
        "waar vul ik het adres van de brievenbus in?",
    ],
)
@pytest.mark.parametrize("reason", ["incomplete", "did-not-work"])
def test_after_ten_real_answers_there_is_something_to_go_on_with(
    answering: Answering, text: str, reason: UnhelpfulReason
) -> None:
    question = asked(answering, text)
    assert question.article is not None
    assert way_on(answering, question.article, reason, question)
