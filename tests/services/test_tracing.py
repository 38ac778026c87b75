"""The reason of a reply, asked of the shipped knowledge base: it never contradicts the reply."""

from __future__ import annotations

from functools import cache

import pytest

from bot.domain.conversation import Conversation, Memory, Question
from bot.domain.reply import Answer, Calculation, Clarification, Match, Reply, Trace
from bot.domain.text_cleaning import WEIGHTLESS
from bot.services.answering import Answering
from bot.services.tracing import trace_of_follow_up
from tests.shipped_knowledge import shipped_knowledge, shipped_matcher


@cache
def bot() -> Answering:
    return Answering(shipped_knowledge(), shipped_matcher())


def explained(text: str) -> tuple[Reply, Trace]:
    return bot().explain(Question(text, Conversation("command", "", "", person=""), ""), Memory())


def contradicts(reply: Reply, trace: Trace) -> bool:
    """Return whether the bands that the trace tells would have given another kind of reply."""
    if trace.reason != "bands" or isinstance(reply, Calculation):
        return False
    if isinstance(reply, Answer):
        return trace.confidence < trace.answer_from
    if isinstance(reply, Clarification):
        return not trace.offer_from <= trace.confidence < trace.answer_from
    return reply.gap is None and trace.confidence >= trace.offer_from


@pytest.mark.slow
def test_no_check_is_explained_by_bands_that_say_otherwise() -> None:
    told = [(check.ask, *explained(check.ask)) for check in shipped_knowledge().checks]

    assert [(text, trace) for text, reply, trace in told if contradicts(reply, trace)] == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("which version of Saldimax do I need?", "unknown-name"),
        ("Is update 413 genoeg voor AFAS?", "another-product"),
        ("Wo finde ich die Rechnungen in Globe?", "foreign"),
        ("We have replaced Globe. Which update do we need?", "doubted"),
        ("thanks, but that does not work", "complaint"),
        ("err 404 pls help", "error-text"),
        ("welke versie heb ik?", "thing-in-use"),
        ("What is your postal address?", "other-address"),
        ("which version do I need?", "bands"),
    ],
)
def test_what_is_not_decided_by_the_bands_says_so(text: str, reason: str) -> None:
    assert explained(text)[1].reason == reason


def test_who_does_not_know_what_to_ask_is_no_complaint() -> None:
    reply, trace = explained("I don't know what to ask you")
    assert isinstance(reply, Answer)
    assert (reply.articles, trace.reason) == (("help",), "bands")


@pytest.mark.slow
def test_a_reply_is_never_owed_to_a_word_without_weight() -> None:
    found = [explained(check.ask)[1].counterfactual for check in shipped_knowledge().checks]
    words = {each.word for each in found if each is not None}

    assert words
    assert words.isdisjoint(WEIGHTLESS)


def test_a_part_that_somebody_else_wrote_says_so() -> None:
    _, trace = explained("Which version do I need?\n\n> Hi, what does a subscription cost?")

    assert [(part.text, part.is_quoted) for part in trace.parts] == [
        ("Which version do I need?", False),
        ("Hi, what does a subscription cost?", True),
    ]


def test_a_choice_by_name_tells_what_it_names_and_other_follow_ups_nothing() -> None:
    by_name = trace_of_follow_up("by-name", "The licence!", "v1", ("licence-included",))
    assert (by_name.cleaned, by_name.candidates) == ("the licence", (Match("licence-included", 1.0),))
    assert trace_of_follow_up("next", "and then?", "v1").candidates == ()
