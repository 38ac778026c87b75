from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.calculation import Outcome
from bot.domain.conversation import Conversation, Question
from bot.domain.question_log import LoggedQuestion, logged, text_of_question, trace_id_of
from bot.domain.reply import Answer, Calculation, Clarification, HandOver, Reply

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
QUESTION = Question("which version? mail alice@example.com", Conversation("direct", "T1", "D1"), "UALICE")


@pytest.mark.parametrize(
    ("reply", "kind", "article", "gap", "calculator", "confidence"),
    [
        (
            Answer("en", ("version-required",), 0.91239, gap="prices"),
            "answer",
            "version-required",
            "prices",
            None,
            0.9124,
        ),
        (Clarification("en", ("a", "b"), 0.5), "clarification", "a", None, None, 0.5),
        (Calculation("nl", Outcome("version-check", "yes")), "calculation", None, None, "version-check", None),
        (
            Calculation("nl", Outcome("version-check", "yes"), ("mailbox",), confidence=0.91239),
            "answer",
            "mailbox",
            None,
            "version-check",
            0.9124,
        ),
        (
            Calculation("nl", Outcome("version-check", "yes"), gap="prices"),
            "calculation",
            None,
            "prices",
            "version-check",
            None,
        ),
        (HandOver("nl", "prices", 0.2), "hand_over", None, "prices", None, 0.2),
    ],
)
def test_what_became_of_a_question_is_kept_and_its_text_redacted(
    reply: Reply, kind: str, article: str | None, gap: str | None, calculator: str | None, confidence: float | None
) -> None:
    entry = logged(QUESTION, reply, "message:T1:D1:1.1", NOON, "v1")

    assert (entry.kind, entry.article, entry.gap, entry.calculator) == (kind, article, gap, calculator)
    assert (entry.confidence, entry.language, entry.knowledge_version) == (confidence, reply.language, "v1")
    assert (entry.team, entry.channel, entry.person, entry.asked_at) == ("T1", "D1", "UALICE", NOON)
    assert entry.text == "which version? mail [e-mail]"
    assert isinstance(entry, LoggedQuestion)


def test_the_trace_id_follows_from_the_message() -> None:
    assert trace_id_of("message:T1:D1:1.1") == trace_id_of("message:T1:D1:1.1") != trace_id_of("message:T1:D1:1.2")


def test_a_number_that_led_to_nothing_is_not_kept_with_the_reply() -> None:
    found = Outcome("mailbox-address", value="01035286@facturen.econnect.eu", read="01035286")
    misread = Outcome("mailbox-address", error="phone-number", read="0612345678")
    question = Question("x", Conversation("direct", "T1", "D1"), "UALICE")
    both = logged(
        question,
        Calculation("en", Outcome("mailbox-address", error="two-numbers", also=(found, misread))),
        "m1",
        NOON,
        "v1",
    )

    assert isinstance(both.reply, Calculation)
    assert [outcome.read for outcome in both.reply.outcome.also] == ["01035286", None]


def test_what_hangs_on_a_question_is_kept_redacted_as_its_words_are() -> None:
    question = Question(
        "x", Conversation("direct", "T1", "D1"), "UALICE", files=("https://a.slack.com/files/U1/F1", "bsn 123456782")
    )
    entry = logged(question, HandOver("en", None, 0.1), "m1", NOON, "v1")

    assert entry.files == ("https://a.slack.com/files/U1/F1", "bsn [number]")


ADDRESS = Outcome("mailbox-address", value="01035286@facturen.econnect.eu", read="01035286")
VERSION = Outcome("version-check", value="yes", read="415")


@pytest.mark.parametrize(
    ("text", "outcome", "whole"),
    [
        ("kvk [number]?", Outcome("mailbox-address", "1@x", read="01035286"), "kvk 01035286?"),
        ("kvk [number]?", Outcome("mailbox-address", error="too-long"), "kvk [number]?"),
        ("[number] or [number]?", Outcome("mailbox-address", "1@x", read="01035286"), "[number] or [number]?"),
        ("[number]", Outcome("mailbox-address", read="1", also=(Outcome("mailbox-address"),)), "[number]"),
    ],
)
def test_the_one_number_that_was_worked_with_is_in_the_question_again(
    text: str, outcome: Outcome, whole: str
) -> None:
    reply = Calculation("en", outcome)
    question = LoggedQuestion("t", NOON, "T1", "D1", "UALICE", text, "en", "calculation", reply=reply)

    assert text_of_question(question) == whole


@pytest.mark.parametrize("others", [(VERSION, ADDRESS), (ADDRESS, VERSION)])
def test_of_two_calculations_the_number_that_was_taken_out_is_put_back(others: tuple[Outcome, Outcome]) -> None:
    first, second = others
    reply = Calculation("en", first, more=(second,))
    text = "is 415 enough, and the address of [number]?"
    question = LoggedQuestion("t", NOON, "T1", "D1", "UALICE", text, "en", "calculation", reply=reply)

    assert text_of_question(question) == "is 415 enough, and the address of 01035286?"
    only_version = replace(question, reply=Calculation("en", VERSION))
    assert text_of_question(only_version) == text


def test_a_question_without_a_calculation_is_as_it_was_asked() -> None:
    question = LoggedQuestion("t", NOON, "T1", "C1", "UALICE", "why [number]?", "en", "hand_over")

    assert text_of_question(question) == "why [number]?"


def test_beside_the_question_which_product_is_meant_a_number_is_kept_as_elsewhere() -> None:
    found = Calculation("nl", replace(ADDRESS, also=(Outcome("mailbox-address", error="x", read="0612345678"),)))
    which = Clarification("nl", (), 0.9, products=("a", "b"), calculated=(found,))
    question = Question("adres van 01035286?", Conversation("direct", "T1", "D1"), "UALICE")
    entry = logged(question, which, "m1", NOON, "v1")

    assert isinstance(entry.reply, Clarification)
    assert [each.read for each in entry.reply.calculated[0].outcome.also] == [None]
    assert entry.text == "adres van [number]?"
    plain = replace(entry, reply=replace(which, calculated=(Calculation("nl", ADDRESS), Calculation("nl", ADDRESS))))
    assert text_of_question(plain) == "adres van 01035286?"
    assert text_of_question(replace(entry, reply=replace(which, calculated=()))) == "adres van [number]?"
