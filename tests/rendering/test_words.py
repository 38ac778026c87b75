from __future__ import annotations

import pytest

from bot.domain.calculation import Outcome
from bot.domain.outgoing import Body, Say
from bot.domain.reply import Answer, Calculation, Clarification, HandOver
from bot.rendering.markdown import to_markdown
from bot.rendering.plain import to_text
from bot.rendering.terminal import to_terminal
from bot.texts import load
from tests.rendering.examples import (
    ADDRESS,
    BODIES,
    BOTH,
    CONTEXT,
    DOUBTFUL,
    LONELY,
    MATCHES,
    OIN,
    OLD,
    PLUS,
    TWO,
)


def test_an_answer_shows_its_title_text_source_and_what_is_related() -> None:
    assert to_markdown(Answer("nl", ("mailbox",), 0.93, MATCHES), CONTEXT) == (
        "**The mailbox (nl)**\n\n"
        "Over The mailbox: update 413.\n\n"
        "_Bron: connect-exact-globe, Step 1. Nagekeken op 25 nov 2026._\n\n"
        "Verwante vragen\n\n"
        "- The version (nl)\n- Hello (nl)"
    )


def test_small_talk_shows_no_source() -> None:
    assert "Source" not in to_markdown(Answer("en", ("greeting",), 1.0), CONTEXT)


def test_an_answer_past_its_review_says_so() -> None:
    assert "past its review date (23 Feb 2027)" in to_markdown(Answer("en", ("mailbox",), 0.93), LONELY)


def test_two_questions_get_two_answers_and_the_gap_between_them() -> None:
    text = to_markdown(Answer("en", ("mailbox", "version"), 0.9, gap="prices"), CONTEXT)

    assert "About The mailbox" in text
    assert "About The version" in text
    assert "no reviewed answer about prices" in text
    assert "Related questions" not in text


def test_a_clarification_offers_titles_and_a_way_out() -> None:
    text = to_text(Clarification("en", ("mailbox", "version"), 0.5), CONTEXT)

    assert text.endswith("- The mailbox\n- The version\n- None of these")


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (HandOver("en", None, 0.1), "#help-econnect"),
        (HandOver("nl", "prices", 0.8), "geen nagekeken antwoord over prijzen"),
    ],
)
def test_a_hand_over_says_what_is_missing_and_who_can_help(reply: HandOver, words: str) -> None:
    assert words in to_markdown(reply, CONTEXT)


def test_without_a_contact_the_hand_over_says_that_none_is_set() -> None:
    assert "has not been set up here yet" in to_markdown(HandOver("en", None, 0.1), LONELY)


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (ADDRESS, ["`01035286@facturen.econnect.eu`", "Administration settings"]),
        (DOUBTFUL, ["check this number for a typo"]),
        (OIN, ["That is an OIN", "`01035286@facturen.econnect.eu`"]),
        (TWO, ["01035286: `01035286@", "52345678: `52345678@", "has 7 digits"]),
        (OLD, ["No, update 412 is too old", "at least update 413"]),
        (PLUS, ["Yes, update 505", "does not name Globe+"]),
        (BOTH, ["No, update 412", "Yes, update 413 SP5"]),
    ],
)
def test_a_calculation_says_its_result_and_what_to_do(outcome: Outcome, words: list[str]) -> None:
    text = to_markdown(Calculation("en", outcome), CONTEXT)

    assert [word for word in words if word not in text] == []


@pytest.mark.parametrize(
    "code", [name.removeprefix("address-error-") for name in load("en") if name.startswith("address-error-")]
)
def test_every_error_of_a_number_says_what_to_send(code: str) -> None:
    for language, digits in (("en", "8"), ("nl", "8")):
        text = to_text(Calculation(language, Outcome("mailbox-address", error=code)), CONTEXT)  # type: ignore[arg-type]
        assert digits in text or code == "two-numbers"


@pytest.mark.parametrize("body", BODIES)
def test_plain_text_has_no_marks_and_is_never_empty(body: Body) -> None:
    text = to_text(body, CONTEXT)

    assert text.strip()
    if not (isinstance(body, Say) and body.asked):
        assert "**" not in text
        assert "`" not in text


def test_a_quoted_question_stays_as_it_was_typed() -> None:
    assert "> <!channel> *where* is `it`?" in to_text(BODIES[-1], CONTEXT)
    assert "> <!channel> *where* is `it`?" in to_markdown(BODIES[-1], CONTEXT)


def test_the_terminal_shows_marks_as_styles_where_it_can() -> None:
    markdown = "**Title** and `code`\n\n- a long item that has to be wrapped\n\n_A small remark._"

    assert to_terminal(markdown, width=20, colour=True) == (
        "\033[1mTitle\033[22m and \033[4;36mcode\033[24;39m\n\n- a long item that\n  has to be wrapped\n\n"
        "\033[2mA small remark.\033[22m"
    )
    assert to_terminal(markdown, width=20) == (
        "Title and `code`\n\n- a long item that\n  has to be wrapped\n\nA small remark."
    )


def test_the_terminal_keeps_bold_going_after_code_in_it() -> None:
    assert to_terminal("**a `b` c**", colour=True) == "\033[1ma \033[4;36mb\033[24;39m c\033[22m"


def test_the_terminal_indents_what_stands_below_an_item() -> None:
    assert to_terminal("1. one two\n   - three four five", width=14) == "1. one two\n   - three\n     four five"


def test_the_terminal_is_not_told_what_to_do_by_the_text() -> None:
    assert to_terminal("a\033[2Jb\x07") == "a[2Jb"
