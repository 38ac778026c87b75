from __future__ import annotations

import json
import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.domain.calculation import Outcome
from bot.domain.language import LANGUAGES, Language
from bot.domain.outgoing import ConversationMessage, ReplyMessage
from bot.domain.private_numbers import has_private_number
from bot.domain.reply import Answer, Calculation, Clarification, HandOver, Reply
from bot.rendering.conversation_messages import elements_of
from bot.rendering.masking import masked
from bot.rendering.targets.block_kit import to_blocks
from bot.rendering.targets.markdown import in_markdown, to_markdown
from bot.rendering.targets.plain_text import in_plain_text
from bot.rendering.targets.terminal import to_terminal
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
    OTHER,
    PLUS,
    TWO,
    WRONG,
)

ADDRESS_ERRORS = """
    odd-grouping scientific-notation
    too-short-7 too-short nine-digits nine-digits-rsin too-long-10 too-long establishment-number-12 vat-number
    payroll-tax-number oin belgian-enterprise-number not-only-digits phone-number iban gln date placeholder no-number
""".split()


def to_text(body: ConversationMessage | Reply) -> str:
    return in_plain_text(elements_of(body, CONTEXT))


def test_an_answer_shows_its_title_text_source_and_what_is_related() -> None:
    assert to_markdown(Answer("nl", ("mailbox",), 0.93, MATCHES), CONTEXT) == (
        "**The mailbox (nl)**\n\n"
        "Over The mailbox: update 413.\n\n"
        "_Bron: connect-exact-globe, onderdeel ‘Step 1’ · nagekeken op 25 nov 2026_\n\n"
        "Gerelateerde vragen\n\n"
        "- The version (nl)"
    )


def test_small_talk_shows_no_source() -> None:
    assert "Source" not in to_markdown(Answer("en", ("greeting",), 1.0), CONTEXT)


def test_an_answer_past_its_review_says_so() -> None:
    assert "past its review date (23 Feb 2027)" in to_markdown(Answer("en", ("mailbox",), 0.93), LONELY)


def test_two_questions_get_two_answers_and_the_gap_between_them() -> None:
    text = to_markdown(Answer("en", ("mailbox", "version"), 0.9, gap="prices"), CONTEXT)

    assert "About The mailbox" in text
    assert "About The version" in text
    assert "don't have a reviewed answer about prices" in text
    assert "Related questions" not in text


def test_a_clarification_offers_titles_and_a_way_out() -> None:
    text = to_text(Clarification("en", ("mailbox", "version"), 0.5))

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


def test_after_a_choice_the_hand_over_speaks_of_it() -> None:
    text = to_text(HandOver("nl", None, 0.0, is_after_choice=True))

    assert text.startswith("Dan heb ik geen nagekeken antwoord op je vraag")
    assert "#help-econnect" in text


