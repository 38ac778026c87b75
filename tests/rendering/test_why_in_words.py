"""The reason in a few plain sentences, of every kind of reply."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.explanation import WhyForm
from bot.domain.language import LANGUAGES, Language
from bot.domain.outgoing import ReplyMessage, SystemNotice
from bot.domain.reply import Answer, Calculation, Clarification, Evidence, FollowUp, HandOver, Match, Reply
from bot.rendering.action_ids import EXPLAIN_BUTTON
from bot.rendering.conversation_messages import elements_of
from bot.rendering.document import Actions, Button
from bot.rendering.targets.block_kit import blocks_of
from bot.rendering.targets.plain_text import to_plain_text
from bot.rendering.why_in_words import why_in_words
from localslack.blockkit.validation import validate
from tests.factories import alone
from tests.rendering.examples import ADDRESS, CONTEXT, NEW
from tests.rendering.ticket_examples import context
from tests.rendering.why_examples import TRACE, WHY, forms


def words(why: WhyForm | SystemNotice) -> str:
    return to_plain_text((why_in_words(why, CONTEXT),))


def test_an_answer_is_explained_with_what_counted_most_and_where_it_comes_from() -> None:
    assert words(WHY) == (
        "I answered with “The mailbox” because I was sure enough (93%) that this was the question. "
        "The question was most like “where is my mailbox”, one of the examples that come with that answer. "
        "I read “maibox” as “mailbox” there. "
        "The answer comes from Connect Exact Globe (https://example.com/en/connect), section “Step 1”, "
        "and was reviewed on 25 Nov 2026."
    )


@pytest.mark.parametrize(
    ("reply", "part"),
    [
        (Clarification("en", ("mailbox",), 0.5), "an example for “The mailbox”"),
        (HandOver("en", "prices", 0.6, product="afas"), "I only have answers about Exact Globe."),
        (
            HandOver("en", "prices", 0.6, product="afas", is_of_channel=True),
            "set by the support team with /econnect-channel.",
        ),
        (Calculation("en", ADDRESS), "I looked at 01035286, because that's what the message is about."),
        (Calculation("en", ADDRESS, ("version",)), "The answer comes from"),
        (Answer("en", ("mailbox", "version"), 0.9), "The answers come from Connect Exact Globe (https"),
    ],
)
def test_each_kind_of_reply_is_told_with_what_is_its_own(reply: Reply, part: str) -> None:
    assert part in words(WhyForm("en", reply, TRACE))


def test_a_calculation_is_told_in_sentences_without_what_does_not_hold_of_it() -> None:
    assert words(WhyForm("nl", Calculation("nl", ADDRESS), TRACE)) == (
        "Het bericht vraagt om iets wat ik kan uitrekenen (adres van de brievenbus), "
        "dus ik hoefde geen artikel te zoeken. Ik keek naar 01035286, want daar gaat het bericht over."
    )
    assert words(WhyForm("en", Calculation("en", NEW, more=(ADDRESS,)), TRACE)) == (
        "The message asks for something I can work out (version check and mailbox address), "
        "so I didn't have to look for an article. "
        "I looked at 413 SP5 and 01035286, because that's what the message is about."
    )


@pytest.mark.parametrize("reply", [HandOver("en", None, 0.18), HandOver("en", "prices", 0.6)])
def test_where_nothing_came_close_it_is_not_said_what_the_question_was_like(reply: Reply) -> None:
    told = words(WhyForm("en", reply, TRACE))

    assert "most like" not in told
    assert "“maibox”" not in told


def test_of_answers_from_several_sources_each_has_its_own() -> None:
    known = CONTEXT.base
    article = known.articles["version"]
    other = replace(article, source=replace(article.source, document="elsewhere"))
    several = replace(CONTEXT, knowledge=alone(replace(known, articles={**known.articles, "version": other})))
    told = to_plain_text((why_in_words(WhyForm("en", Answer("en", ("mailbox", "version"), 0.9)), several),))

    assert "“The mailbox” comes from Connect Exact Globe" in told
    assert "“The version” comes from elsewhere, section" in told


@pytest.mark.parametrize(("score", "is_near"), [(0.5, True), (0.2, False)])
def test_what_came_close_is_told_where_it_did(score: float, *, is_near: bool) -> None:
    reply = Answer("en", ("mailbox",), 0.9, (Match("mailbox", 0.7), Match("version", score)))
    bare = replace(TRACE, repairs=())

    assert ("“The version” came close too." in words(WhyForm("en", reply, bare))) == is_near
    assert "came close" not in words(WhyForm("en", reply, TRACE))  # four sentences are enough


def test_what_stands_above_phrasings_is_told_without_them() -> None:
    assert "most like" not in words(replace(WHY, trace=replace(TRACE, reason="complaint")))
    against = replace(TRACE, evidence=(Evidence("which version", "version", -0.2),))
    assert "most like" not in words(replace(WHY, trace=against))


def test_a_language_that_was_set_for_the_channel_is_told() -> None:
    assert "this channel was set to English with /econnect-channel." in words(replace(WHY, is_channels_language=True))


def test_small_talk_comes_from_nowhere() -> None:
    assert "comes from" not in words(WhyForm("en", Answer("en", ("greeting",), 0.99), TRACE))


def test_what_cannot_be_told_any_more_is_said_first() -> None:
    assert words(replace(WHY, trace=None)).startswith("I can't retrace all of it")
    assert words(SystemNotice("why-forgotten", "en")).startswith("I no longer have this question")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_is_short_and_taken_by_slack(language: Language) -> None:
    reasons = [form for form in forms(language) if isinstance(form, WhyForm)]
    shown = [
        blocks_of(elements_of(ReplyMessage(FollowUp(language, "why"), trace_id="0" * 16, why=why), context(language)))
        for why in reasons
    ]

    assert len(reasons) > 200
    assert [validate(each) for each in shown] == [[]] * len(shown)
    assert max(len(words(why)) for why in reasons) < 1_000


def buttons(why: WhyForm | SystemNotice) -> list[Button]:
    elements = elements_of(ReplyMessage(FollowUp("en", "why"), trace_id="t1", why=why), context("en"))
    rows = [each.elements for each in elements if isinstance(each, Actions)]
    return [each for row in rows for each in row if isinstance(each, Button)]


@pytest.mark.parametrize(
    ("why", "value"),
    [
        (WHY, "t1"),
        (replace(WHY, chosen="version"), "t1:version"),
        (replace(WHY, chosen="version", followed="next"), "t1:version:next"),
        (replace(WHY, followed="again"), "t1"),
    ],
)
def test_the_button_below_leads_to_all_of_it(why: WhyForm, value: str) -> None:
    assert buttons(why) == [Button(EXPLAIN_BUTTON, "The whole explanation", value)]


@pytest.mark.parametrize(
    "why", [SystemNotice("why-forgotten", "en"), WhyForm("en", HandOver("en", None, 0.0, is_after_choice=True))]
)
def test_where_there_is_no_more_to_tell_there_is_no_button(why: WhyForm | SystemNotice) -> None:
    assert buttons(why) == []


def test_what_was_only_supposed_is_told_before_the_reason() -> None:
    said = ReplyMessage(FollowUp("en", "why", supposed="why"), why=WHY)

    assert to_plain_text(elements_of(said, CONTEXT)).startswith("I think you mean “why is that?”")
