from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, get_args

import pytest

from bot import texts
from bot.domain.conversation import Conversation, Memory, Question
from bot.domain.explanation import WhyForm
from bot.domain.language import LANGUAGES
from bot.domain.reply import (
    Answer,
    Calculation,
    Clarification,
    Counterfactual,
    DecisionReason,
    Evidence,
    HandOver,
    Reply,
    Trace,
    TracedPart,
)
from bot.rendering.targets.markdown import in_markdown
from bot.rendering.targets.plain_text import to_plain_text
from bot.rendering.why import REASONS, explained
from bot.rendering.why_in_words import why_in_words
from tests.rendering.examples import ADDRESS, CONTEXT, MATCHES, OIN, TWO
from tests.several import answering_of_several, library_of_several

if TYPE_CHECKING:
    from bot.domain.language import Language


def words_of_why(trace: Trace, reply: Reply) -> str:
    return in_markdown(explained(trace, reply, CONTEXT))


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
    text = words_of_why(trace(), Answer("en", ("mailbox",), 0.93, MATCHES))

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
        (Calculation("en", ADDRESS), "The mailbox address calculator recognised its input"),
    ],
)
def test_a_trace_gives_the_reason_of_each_kind_of_reply(reply: Reply, words: str) -> None:
    assert words in words_of_why(trace(), reply)


@pytest.mark.parametrize(
    ("otherwise", "words"),
    [
        (Answer("en", ("version",), 0.9), "I would have answered with “The version” (0.90)."),
        (Clarification("en", ("version",), 0.5), "I would have offered “The version” first (0.50)."),
        (Clarification("en", (), 0.5, unknown="X"), "I would have asked which product it is about."),
        (Calculation("en", ADDRESS), "I would have used the mailbox address calculator."),
        (HandOver("en", "prices", 0.8), "I would have handed over on the topic “prices” (0.80)."),
    ],
)
def test_a_trace_says_what_one_word_changed(otherwise: Reply, words: str) -> None:
    changed = trace(counterfactual=Counterfactual("mailbox", otherwise))

    assert words in words_of_why(changed, Answer("en", ("mailbox",), 0.93))


def test_a_trace_in_dutch_writes_figures_as_the_dutch_do() -> None:
    text = words_of_why(trace(), Answer("nl", ("mailbox",), 0.93, MATCHES))

    assert "Zekerheid 0,93: beantwoord, want dat is 0,75 of hoger." in text
    assert "(`mailbox`) +0,50" in text


def test_a_trace_shows_no_nine_digits() -> None:
    told = trace(cleaned="rsin nl123456782b01", numbers=("123456782",), repairs=(("123456782x", "x"),))

    assert "123456782" not in words_of_why(told, HandOver("en", None, 0.1))


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
    text = words_of_why(told, HandOver("en", None, 0.1))

    assert "(9 digits, not shown)" in text
    assert not any(part in text for part in ("413", "6782", "1 2", "12.", "4, 5", "45", "“1”"))


@pytest.mark.parametrize("numbers", [("01035286", "413"), ("06", "12", "34", "56", "78"), ("2024", "413")])
def test_a_trace_shows_other_numbers(numbers: tuple[str, ...]) -> None:
    assert ", ".join(numbers) in words_of_why(trace(numbers=numbers), HandOver("en", None, 0.1))


def test_a_trace_without_matches_names_none() -> None:
    text = words_of_why(trace(candidates=()), HandOver("en", None, 0.0))

    assert "Closest articles" not in text


def test_a_trace_without_words_says_so() -> None:
    text = words_of_why(
        trace(cleaned="", evidence=(), counterfactual=None, repairs=(), numbers=()),
        HandOver("nl", None, 0.0),
    )

    assert "Dit heb ik gelezen: (geen woorden)" in text


def test_a_part_that_names_nothing_tells_what_it_asks_about() -> None:
    told = TracedPart("No mailbox.", "statement", "mailbox", 0.9, has_decided=False)
    asked = TracedPart("Can we?", "question", "mailbox", 0.9, has_decided=True, about="No mailbox.")
    text = words_of_why(trace(parts=(told, asked)), Answer("en", ("mailbox",), 0.93, MATCHES))

    assert "“Can we?” (`mailbox`) 0.90, asked about “No mailbox.”" in text
    assert text.count("asked about") == 1


def test_a_trace_says_that_one_word_changed_nothing() -> None:
    same = Counterfactual("mailbox", Answer("en", ("mailbox",), 0.81), is_same=True)

    assert "Without the word “mailbox”, I would have said the same (0.81)." in words_of_why(
        trace(counterfactual=same), Answer("en", ("mailbox",), 0.93)
    )


def test_a_follow_up_says_what_it_asks_for_and_a_choice_by_name_what_it_names() -> None:
    again = words_of_why(trace(follow_up="again", candidates=()), Answer("en", ("mailbox",), 1.0))
    chosen = words_of_why(trace(follow_up="by-name", candidates=MATCHES[:1]), Answer("en", ("mailbox",), 1.0))
    assert "(follow-up: again)" in again
    assert "chooses by name from what was offered last: “The mailbox”." in chosen


@pytest.mark.parametrize(
    ("reply", "is_one_of_several"), [(Calculation("en", TWO), True), (Calculation("en", OIN), False)]
)
def test_the_number_inside_another_is_not_one_of_several(reply: Calculation, *, is_one_of_several: bool) -> None:
    assert ("which one is meant" in words_of_why(trace(), reply)) == is_one_of_several


def test_every_reason_above_the_bands_has_its_words() -> None:
    assert REASONS.keys() == {*get_args(DecisionReason)} - {"bands", "another-product", "channel-product"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_why_it_was_asked_which_product_is_told(language: Language) -> None:
    asked = Question("which version do I need?", Conversation("direct", "T1", "D1"), "U1", language)
    reply, trace = answering_of_several().explain(asked, Memory())
    context = replace(CONTEXT, knowledge=library_of_several())

    reason = texts.get("why-which-product", language)
    assert reason in to_plain_text(explained(trace, reply, context))
    assert reason in to_plain_text((why_in_words(WhyForm(language, reply, trace), context),))
    assert reason in to_plain_text((why_in_words(WhyForm(language, reply), context),))
