"""Why this answer? Of the reply that was given, and of none that it might have been."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.domain.calculation import Outcome
from bot.domain.channel_manners import ChannelManners
from bot.domain.explanation import FileLine, TeamInsight, WhyForm
from bot.domain.forms import FormErrors, FormNotice, WhyNotice
from bot.domain.outgoing import SystemNotice
from bot.domain.question_log import LoggedQuestion, trace_id_of
from bot.domain.reply import Answer, Calculation, Clarification, HandOver
from bot.domain.sent_forms import WrongReplyReported
from bot.services.answering import Answering
from bot.services.asking import ask
from bot.services.commanding import calculate_address
from bot.services.telling_why import ask_to_press_why_again, explain_reply, report_wrong_reply
from tests.services.builders import (
    ALICE,
    BOB,
    CHANNEL,
    MALLORY,
    TEAM,
    button,
    command,
    direct_message,
    mention,
)
from tests.services.harness import NOON, Harness
from tests.shipped_knowledge import shipped_knowledge, shipped_matcher

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.language import Language
    from bot.domain.reply import Reply
    from bot.services.app_context import AppContext

VERSION_ANSWER = Answer("en", ("version-required",), 0.97)


def why(bot: Harness, trace_id: str, article: str = "version-required", person: str = ALICE) -> WhyForm:
    form = explain_reply(bot.context, button(value=f"{trace_id}:{article}", person=person))
    assert isinstance(form, WhyForm)
    return form


def kept(bot: Harness, reply: Reply | None, text: str = "a riddle", version: str = "v1") -> str:
    """Keep a question with a reply that the bot, asked again, may not give; return its trace id."""
    trace_id = trace_id_of(text)
    question = LoggedQuestion(trace_id, NOON, TEAM, CHANNEL, ALICE, text, "en", "answer")
    with bot.store.transaction() as transaction:
        transaction.questions.add(replace(question, knowledge_version=version, reply=reply))
    return trace_id


def test_the_reply_that_was_given_is_explained_by_a_run_that_gives_it_again(bot: Harness) -> None:
    form = why(bot, bot.asks(mention("which version?")))

    assert (form.language, form.reply, form.is_whole, form.was_changed) == ("en", VERSION_ANSWER, True, False)
    assert form.trace is not None
    assert (form.trace.cleaned, form.trace.confidence) == ("which version?", 0.97)
    assert form.trace.counterfactual is not None
    assert (form.now, form.chosen, form.team) == (None, None, None)
    assert bot.says() == []


def test_a_number_that_was_calculated_with_is_put_back_into_the_question(bot: Harness) -> None:
    form = why(bot, bot.asks(mention("my address? 12345678")), article="")

    assert form.is_whole
    assert form.trace is not None
    assert form.trace.numbers == ("12345678",)


def test_a_number_that_the_bot_had_asked_for_is_explained_too(bot: Harness) -> None:
    bot.asks(direct_message("mijn adres?"))
    form = why(bot, bot.asks(direct_message("12345678", "2.2")), article="")

    assert (form.language, form.is_direct) == ("nl", False)
    assert form.trace is not None


def test_of_what_is_not_kept_nothing_is_said(bot: Harness) -> None:
    form = why(bot, bot.asks(mention("alice@example.com asks: which version?")))

    assert not form.is_whole
    assert form.trace is not None
    assert "example" not in form.trace.cleaned
    assert form.trace.counterfactual is None


def test_a_calculation_that_a_command_asked_for_says_so(bot: Harness) -> None:
    calculate_address(bot.context, command("unclear 12345678", name="/econnect-address"))
    form = why(bot, bot.telemetry.questions[-1].trace_id, article="")

    assert (form.trace, form.is_direct) == (None, True)


@pytest.mark.parametrize(
    "reply",
    [
        HandOver("en", None, 0.2),
        Calculation("en", Outcome("mailbox-address", value="12345678@facturen.econnect.eu", read="12345678")),
        Clarification("en", ("prerequisites",), 0.5),
    ],
)
def test_where_no_run_gives_that_reply_only_what_is_kept_of_it_is_told(bot: Harness, reply: Reply) -> None:
    form = why(bot, kept(bot, reply), article="")

    assert (form.reply, form.trace, form.is_direct, form.now) == (reply, None, False, None)


def test_where_knowledge_has_changed_so_is_told_and_what_would_be_said_now(bot: Harness) -> None:
    same = why(bot, kept(bot, VERSION_ANSWER, "which version?", "v0"))
    other = why(bot, kept(bot, replace(VERSION_ANSWER, confidence=0.9), "the version?", "v0"))
    redacted = why(bot, kept(bot, replace(VERSION_ANSWER, confidence=0.9), "[e-mail]: the version?", "v0"))

    assert same.was_changed
    assert same.trace is not None
    assert (other.trace, other.was_changed, other.now) == (None, True, VERSION_ANSWER)
    assert (redacted.trace, redacted.was_changed, redacted.now) == (None, True, None)


@pytest.mark.parametrize("reply", [Clarification("en", ("prerequisites",), 0.5), VERSION_ANSWER])
def test_below_an_article_that_somebody_chose_stands_just_that(bot: Harness, reply: Reply) -> None:
    form = why(bot, kept(bot, reply), "prerequisites", person=BOB)

    assert (form.chosen, form.trace) == ("prerequisites", None)
    assert form.team == TeamInsight(trace_id_of("a riddle"), (FileLine("prerequisites.yml", 1),), (), "v1")


@pytest.mark.parametrize(("kind", "followed"), [("next", "next"), ("sideways", None)])
def test_below_an_article_that_a_follow_up_led_to_stands_what_that_was_taken_for(
    bot: Harness, kind: str, followed: str | None
) -> None:
    trace_id = bot.asks(mention("which version?"))

    led_to, asked_for = why(bot, trace_id, f"prerequisites:{kind}"), why(bot, trace_id, f"version-required:{kind}")
    assert (led_to.chosen, led_to.followed) == ("prerequisites", followed)
    assert (asked_for.chosen, asked_for.followed) == (None, None)


def test_a_support_member_reads_where_it_stands_in_the_files(bot: Harness) -> None:
    trace_id = bot.asks(mention("which version?"))

    assert why(bot, trace_id, person=BOB).team == TeamInsight(
        trace_id,
        (FileLine("version-required.yml", 1),),
        (("which version", FileLine("version-required.yml", 7)),),
        "v1",
    )
    handed_over = why(bot, bot.asks(mention("my cat has fleas", "2.2")), "", person=BOB)
    assert handed_over.team is not None
    assert handed_over.team.articles == ()


def test_nobody_is_shown_what_was_asked_elsewhere_but_who_asked_and_the_team(bot: Harness) -> None:
    trace_id = bot.asks(direct_message("which version?"))
    opened = [explain_reply(bot.context, button(value=trace_id, person=person)) for person in (ALICE, BOB, MALLORY)]

    assert [type(each) for each in opened] == [WhyForm, WhyForm, WhyNotice]
    assert opened[-1] == WhyNotice(SystemNotice("why-elsewhere", "en"))
    home = replace(button(value=trace_id, person=MALLORY), conversation=None)
    assert explain_reply(bot.context, home) == opened[-1]


def test_without_a_team_nobody_is_of_it(bot: Harness) -> None:
    bot.has_team = False

    assert why(bot, bot.asks(mention("which version?")), person=BOB).team is None


@pytest.mark.parametrize("value", ["", "none", "0123456789abcdef:version-required"])
def test_of_a_question_that_is_forgotten_there_is_a_clear_word(bot: Harness, value: str) -> None:
    assert explain_reply(bot.context, button(value=value)) == WhyNotice(SystemNotice("why-forgotten", "en"))


def test_of_a_reply_that_was_not_kept_there_is_the_same(bot: Harness) -> None:
    pressed = button(value=kept(bot, None))

    assert explain_reply(bot.context, pressed) == WhyNotice(SystemNotice("why-forgotten", "en"))


def test_while_the_store_is_away_that_is_said(bot: Harness) -> None:
    pressed = button(value=bot.asks(mention("which version?")))
    bot.store.is_away = True

    assert explain_reply(bot.context, pressed) == WhyNotice(SystemNotice("store-away", "en"))


def test_where_nothing_opens_the_person_is_told(bot: Harness) -> None:
    bot.asks(mention("welke versie?"))
    ask_to_press_why_again(bot.context, button())

    assert bot.says() == [SystemNotice("press-again", "nl")]


# This was wrong


def reported(trace_id: str, article: str | None = "prerequisites", person: str = BOB) -> WrongReplyReported:
    return WrongReplyReported(TEAM, person, trace_id, article, "en")


@pytest.mark.parametrize("article", ["prerequisites", None])
def test_what_a_support_member_says_is_kept_without_the_words_of_whoever_asked(
    bot: Harness, article: str | None
) -> None:
    trace_id = bot.asks(mention("which version?"))
    shown = report_wrong_reply(bot.context, reported(trace_id, article))

    assert shown == FormNotice(SystemNotice("why-noted", "en"))
    (label,) = bot.store.export(BOB)["labels"]
    assert (label["trace_id"], label["article"], label["text"]) == (trace_id, article, "")


def test_nobody_but_a_support_member_can_say_it(bot: Harness) -> None:
    trace_id = bot.asks(mention("which version?"))

    assert report_wrong_reply(bot.context, reported(trace_id, person=MALLORY)) == FormNotice(
        SystemNotice("not-in-team", "nl"), is_on_top=True
    )
    bot.has_team = False
    assert report_wrong_reply(bot.context, reported(trace_id)) == FormNotice(SystemNotice("no-team", "en"))
    assert bot.store.export(MALLORY)["labels"] == bot.store.export(BOB)["labels"] == []


def test_an_article_or_a_question_that_went_meanwhile_is_not_kept(bot: Harness) -> None:
    trace_id = bot.asks(mention("which version?"))

    assert report_wrong_reply(bot.context, reported(trace_id, "gone")) == FormErrors(
        "en", (("article", "why-article-gone"),)
    )
    assert report_wrong_reply(bot.context, reported("0" * 16)) == FormNotice(SystemNotice("why-forgotten", "en"))
    assert bot.store.export(BOB)["labels"] == []


# Of twenty questions to the shipped knowledge base


class Shipped:
    """Answers as the bot does."""

    current = Answering(shipped_knowledge(), shipped_matcher())

    def locate(self, wanted: Sequence[tuple[str, str | None]]) -> tuple[FileLine, ...]:
        return tuple(FileLine(owner, None) for owner, _ in wanted)


TWENTY: list[tuple[Language, str, str, str]] = [
    ("en", "Which version of Exact Globe do I need?", "version-required", "version"),
    ("en", "Do I need a subscription for eConnect?", "subscription-needed", "subscription"),
    ("en", "Can I send sales invoices through eConnect as well?", "send-sales-invoices", "econnect"),
    ("en", "where do I find the purchase invoces", "retrieve-invoices", "invoces"),
    ("en", "Is Exact Online necessary for this connection?", "exact-online-needed", "online"),
    ("en", "Is the licence included in our contract?", "licence-included", "included"),
    ("en", "something about the mailbox", "?", "mailbox"),
    ("en", "What does it cost per month?", "!prices", "cost"),
    ("en", "How can I reach the support team?", "contact-support", "support"),
    ("en", "Does it work with Exact Synergy too?", "!other-packages", "synergy"),
    ("nl", "Welke versie van Exact Globe heb ik nodig?", "version-required", "versie"),
    ("nl", "Wat kost een abonnement bij eConnect?", "!prices", "kost"),
    ("nl", "De digitale brievenbus is nog niet te zien", "mailbox-not-available-yet", "niet"),
    ("nl", "waar vul ik de brivenbus in bij Globe", "configure-globe", "vul"),
    ("nl", "Zit de licentie bij ons contract in?", "?", "contract"),
    ("nl", "vraag over de digitale brievenbus", "?", "digitale"),
    ("nl", "Hoe bereik ik het supportteam?", "contact-support", "supportteam"),
    ("nl", "Groeten, hoe stel ik de koppeling in?", "setup-overview", "koppeling"),
    ("nl", "Ik zie de facturen niet binnenkomen", "retrieve-invoices", "facturen"),
    ("nl", "Waarom is mijn scherm paars?", "!", "scherm"),
]
"""Language, question, the article of its answer (`?` for a choice, `!` for a gap), the word that counted most."""


def in_use(bot: Harness) -> AppContext:
    return replace(bot.context, answering=Shipped())


def asks(bot: Harness, context: AppContext, text: str, message_id: str) -> LoggedQuestion:
    message = mention(text, message_id)
    ask(context, replace(message, conversation=replace(message.conversation, thread=message_id)))
    bot.deliver()
    return bot.telemetry.questions[-1]


@pytest.mark.parametrize("by_now", ["king", "exact-globe", None])
def test_where_the_channels_product_decided_that_is_told_whatever_is_set_by_now(
    bot: Harness, by_now: str | None
) -> None:
    set_then = ChannelManners(TEAM, CHANNEL, "follow-ups", product="king", version=1)
    with bot.store.transaction() as transaction:
        transaction.channels.change(set_then)
    asked = asks(bot, in_use(bot), "Welke versie heb ik nodig?", "1.1")
    with bot.store.transaction() as transaction:
        transaction.channels.change(replace(set_then, product=by_now, version=2))

    form = explain_reply(in_use(bot), button(value=asked.trace_id))
    assert isinstance(form, WhyForm)
    assert form.trace is not None
    assert (form.trace.reason, form.trace.product) == ("channel-product", "King")


def without(word: str, text: str) -> str:
    return " ".join(each for each in text.split() if re.sub(r"\W", "", each).lower() != word)


def what_it_says(reply: Reply | None) -> tuple[object, ...]:
    assert reply is not None
    assert not isinstance(reply, Calculation)
    articles = () if isinstance(reply, HandOver) else reply.articles
    return type(reply), articles, None if isinstance(reply, Clarification) else reply.gap, round(reply.confidence, 9)


@pytest.mark.parametrize(("language", "text", "expected", "word"), TWENTY)
def test_the_reason_is_right_and_what_one_word_changes_is_what_the_bot_really_says_then(
    bot: Harness, language: Language, text: str, expected: str, word: str
) -> None:
    context = in_use(bot)
    asked = asks(bot, context, text, "1.1")
    answered = asked.article if asked.kind == "answer" else ""
    form = explain_reply(context, button(value=f"{asked.trace_id}:{answered}", person=BOB))

    assert isinstance(form, WhyForm)
    assert (form.language, form.reply, form.is_whole, form.chosen) == (language, asked.reply, True, None)
    assert (expected.strip("!?") or None) == (asked.gap if expected.startswith("!") else form_article(form))
    assert form.trace is not None
    assert form.trace.confidence == form.reply.confidence
    other = form.trace.counterfactual
    assert other is not None
    typed = next((typed for typed, meant in form.trace.repairs if meant == other.word), other.word)
    assert typed == word
    assert without(word, text) != text
    again = asks(bot, context, without(word, text), "2.2")
    assert what_it_says(again.reply) == what_it_says(other.reply)
    assert other.is_same == (what_it_says(again.reply)[:3] == what_it_says(asked.reply)[:3])


def form_article(form: WhyForm) -> str | None:
    return form.reply.articles[0] if isinstance(form.reply, Answer) else None
