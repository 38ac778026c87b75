from __future__ import annotations

import pytest

from bot.domain.reply import (
    Answer,
    Calculation,
    Clarification,
    Counterfactual,
    Evidence,
    HandOver,
    Reply,
    Trace,
)
from bot.rendering.reply_json import error_record, to_record
from bot.rendering.why import trace_to_markdown
from tests.rendering.examples import ADDRESS, CONTEXT, MATCHES, OLD, REPLIES, TWO

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


def trace(**changed: object) -> Trace:
    values: dict[str, object] = {
        "cleaned": "where mailbox",
        "repairs": (("maibox", "mailbox"),),
        "numbers": ("12345678",),
        "evidence": (Evidence("where is my mailbox", "mailbox", 0.5),),
        "candidates": MATCHES,
        "confidence": 0.93,
        "answer_from": 0.75,
        "offer_from": 0.3,
        "counterfactual": Counterfactual("mailbox", HandOver("en", None, 0.1)),
        "knowledge_version": "abc123",
    }
    return Trace(**(values | changed))  # type: ignore[arg-type] # the values above, or a test's own


def test_a_trace_says_all_that_it_knows() -> None:
    text = trace_to_markdown(trace(), Answer("en", ("mailbox",), 0.93, MATCHES), CONTEXT)

    for part in (
        "What I read: where mailbox",
        "“maibox” read as “mailbox”",
        "12345678",
        "Confidence 0.93: answered, because that is 0.75 or higher",
        "The mailbox (`mailbox`) 0.71",
        "“where is my mailbox” (`mailbox`) +0.50",
        "Without the word “mailbox”, I would have handed over (0.10).",
        "abc123",
    ):
        assert part in text


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (Clarification("en", ("mailbox",), 0.5), "offered as a choice, because that is below 0.75 but at least 0.30"),
        (HandOver("en", None, 0.1), "handed over, because that is below 0.30"),
        (HandOver("en", "prices", 0.9), "the topic “prices” fits best"),
        (Calculation("en", ADDRESS), "The calculator mailbox-address recognised its input"),
    ],
)
def test_a_trace_gives_the_reason_of_each_kind_of_reply(reply: Reply, words: str) -> None:
    assert words in trace_to_markdown(trace(), reply, CONTEXT)


@pytest.mark.parametrize(
    ("otherwise", "words"),
    [
        (Answer("en", ("version",), 0.9), "I would have answered with “The version” (0.90)."),
        (Clarification("en", ("version",), 0.5), "I would have offered “The version” first (0.50)."),
        (Calculation("en", ADDRESS), "I would have used the calculator mailbox-address."),
        (HandOver("en", "prices", 0.8), "I would have handed over on the topic “prices” (0.80)."),
    ],
)
def test_a_trace_says_what_one_word_changed(otherwise: Reply, words: str) -> None:
    changed = trace(counterfactual=Counterfactual("mailbox", otherwise))

    assert words in trace_to_markdown(changed, Answer("en", ("mailbox",), 0.93), CONTEXT)


def test_a_trace_in_dutch_writes_figures_as_the_dutch_do() -> None:
    text = trace_to_markdown(trace(), Answer("nl", ("mailbox",), 0.93, MATCHES), CONTEXT)

    assert "Zekerheid 0,93: beantwoord, want dat is 0,75 of hoger." in text
    assert "(`mailbox`) +0,50" in text


def test_a_trace_shows_no_nine_digits() -> None:
    told = trace(cleaned="rsin nl123456782b01", numbers=("123456782",), repairs=(("123456782x", "x"),))

    assert "123456782" not in trace_to_markdown(told, HandOver("en", None, 0.1), CONTEXT)


@pytest.mark.parametrize(
    ("cleaned", "numbers", "word"),
    [
        ("bsn", ("123", "45", "6782"), "bsn"),
        ("my bsn 413", ("45", "6782"), "413"),
        ("update 413 bsn 413", ("45", "6782"), "413"),
        ("1 2 3 2", ("4", "5", "6", "7", "8"), "1"),
        ("bsn 12.34.56.782", (), "12.34.56.782"),
    ],
)
def test_a_trace_shows_no_nine_digits_that_were_parted(cleaned: str, numbers: tuple[str, ...], word: str) -> None:
    told = trace(cleaned=cleaned, numbers=numbers, counterfactual=Counterfactual(word, HandOver("en", None, 0.1)))
    text = trace_to_markdown(told, HandOver("en", None, 0.1), CONTEXT)

    assert "(9 digits, not shown)" in text
    assert not any(part in text for part in ("413", "6782", "1 2", "12.", "4, 5", "45", "“1”"))


@pytest.mark.parametrize("numbers", [("01035286", "413"), ("06", "12", "34", "56", "78"), ("2024", "413")])
def test_a_trace_shows_other_numbers(numbers: tuple[str, ...]) -> None:
    assert ", ".join(numbers) in trace_to_markdown(trace(numbers=numbers), HandOver("en", None, 0.1), CONTEXT)


def test_a_trace_without_matches_names_none() -> None:
    text = trace_to_markdown(trace(candidates=()), HandOver("en", None, 0.0), CONTEXT)

    assert "Closest articles" not in text


def test_a_record_names_no_more_than_three_candidates() -> None:
    record = to_record(HandOver("en", None, 0.1, (*MATCHES, *MATCHES)), CONTEXT)

    assert len(record["candidates"]) == 3  # type: ignore[arg-type] # a list


def test_a_trace_without_words_says_so() -> None:
    text = trace_to_markdown(
        trace(cleaned="", evidence=(), counterfactual=None, repairs=(), numbers=()),
        HandOver("nl", None, 0.0),
        CONTEXT,
    )

    assert "Dit heb ik gelezen: (geen woorden)" in text


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