def test_without_a_contact_the_hand_over_says_that_none_is_set() -> None:
    assert "haven't been set up here yet" in to_markdown(HandOver("en", None, 0.1), LONELY)


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (ADDRESS, ["`01035286@facturen.econnect.eu`", "Administration settings"]),
        (DOUBTFUL, ["check this number for typos"]),
        (OIN, ["That's an OIN", "seems to be 01035286", "`01035286@facturen.econnect.eu`"]),
        (
            TWO,
            ["- 01035286: `01035286@", "52345678@facturen.econnect.eu` Please check", "1234567: This number has 7"],
        ),
        (WRONG, ["- 1234567: This number has 7", "- A KvK number contains only digits", "For example: `12345678`"]),
        (OLD, ["No, update 412 is too old", "at least update 413"]),
        (PLUS, ["Yes, update 505", "About Globe+", "doesn't mention it"]),
        (OTHER, ["another product", "at least update 413", "For example: `413`"]),
        (BOTH, ["No, update 412", "Yes, update 413 SP5"]),
    ],
)
def test_a_calculation_says_its_result_and_what_to_do(outcome: Outcome, words: list[str]) -> None:
    text = to_markdown(Calculation("en", outcome), CONTEXT)

    assert [word for word in words if word not in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", ADDRESS_ERRORS)
def test_every_error_of_a_number_says_what_to_send_with_an_example(code: str, language: Language) -> None:
    text = to_text(Calculation(language, Outcome("mailbox-address", error=code)))

    assert "8" in text.partition("12345678")[0]
    assert "12345678" in text


def test_every_text_for_an_error_belongs_to_one_that_can_happen() -> None:
    named = {name.removeprefix("address-error-") for name in load("en") if name.startswith("address-error-")}

    assert named == {*ADDRESS_ERRORS, "two-numbers"}


@given(
    st.sampled_from(LANGUAGES),
    st.from_regex(r"([a-z][ a-z.,]{0,9})?", fullmatch=True),
    st.from_regex("[0-9]{9}", fullmatch=True),
    st.lists(st.text("., -/–—_:*\u200b\u00a0()", max_size=6), min_size=8, max_size=8),
    st.from_regex("([ ,?][ a-z]{0,9})?", fullmatch=True),
)
def test_nine_digits_are_never_shown_again(
    language: Language, before: str, digits: str, gaps: list[str], after: str
) -> None:
    assume(bool(gaps[0]) == bool(gaps[-1]) or any(gaps[1:-1]))  # else it is a KvK number beside another number
    asked = before + "".join(map("".join, zip(digits, [*gaps, ""], strict=True))) + after
    said = ReplyMessage(HandOver(language, None, 0.1), asked=asked)

    assert has_private_number(asked)
    for shown in (
        to_text(said),
        in_markdown(elements_of(said, CONTEXT)),
        json.dumps(to_blocks(said, CONTEXT)),
    ):
        assert digits not in re.sub(r"\\u....|\D", "", shown)


@given(st.from_regex("[a-z ]{0,9}[0-9]([0-9]{1,7}|[0-9]{9,20})( [a-z]{1,9})?", fullmatch=True))
def test_numbers_of_any_other_length_stay_visible(asked: str) -> None:
    assert masked(asked, "nl") == asked
    assert not has_private_number(asked)


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("kvk 12345678", "kvk 12345678"),
        ("bsn 123456782?", "bsn (9 digits, not shown)?"),
        ("NL123456782B01", "NL(9 digits, not shown)B01"),
        ("1234.56.782", "(9 digits, not shown)"),
        ("12.34.56.782", "(9 digits, not shown)"),
        ("1 2 3 4 5 6 7 8 2", "(9 digits, not shown)"),
        ("123/456/782 or 123–45–6782", "(9 digits, not shown) or (9 digits, not shown)"),
        ("1234\u200b56782 and 1234,  56782", "(9 digits, not shown) and (9 digits, not shown)"),
        ("1-23456782 of 12345678.2", "(9 digits, not shown) of (9 digits, not shown)"),
        ("123     45 \u200b\u200b\u200b 6782", "(9 digits, not shown)"),
        ("update 413 123 456 782", "update (9 digits, not shown)"),
        ("update 413, 123456782", "update 413, (9 digits, not shown)"),
        ("0612345678", "0612345678"),
        ("06 12 34 56 78", "06 12 34 56 78"),
        ("12345678 9 invoices", "12345678 9 invoices"),
        ("kvk 12345678,\n\n\n 1 vraag", "kvk 12345678,\n\n\n 1 vraag"),
        ("1. 12345678, 413", "1. 12345678, 413"),
    ],
)
def test_only_numbers_of_nine_digits_are_masked(asked: str, shown: str) -> None:
    assert masked(asked, "en") == shown


@pytest.mark.parametrize("body", BODIES)
def test_plain_text_has_no_marks_and_is_never_empty(body: ConversationMessage) -> None:
    text = to_text(body)

    assert text.strip()
    if not (isinstance(body, ReplyMessage) and body.asked):
        assert "**" not in text
        assert "`" not in text


def test_an_empty_question_is_not_quoted() -> None:
    assert to_text(ReplyMessage(HandOver("en", None, 0.1), asked="")).startswith("I don't have a reviewed answer")


def test_a_quoted_question_stays_as_it_was_typed() -> None:
    assert "> <!channel> *where* is `it`?" in to_text(BODIES[-1])
    assert "> <!channel> *where* is `it`?" in in_markdown(elements_of(BODIES[-1], CONTEXT))


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


def test_another_product_is_named_and_so_is_ours_also_where_nobody_knows_them_any_more() -> None:
    text = to_markdown(HandOver("en", "prices", 0.6, product="afas"), CONTEXT)
    assert "My answers are about Exact Globe, but your question is about afas." in text
    assert "prices" not in text


def test_a_name_that_nobody_knows_is_asked_about() -> None:
    text = to_markdown(Clarification("nl", (), 0.4, unknown="BookSuite"), CONTEXT)
    assert "Ik ken BookSuite niet" in text
    assert "#help-econnect" in text


def test_a_message_that_was_not_read_to_the_end_is_told_so() -> None:
    assert "I read the beginning and the end" in to_markdown(Answer("en", ("version",), 0.9, is_cut=True), CONTEXT)
