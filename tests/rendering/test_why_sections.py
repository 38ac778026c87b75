"""Why this answer, in words that everybody knows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, get_args

import pytest

from bot.domain.calculation import Outcome
from bot.domain.explanation import WhyForm
from bot.domain.follow_ups import FollowUpKind
from bot.domain.reply import Answer, Calculation, Clarification, Counterfactual, HandOver
from bot.rendering.document import Title
from bot.rendering.targets.plain_text import to_plain_text
from bot.rendering.why_sections import percent, why_sections
from bot.texts import get
from tests.rendering.examples import ADDRESS, ASK, CONTEXT, MATCHES, SHORT, TWO
from tests.rendering.why_examples import ANSWER, INSIGHT, TRACE, WHY

if TYPE_CHECKING:
    from bot.domain.language import Language
    from bot.domain.reply import Reply


def words(form: WhyForm) -> str:
    return to_plain_text(tuple(why_sections(form, CONTEXT)))


def headings(form: WhyForm) -> list[str]:
    return [each.text for each in why_sections(form, CONTEXT) if isinstance(each, Title)]


def test_an_answer_is_explained_with_all_that_is_known_of_it() -> None:
    text = words(WHY)

    for part in (
        "I answered with “The mailbox” because I was sure enough (93%) that this was the question.",
        "I read these words: “where mailbox”",
        "“maibox” read as “mailbox”",
        "left these out: 4711",
        "Set aside: a signature",
        "I took it to be about Exact Globe",
        "One part, “where is my mailbox?”, is closest to “The mailbox” (90%); this one decided",
        "One part, “it costs a lot”, is closest to “prices” (40%), asked about “what is it?”",
        "A quotation, “I said so”, is closest to “The version” (20%)",
        "“where is my mailbox”",
        "I was 93% sure. From 75% I give an answer, from 30% I let people choose",
        "Without the word “mailbox”, I would have handed over (10%).",
        "I really asked myself that again",
        "Source: Connect Exact Globe (https://example.com/en/connect), section “Step 1”",
        "Maintained by: support",
        "Last reviewed on 25 Nov 2026; next review due by 23 Feb 2027",
    ):
        assert part in text
    assert "which version" not in text  # it weighed against
    assert "“where is my mailbox” (The mailbox)" not in text
    assert "“where is my mailbox” (The mailbox)" in words(WhyForm("en", HandOver("en", None, 0.1), TRACE))
    assert headings(WHY) == [
        "In short",
        "What I read",
        "What the question looked like",
        "How sure I was",
        "What else came close",
        "What one word changed",
        "Where the answer comes from",
    ]


def test_files_are_for_the_team_alone() -> None:
    text = words(replace(WHY, team=INSIGHT))

    assert "exact-globe/articles/mailbox.yml:1" in text
    assert "“where is my mailbox”: exact-globe/articles/mailbox.yml:6" in text
    assert "“gone”: gone" in text
    assert "Knowledge base abc123" in text
    assert ".yml" not in words(WHY)


def test_the_reader_reads_their_own_language_whatever_the_reply_was_in() -> None:
    assert "Ik gaf het antwoord ‘The mailbox (nl)’ omdat ik er zeker genoeg van was (93%)" in words(
        replace(WHY, language="nl")
    )


@pytest.mark.parametrize(
    ("reply", "part"),
    [
        (Answer("en", ("mailbox",), 0.97), "because I was very sure (97%)"),
        (Answer("en", ("mailbox",), 0.9, gap="prices"), "also about prices"),
        (Clarification("en", ("mailbox",), 0.5), "the closest reached 50%), so I let the person who asked choose"),
        (Clarification("en", (), 0.4, unknown="BookSuite"), "I don't know a product by that name"),
        (HandOver("en", None, 0.1), "came close enough (the closest reached 10%)"),
        (HandOver("en", "prices", 0.8), "seems to be about prices (80%)"),
        (HandOver("en", "prices", 0.8, product="afas"), "The question is about afas"),
        (HandOver("en", None, 0.2, is_foreign=True), "neither Dutch nor English"),
        (Calculation("en", ADDRESS), "I looked at 01035286, because that's what the message is about."),
        (Calculation("en", ASK), "the number for it was missing, so I asked for it"),
        (Calculation("en", SHORT), "something I can work out (mailbox address), so"),
        (
            Calculation("en", TWO),
            "several in the message: 01035286, 52345678 and 1234567. It doesn't say which one is meant",
        ),
        (Calculation("en", ADDRESS, ("version",), gap="prices"), "I answered with “The version”"),
        (Calculation("en", ADDRESS, offered=("version",)), "sure enough about the rest of the message"),
    ],
)
def test_each_kind_of_reply_has_its_reason(reply: Reply, part: str) -> None:
    assert part in words(WhyForm("en", reply, TRACE))
    assert part in words(WhyForm("en", reply))


def test_what_stood_above_the_bars_is_told_in_their_place() -> None:
    complaint = WhyForm("en", HandOver("en", None, 0.9), replace(TRACE, reason="complaint"))

    assert "It looks like small talk" in words(complaint)
    assert "How sure I was" not in headings(complaint)


def test_another_product_is_named() -> None:
    other = WhyForm("en", HandOver("en", "prices", 0.9, product="afas"), replace(TRACE, product="AFAS"))

    assert "It names another product: AFAS" in words(other)
    assert "I took it to be about" not in words(other)


@pytest.mark.parametrize("has_trace", [True, False])
def test_a_product_that_the_channel_is_about_is_told_as_such(*, has_trace: bool) -> None:
    reply = HandOver("en", "prices", 0.9, product="afas", is_of_channel=True)
    trace = replace(TRACE, product="AFAS", reason="channel-product") if has_trace else None
    told = words(WhyForm("en", reply, trace))

    assert "The question names no product, and the channel it was asked in is about afas" in told
    assert ("It names no product, and the channel" in told) == has_trace
    assert "names another product" not in told


def test_a_number_that_counted_is_not_called_left_out() -> None:
    assert "left these out" not in words(WhyForm("en", Calculation("en", ADDRESS), TRACE))


def test_a_calculator_that_was_asked_by_its_command_says_so() -> None:
    text = words(WhyForm("en", Calculation("en", ADDRESS), is_direct=True))

    assert "You used the mailbox address calculator directly" in text
    assert "You entered 01035286." in text
    assert "can't retrace" not in text
    missing = Calculation("en", Outcome("mailbox-address", error="no-number"))
    assert "missing" in words(WhyForm("en", missing, is_direct=True))


@pytest.mark.parametrize(
    ("form", "part", "has_trace"),
    [
        (replace(WHY, was_changed=True), "it still leads to exactly the same reply", True),
        (replace(WHY, is_whole=False), "I didn't keep all of this message", True),
        (replace(WHY, trace=None), "I can't retrace all of it", False),
        (replace(WHY, trace=None, was_changed=True), "can't retrace how I got there", False),
        (
            replace(WHY, trace=None, was_changed=True, now=Answer("en", ("version",), 0.8)),
            "If asked now, I would have answered with “The version” (80%).",
            False,
        ),
    ],
)
def test_what_cannot_be_told_is_said(form: WhyForm, part: str, *, has_trace: bool) -> None:
    assert part in words(form)
    assert "I answered with “The mailbox”" in words(form)
    assert ("What I read" in headings(form)) == has_trace


def test_below_a_chosen_article_stands_that_it_was_chosen_and_where_it_comes_from() -> None:
    chosen = replace(WHY, trace=None, chosen="version")

    assert "“The version” was chosen from what I showed." in words(chosen)
    assert headings(chosen) == ["In short", "Where the answer comes from"]
    assert headings(replace(chosen, chosen="gone")) == ["In short"]


@pytest.mark.parametrize("kind", get_args(FollowUpKind))
def test_what_a_follow_up_led_to_was_chosen_by_nobody(kind: FollowUpKind) -> None:
    text = words(replace(WHY, trace=None, chosen="version", followed=kind))

    assert f"I took the message for “{get(f'supposed-{kind}', 'en')}”" in text
    assert "That led me to “The version”." in text
    assert "was chosen" not in text


def test_the_step_that_somebody_is_at_was_chosen_by_nobody() -> None:
    assert "“The version” is the step you are at" in words(
        replace(WHY, trace=None, chosen="version", is_of_setup=True)
    )


def test_where_people_chose_none_of_what_was_offered_that_is_told() -> None:
    text = words(WhyForm("en", HandOver("en", None, 0.0, is_after_choice=True)))

    assert "chose none of what I offered" in text
    assert "can't retrace" not in text


def test_what_is_not_there_any_more_is_told_by_its_name() -> None:
    text = words(WhyForm("en", Answer("en", ("gone",), 0.9, MATCHES, gap="forgotten")))

    assert "“gone”" in text
    assert "also about forgotten" in text


def test_where_one_word_changes_nothing_that_is_told() -> None:
    same = replace(TRACE, counterfactual=Counterfactual("mailbox", ANSWER, is_same=True))

    assert "Without the word “mailbox”, I would have said the same (93%)." in words(replace(WHY, trace=same))
    assert "What one word changed" not in headings(replace(WHY, trace=replace(TRACE, counterfactual=None)))


def test_nine_digits_are_never_shown() -> None:
    hostile = replace(TRACE, cleaned="my 123456782", numbers=("123456782",))

    assert "123456782" not in words(replace(WHY, trace=hostile))


@pytest.mark.parametrize(("value", "shown"), [(0.57, "57%"), (0.9999, "99%"), (1.0, "100%"), (0.0, "0%")])
@pytest.mark.parametrize("language", ["en", "nl"])
def test_percents_are_cut(value: float, shown: str, language: Language) -> None:
    assert percent(value, language) == shown


def test_of_what_asks_nothing_yet_it_is_told_that_a_package_was_named_and_nothing_asked() -> None:
    opening = Clarification("en", ("mailbox",), 1.0, is_opening=True)

    for trace in (None, replace(TRACE, reason="opening")):
        assert "You named the package and didn't ask anything about it yet" in words(WhyForm("en", opening, trace))
