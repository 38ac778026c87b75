from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.reply import (
    Answer,
    Calculation,
    Clarification,
    HandOver,
    Match,
    Reply,
)
from bot.rendering.reply_json import error_record, to_record
from tests.rendering.examples import ADDRESS, CONTEXT, MATCHES, OLD, REPLIES, TWO
from tests.several import library_of_several

KEYS = [
    "kind",
    "article",
    "topic",
    "gap",
    "confidence",
    "candidates",
    "calculator",
    "ok",
    "value",
    "error",
    "warning",
    "product",
    "more",
    "language",
    "text",
    "products",
]


@pytest.mark.parametrize("reply", REPLIES)
def test_a_record_has_every_key_of_the_interface_in_order(reply: Reply) -> None:
    assert list(to_record(reply, CONTEXT)) == KEYS


@pytest.mark.parametrize(
    ("reply", "part"),
    [
        (
            Answer("en", ("mailbox",), 0.93456, MATCHES),
            {
                "kind": "answer",
                "article": "mailbox",
                "topic": "exact-globe",
                "confidence": 0.9346,
                "candidates": [{"article": "mailbox", "score": 0.7123}, {"article": "version", "score": 0.3}],
                "ok": None,
            },
        ),
        (Clarification("nl", ("mailbox",), 0.5), {"kind": "clarification", "article": None, "language": "nl"}),
        (HandOver("en", "prices", 0.8), {"kind": "hand_over", "gap": "prices"}),
        (
            Calculation("en", ADDRESS),
            {
                "kind": "calculation",
                "calculator": "mailbox-address",
                "ok": True,
                "value": "01035286@facturen.econnect.eu",
                "error": None,
                "confidence": 1,
            },
        ),
        (
            Calculation("en", ADDRESS, ("mailbox",), confidence=0.93456),
            {
                "kind": "answer",
                "article": "mailbox",
                "topic": "exact-globe",
                "confidence": 0.9346,
                "calculator": "mailbox-address",
                "ok": True,
                "value": "01035286@facturen.econnect.eu",
            },
        ),
        (Calculation("en", OLD), {"ok": True, "value": "no", "article": None, "topic": "exact-globe"}),
        (Calculation("en", TWO), {"ok": False, "value": None, "error": "two-numbers"}),
    ],
)
def test_a_record_says_what_the_reply_says(reply: Reply, part: dict[str, object]) -> None:
    record = to_record(reply, CONTEXT)

    assert {key: record[key] for key in part} == part


def test_a_malformed_line_gets_an_error_with_its_id() -> None:
    record = error_record("This line is no JSON.", "q7")

    assert list(record) == ["id", *KEYS]
    assert (record["id"], record["kind"], record["text"]) == ("q7", "error", "This line is no JSON.")


def test_a_record_names_no_more_than_three_candidates() -> None:
    record = to_record(HandOver("en", None, 0.1, (*MATCHES, *MATCHES)), CONTEXT)

    assert len(record["candidates"]) == 3  # type: ignore[arg-type] # a list


def test_a_record_names_the_product_and_the_other_calculation() -> None:
    assert to_record(HandOver("en", "prices", 0.6, product="afas"), CONTEXT)["product"] == "afas"
    assert to_record(Answer("en", ("greeting",), 0.9), CONTEXT)["product"] is None
    record = to_record(Calculation("en", OLD, more=(ADDRESS,)), CONTEXT)
    assert record["product"] == "exact-globe"
    assert record["more"] == [
        {
            "calculator": "mailbox-address",
            "ok": True,
            "value": "01035286@facturen.econnect.eu",
            "error": None,
            "warning": None,
        }
    ]


def test_an_article_of_several_products_is_told_by_its_own_name_with_its_topic_and_product() -> None:
    context = replace(CONTEXT, knowledge=library_of_several())
    matches = (Match("balansboek/version-required", 0.9),)
    answer = Answer("nl", ("balansboek/version-required",), 1.0, matches, about="balansboek")
    record = to_record(answer, context)

    assert (record["article"], record["topic"], record["product"]) == ("version-required", "balansboek", "balansboek")
    assert record["candidates"] == [{"article": "version-required", "score": 0.9}]
    asking = to_record(Clarification("nl", (), 0.9, products=("exact-globe", "balansboek")), context)
    assert (asking["kind"], asking["candidates"], asking["product"]) == ("clarification", [], None)
    gap = to_record(HandOver("nl", "balansboek/prices", 0.9, about="balansboek"), context)
    assert (gap["gap"], gap["product"]) == ("prices", "balansboek")


def test_the_question_which_package_an_opening_and_an_unknown_name_are_told_apart() -> None:
    context = replace(CONTEXT, knowledge=library_of_several())
    unknown = to_record(Clarification("nl", (), 0.9, unknown="Kasbok"), context)
    which = to_record(Clarification("nl", (), 0.9, products=("exact-globe", "balansboek")), context)
    articles = ("balansboek/setup-overview", "balansboek/version-required")
    opening = to_record(Clarification("nl", articles, 1.0, is_opening=True, about="balansboek"), context)

    assert (unknown["products"], unknown["candidates"], unknown["product"]) == ([], [], None)
    assert (which["products"], which["candidates"], which["product"]) == (["exact-globe", "balansboek"], [], None)
    assert (opening["products"], opening["product"]) == ([], "balansboek")
    assert opening["candidates"] == [
        {"article": "setup-overview", "score": 1.0},
        {"article": "version-required", "score": 1.0},
    ]


@pytest.mark.parametrize(("times", "value"), [(0, None), (1, "01035286@facturen.econnect.eu"), (2, None)])
def test_below_the_question_which_package_one_result_stands_in_the_fields(times: int, value: str | None) -> None:
    found = (Calculation("nl", ADDRESS, about="exact-globe"),) * times
    asking = Clarification("nl", (), 0.9, products=("exact-globe", "balansboek"), calculated=found)
    record = to_record(asking, replace(CONTEXT, knowledge=library_of_several()))

    assert (record["kind"], record["value"]) == ("clarification", value)
    told = ("mailbox-address", True) if times == 1 else (None, None)
    assert (record["calculator"], record["ok"]) == told
