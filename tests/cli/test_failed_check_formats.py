from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.cli.failed_check_formats import (
    failed_in_lines,
    failed_on_products_in_lines,
    reply_in_words,
    with_known_names,
)
from bot.domain.article import Check
from bot.domain.calculation import Outcome
from bot.domain.reply import Answer, Calculation, Clarification, FollowUp, HandOver
from bot.services.checking import FailedCheck
from tests.factories import knowledge_base

if TYPE_CHECKING:
    from bot.domain.reply import Reply

VERSION = Check("which version", "en", "answer", "version", "a/checks.yml", 4)
ANOTHERS = Check("which version of AFAS", "en", "not_answer", "version", "a/articles/version.yml", 5)
IN_PASSING = Check("We have Outlook. which version", "en", "answer", "version", "a/articles/version.yml", 5)
OVER, YES = HandOver("en", None, 0.2), Calculation("en", Outcome("version-check", value="yes"), ("version",))
MAILBOX = Answer("en", ("mailbox",), 0.9)


@pytest.mark.parametrize(
    ("check", "reply", "expected", "remedy"),
    [
        (VERSION, OVER, "answered with version", "phrase version "),
        (replace(VERSION, also="mailbox"), YES, "answered with version and mailbox", "phrase mailbox "),
        (
            replace(VERSION, must="offer"),
            OVER,
            "answered with version, or asked whether it is meant",
            "phrase version ",
        ),
        (
            replace(VERSION, must="not_answer", article=None),
            MAILBOX,
            "no answer",
            "Word the phrasings of mailbox so ",
        ),
        (replace(VERSION, must="not_answer", article=None), YES, "no answer", "Take out what looks like a number; "),
        (replace(VERSION, must="calculate", value="no"), YES, "calculated no", "says whose number it is"),
    ],
)
def test_a_failed_check_is_told_with_what_was_wanted_and_what_to_do(
    check: Check, reply: Reply, expected: str, remedy: str
) -> None:
    question, told, to_do = failed_in_lines([FailedCheck(check, reply)])

    assert question == "a/checks.yml:4: “which version”"
    assert told == f"    expected: {expected}; got: {reply_in_words(FailedCheck(check, reply))}"
    assert remedy in to_do
    assert to_do.endswith((" by now, change the check.", " something else, change the check."))


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (OVER, "handed over to the team (20% sure)"),
        (HandOver("en", "prices", 0.4), "handed over to the team as 'prices', which nothing answers (40% sure)"),
        (Answer("en", ("version", "mailbox"), 0.9), "answered with version and mailbox (90% sure)"),
        (Clarification("en", ("a", "b", "c"), 0.5), "asked whether a, b or c is meant (50% sure)"),
        (Clarification("en", (), 0.5), "asked what is meant"),
        (
            Calculation("en", Outcome("version-check", error="ask"), more=(Outcome("version-check"),)),
            "calculated ask, nothing",
        ),
        (YES, "calculated yes, and answered with version"),
        (FollowUp("en", "why"), "taken for something that follows up on what was said before"),
    ],
)
def test_what_the_bot_said_is_told_in_plain_words(reply: Reply, said: str) -> None:
    assert reply_in_words(FailedCheck(VERSION, reply)) == said


def test_an_article_of_a_package_beside_others_has_the_name_that_commands_take() -> None:
    base = replace(knowledge_base(), prefix="kasboek/")
    failure = with_known_names(FailedCheck(VERSION, MAILBOX), base)

    assert (failure.check.article, failure.check.also) == ("kasboek/version", None)
    assert reply_in_words(failure) == "answered with kasboek/mailbox (90% sure)"


def test_what_another_products_name_does_is_told_apart() -> None:
    taken = FailedCheck(ANOTHERS, Answer("en", ("version",), 0.9))
    changed = FailedCheck(IN_PASSING, HandOver("en", "prices", 0.4))
    lines = [*failed_on_products_in_lines([taken, changed])]

    told = [line.strip() for line in lines if line.startswith("    ")]
    assert told == [
        "a question about another product must not get: answered with version (90% sure)",
        f"a product named in passing must not change the answer version; got: {reply_in_words(changed)}",
    ]
    assert "--explain` tells why" in lines[-3]
    assert lines[-2:] == [
        "Questions about other products that were answered as if about ours: 1.",
        "Answers that a product named in passing changes: 1.",
    ]
    assert [*failed_on_products_in_lines([])] == []
