from __future__ import annotations

from functools import cache

from bot.knowledge.loading import read
from bot.matching.building import build
from bot.services.answering import Answering
from bot.services.answering_all import AnsweringAll
from bot.services.comparing_products import (
    ChangedProducts,
    changed_products,
    has_changed_products,
    names_of_products,
)
from tests.factories import answering_with_a_draft_of_afas, files, with_a_draft_of_afas

UNNAMED = "which version do I need"


def answering(files_there: dict[str, bytes]) -> AnsweringAll:
    library, problems = read(files_there)
    assert library is not None, problems
    return AnsweringAll(library, tuple(Answering(base, build(base)) for base in library.bases))


@cache
def of_one() -> AnsweringAll:
    return answering(with_a_draft_of_afas())


@cache
def of_two() -> AnsweringAll:
    return answering_with_a_draft_of_afas()


def changes(before: AnsweringAll, after: AnsweringAll) -> ChangedProducts:
    return changed_products(before, after, (UNNAMED, "which version of AFAS do I need", "hello"), lambda: None)


def test_a_package_that_is_published_or_taken_away_is_a_change_and_a_draft_is_none() -> None:
    assert has_changed_products(of_one().knowledge, of_two().knowledge)
    assert has_changed_products(of_two().knowledge, of_one().knowledge)
    assert not has_changed_products(answering(files()).knowledge, of_one().knowledge)


def test_one_that_is_published_is_told_with_the_questions_that_are_asked_back_now() -> None:
    assert changes(of_one(), of_two()) == ChangedProducts(("AFAS",), (), 3, asked_back=1, asked_back_before=0)


def test_one_that_is_taken_away_is_told_with_those_that_were_asked_back() -> None:
    assert changes(of_two(), of_one()) == ChangedProducts((), ("AFAS",), 3, asked_back=0, asked_back_before=1)


def test_each_question_that_is_asked_is_counted() -> None:
    asked: list[None] = []
    changed_products(of_one(), of_two(), (UNNAMED, "hello"), lambda: asked.append(None))

    assert len(asked) == 2


def test_the_names_are_those_that_people_read() -> None:
    assert names_of_products(of_two().knowledge)["afas"] == "AFAS"
