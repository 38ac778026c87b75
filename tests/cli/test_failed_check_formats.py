from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.cli.failed_check_formats import (
    failed_in_lines,
    failed_on_products_in_lines,
    with_known_names,
)
from bot.cli.replies_in_words import reply_in_words
from bot.domain.article import Check
from bot.domain.calculation import Outcome
from bot.domain.reply import Answer, Calculation, HandOver
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
        (VERSION, OVER, "answers with version", "phrase version "),
        (replace(VERSION, also="mailbox"), YES, "answers with version and mailbox", "phrase mailbox "),
        (
            replace(VERSION, must="offer"),
            OVER,
            "answers with version, or asks whether it is meant",
            "phrase version ",
        ),
        (
            replace(VERSION, must="not_answer", article=None),
            MAILBOX,
            "no answer",
            "Word the phrasings of mailbox so ",
        ),
        (replace(VERSION, must="not_answer", article=None), YES, "no answer", "Take out what looks like a number; "),
        (replace(VERSION, must="calculate", value="no"), YES, "calculates no", "if the result is right by now,"),
        (replace(VERSION, must="calculate", value="no"), OVER, "calculates no", "if nothing is to be calculated,"),
    ],
)
def test_a_failed_check_is_told_with_what_was_wanted_and_what_to_do(
    check: Check, reply: Reply, expected: str, remedy: str
) -> None:
    question, told, to_do = failed_in_lines([FailedCheck(check, reply)])

    assert question == "a/checks.yml:4: “which version”"
    assert told == f"    expected: {expected}; got: {reply_in_words(reply)}"
    assert remedy in to_do
    assert to_do.endswith(
        (" by now, change the check.", " else, change the check.", " calculated, change the check.")
    )


def test_what_is_to_be_typed_names_the_knowledge_base_that_was_checked() -> None:
    given = " --knowledge '/tmp/a copy'"
    *_, to_do = failed_in_lines([FailedCheck(VERSION, OVER)], given)
    why = [*failed_on_products_in_lines([FailedCheck(ANOTHERS, MAILBOX)], given)][2]

    assert f'phrase version "…"{given}`; ' in to_do
    assert f'ask "QUESTION" --explain{given}` tells why' in why


def test_an_article_of_a_package_beside_others_has_the_name_that_commands_take() -> None:
    base = replace(knowledge_base(), prefix="kasboek/")
    failure = with_known_names(FailedCheck(VERSION, MAILBOX), base)

    assert (failure.check.article, failure.check.also) == ("kasboek/version", None)
    assert reply_in_words(failure.reply) == "answers with kasboek/mailbox (90% sure)"


def test_what_another_products_name_does_is_told_apart() -> None:
    taken = FailedCheck(ANOTHERS, Answer("en", ("version",), 0.9))
    changed = FailedCheck(IN_PASSING, HandOver("en", "prices", 0.4))
    lines = [*failed_on_products_in_lines([taken, changed])]

    told = [line.strip() for line in lines if line.startswith("    ")]
    assert [line.partition("; got: ") for line in told] == [
        (
            "expected: a question about another product is not answered as if about ours",
            "; got: ",
            "answers with version (90% sure)",
        ),
        (
            "expected: a product named in passing does not change the answer version",
            "; got: ",
            "hands over to the support team, as the gap prices",
        ),
    ]
    assert "--explain` tells why" in lines[-3]
    assert lines[-2:] == [
        "Questions about other products that were answered as if about ours: 1.",
        "Answers that a product named in passing changes: 1.",
    ]
    assert [*failed_on_products_in_lines([])] == []
