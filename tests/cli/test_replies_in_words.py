from __future__ import annotations

from dataclasses import replace

import pytest

from bot.cli.replies_in_words import Named, reply_in_words
from bot.domain.calculation import Outcome
from bot.domain.reply import Answer, Calculation, Clarification, FollowUp, HandOver, Reply

ANSWER, OVER = Answer("en", ("version",), 0.93), HandOver("en", None, 0.1)
NAMED = Named({"version": "The version", "mailbox": "The mailbox"}, {"afas": "AFAS", "exact-globe": "Exact Globe"})
ADDRESS = Outcome("mailbox-address", value="01035286@facturen.econnect.eu")
NO = Calculation("en", Outcome("version-check", value="no"))


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (ANSWER, "answers with version “The version” (93% sure)"),
        (
            Answer("en", ("gone",), 1.0, gap="prices"),
            "answers with gone (100% sure), handing over the rest as the gap prices",
        ),
        (
            replace(ANSWER, supposed="at-step"),
            "answers with version “The version” (93% sure), supposing that it means “at step”",
        ),
        (replace(OVER, is_cut=True), "hands over to the support team, without having read its middle"),
        (Clarification("en", ("version", "gone"), 0.5), "asks which is meant: version “The version”, gone"),
        (Clarification("en", (), 0.5), "asks which is meant: none of the articles"),
        (Clarification("en", (), 0.5, unknown="Boekhoudplus"), "asks what “Boekhoudplus” is"),
        (
            Clarification("en", (), 0.5, products=("exact-globe", "afas"), calculated=(replace(NO, about="afas"),)),
            "asks which package is meant: Exact Globe or AFAS; for AFAS it says that the version is too old",
        ),
        (Clarification("en", (), 1.0, is_opening=True, about="afas"), "asks what one wants to know about AFAS"),
        (Clarification("en", (), 1.0, is_opening=True), "asks what one wants to know about the package"),
        (OVER, "hands over to the support team"),
        (HandOver("en", "prices", 0.9), "hands over to the support team, as the gap prices"),
        (HandOver("en", None, 0.9, product="afas"), "hands over to the support team, as it is about AFAS"),
        (HandOver("en", None, 0.9, is_foreign=True), "hands over to the support team, as it is in another language"),
        (FollowUp("en", "nothing-before"), "takes it for a word on what was said before (nothing before)"),
    ],
)
def test_a_reply_is_told_in_words(reply: Reply, words: str) -> None:
    assert reply_in_words(reply, NAMED) == words


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (Outcome("version-check", value="yes"), "says that the version is new enough"),
        (
            Outcome("version-check", value="yes", warning="globe-plus"),
            "says that the version is new enough, and warns of “globe plus”",
        ),
        (Outcome("version-check", error="ask"), "asks which version it is"),
        (Outcome("version-check", error="not-globe"), "says that the version is another package's"),
        (
            Outcome("version-check", error="ask", also=(NO.outcome, Outcome("version-check", value="yes"))),
            "answers each of several: says that the version is too old; says that the version is new enough",
        ),
        (Outcome("mailbox-address", error="no-number"), "asks for the number"),
        (Outcome("mailbox-address", error="too-short-7"), "says what is wrong with the number (too short 7)"),
        (ADDRESS, "gives the address 01035286@facturen.econnect.eu"),
        (
            replace(ADDRESS, warning="elfproef"),
            "gives the address 01035286@facturen.econnect.eu, and warns to look for a slip in the number",
        ),
    ],
)
def test_what_was_worked_out_is_told_in_words(outcome: Outcome, words: str) -> None:
    assert reply_in_words(Calculation("en", outcome)) == words


def test_all_that_was_worked_out_is_told_with_what_stands_beside_it() -> None:
    whole = replace(NO, more=(ADDRESS,), articles=("version",), offered=("mailbox",))

    assert reply_in_words(whole, NAMED) == (
        "says that the version is too old and gives the address 01035286@facturen.econnect.eu, "
        "with version “The version”, offering mailbox “The mailbox”"
    )


def test_a_number_that_is_somebodys_own_is_not_told() -> None:
    assert "01035286" not in reply_in_words(Calculation("en", ADDRESS), Named(is_private=True))
