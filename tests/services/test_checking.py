from __future__ import annotations

from datetime import date

import pytest

from bot.domain.article import Check
from bot.domain.calculation import Outcome
from bot.domain.reply import Answer, Calculation, Clarification, HandOver, Reply
from bot.matching.building import build
from bot.services.answering import Answering
from bot.services.checking import holds, misses, warnings
from tests.factories import article, knowledge_base

ANSWER, OTHER = Answer("en", ("version",), 0.9), Answer("en", ("mailbox",), 0.9)
OFFER, BESIDE = Clarification("en", ("mailbox", "version"), 0.5), Clarification("en", ("mailbox",), 0.5)
OVER, NUMBER = HandOver("en", None, 0.1), Calculation("en", Outcome("version-check", error="ask"))


@pytest.mark.parametrize(
    ("must", "held_by", "broken_by"),
    [
        ("answer", [ANSWER], [OTHER, OFFER, BESIDE, OVER, NUMBER]),
        ("offer", [ANSWER, OFFER], [OTHER, BESIDE, OVER, NUMBER]),
        ("not_answer", [OVER, OFFER, BESIDE], [ANSWER, OTHER, NUMBER]),
    ],
)
def test_what_a_check_demands(must: str, held_by: list[Reply], broken_by: list[Reply]) -> None:
    check = Check("?", "en", must, None if must == "not_answer" else "version", "checks.yml", 1)  # type: ignore[arg-type]

    assert all(holds(check, reply) for reply in held_by)
    assert not any(holds(check, reply) for reply in broken_by)


def test_misses_are_told_with_what_the_bot_said() -> None:
    knowledge = knowledge_base(checks=b'- {ask: "zzz qqq", lang: en, must: answer, article: version}\n')
    (miss,) = misses(Answering(knowledge, build(knowledge)))

    assert miss.check.line == 1
    assert isinstance(miss.reply, HandOver)


def test_a_sound_knowledge_base_has_no_misses() -> None:
    knowledge = knowledge_base()

    assert misses(Answering(knowledge, build(knowledge))) == ()


def test_warnings_name_past_reviews_and_phrasings_that_lead_astray() -> None:
    knowledge = knowledge_base(
        mailbox=article(en=("where is my mailbox", "which version do you need"), nl=("waar is mijn brievenbus",))
    )
    told = [str(problem) for problem in warnings(knowledge, build(knowledge), date(2027, 3, 1))]

    assert any("mailbox was due for review on 2027-02-23" in line for line in told)
    assert any("'which version do you need' of mailbox is nearer to version" in line for line in told)
    assert any("would win" in line for line in told)
    assert all("warning" in line for line in told)
