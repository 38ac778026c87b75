from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.bootstrap.answering import dictionary
from bot.domain.conversation import QUIET, Conversation, Memory, Question
from bot.domain.reply import Answer, Calculation, Clarification, HandOver, Match, Reply
from bot.matching.building import build
from bot.matching.matcher import CleanedUtterance, Ranking
from bot.services.answering import Answering
from bot.services.deciding import ANSWER_FROM, OFFER_FROM, decide
from tests.factories import article, files, knowledge_base

if TYPE_CHECKING:
    from bot.domain.language import Language

NOTHING = Memory()
KNOWLEDGE = knowledge_base(
    mailbox=article(
        en=("where is my mailbox", "I cannot find the digital mailbox", "the mailbox is not there"),
        nl=("waar is mijn brievenbus", "ik vind de digitale brievenbus niet", "de brievenbus is er niet"),
    )
)
PARKING = b"""
parking:
  title: {en: parking, nl: parkeren}
  phrasings:
    en: [where do I park my bike, bike parking, is there a car park]
    nl: [waar zet ik mijn fiets, fietsenstalling, is er een parkeerplaats]
"""
TWO_GAPS = knowledge_base(gaps=files()["exact-globe/gaps.yml"] + PARKING)
BOT = Answering(KNOWLEDGE, build(KNOWLEDGE))
HERE = Conversation("command", "T1", "C1", person="U1")


def reply_to(text: str, memory: Memory = NOTHING, language: Language | None = None) -> Reply:
    return BOT.reply_to(Question(text, HERE, "U1", language), memory)[0]


def test_the_version_that_answers_is_that_of_the_knowledge_base() -> None:
    assert BOT.version == KNOWLEDGE.version


def ranking(confidence: float, *, gap: str | None = None, matches: tuple[Match, ...] | None = None) -> Ranking:
    found = (Match("mailbox", 0.5), Match("version", 0.2)) if matches is None else matches
    return Ranking(CleanedUtterance((), (), (), ""), found, gap, confidence, ())


@pytest.mark.parametrize(
    ("found", "reply"),
    [
        (ranking(ANSWER_FROM), Answer),
        (ranking(ANSWER_FROM - 0.01), Clarification),
        (ranking(OFFER_FROM), Clarification),
        (ranking(OFFER_FROM - 0.01), HandOver),
        (ranking(0.99, gap="prices"), HandOver),
        (ranking(0.99, matches=(), gap="prices"), HandOver),
    ],
)
def test_the_bands_decide_between_answer_offer_and_hand_over(found: Ranking, reply: type[Reply]) -> None:
    assert isinstance(decide(found, "en"), reply)


def test_only_what_is_likely_beside_the_best_is_offered() -> None:
    matches = (Match("mailbox", 0.5), Match("version", 0.26), Match("greeting", 0.24))
    reply = decide(ranking(0.5, matches=matches), "en")

    assert isinstance(reply, Clarification)
    assert reply.articles == ("mailbox", "version")
    assert reply.candidates == matches


def test_a_gap_is_named_only_where_it_is_likely() -> None:
    assert decide(ranking(OFFER_FROM, gap="prices"), "en") == HandOver("en", "prices", OFFER_FROM, ranking(0).matches)
    assert decide(ranking(0.1, gap="prices"), "en") == HandOver("en", None, 0.1, ranking(0).matches)


@pytest.mark.parametrize(
    ("text", "language"),
    [("where is my mailbox", "en"), ("waar is mijn brievenbus", "nl"), ("ok", "nl")],
)
def test_the_reply_is_in_the_language_of_the_question(text: str, language: str) -> None:
    assert reply_to(text).language == language


def test_a_chosen_language_wins_and_a_remembered_one_decides_what_could_be_either() -> None:
    assert reply_to("waar is mijn brievenbus", language="en").language == "en"
    assert reply_to("413?", Memory(language="en")).language == "en"
    assert reply_to("ok", Memory(language="en")).language == "en"


@pytest.mark.parametrize("remembered", ["en", "nl"])
def test_what_has_no_language_of_its_own_takes_that_of_the_talk(remembered: Language) -> None:
    for text in ("update 413 sp2", "412SP26", "kvk 01035286", "01035286"):
        assert reply_to(text, Memory(language=remembered)).language == remembered
    assert BOT.calculate("version-check", "update 412", remembered).language == remembered


def test_an_english_noun_with_a_number_takes_the_language_of_the_talk() -> None:
    assert [reply_to("build 412", Memory(language=each)).language for each in ("nl", "en")] == ["nl", "en"]
    assert reply_to("my build is 412", Memory(language="nl")).language == "en"


def test_a_question_that_fits_an_article_is_answered_with_it() -> None:
    reply = reply_to("Hi, where is my mailbox?")

    assert isinstance(reply, Answer)
    assert reply.articles == ("mailbox",)
    assert reply.candidates[0].article == "mailbox"


def test_a_number_with_its_intent_is_calculated() -> None:
    reply = reply_to("what is the mailbox address for kvk 01035286?")

    assert isinstance(reply, Calculation)
    assert reply.outcome.value == "01035286@facturen.econnect.eu"


def test_what_else_was_asked_beside_a_calculation_is_answered_too() -> None:
    reply = reply_to("what is the address for kvk 01035286? And where is my mailbox?")

    assert isinstance(reply, Calculation)
    assert reply.articles == ("mailbox",)


@pytest.mark.parametrize(
    "text",
    [
        "which version do I need? and what is the address for kvk 01035286",
        "which version do I need plus the address for kvk 01035286",
        "which version do I need, my kvk is 01035286, what is the address",
        "welke versie heb ik nodig, en ook het adres voor kvk 01035286 graag",
        "wat is het adres voor kvk 01035286 en welke versie heb ik nodig",
    ],
)
def test_no_half_of_a_question_is_dropped_however_the_halves_are_joined(text: str) -> None:
    reply = reply_to(text)

    assert isinstance(reply, Calculation)
    assert reply.outcome.value == "01035286@facturen.econnect.eu"
    assert reply.articles == ("version",)


@pytest.mark.parametrize(
    "text",
    [
        "the address for kvk 01035286, version, mailbox, help",
        "update 412, digital mailbox, thanks",
        "kvk 01035286 adres, digitale brievenbus en versie",
    ],
)
def test_a_list_of_nouns_beside_a_number_asks_no_further_questions(text: str) -> None:
    reply = reply_to(text)

    assert isinstance(reply, Calculation)
    assert (reply.articles, reply.gap, reply.offered) == ((), None, ())


def test_what_is_not_sure_beside_a_calculation_is_offered() -> None:
    reply = reply_to(
        "what is the address for kvk 01035286? Is there something about a mailbox that vanished overnight?"
    )

    assert isinstance(reply, Calculation)
    assert (reply.articles, reply.offered) == ((), ("mailbox",))


def test_what_only_tells_of_something_beside_a_calculation_is_neither_answered_nor_offered() -> None:
    reply = reply_to("we looked at a mailbox, and at lunch, what is the address for kvk 01035286?")

    assert isinstance(reply, Calculation)
    assert (reply.articles, reply.offered) == ((), ())


def test_a_number_and_a_version_in_one_message_are_both_calculated() -> None:
    reply = reply_to("mailbox address for kvk 01035286, and is update 412 new enough?")

    assert isinstance(reply, Calculation)
    assert reply.outcome.value == "01035286@facturen.econnect.eu"
    assert [outcome.value for outcome in reply.more] == ["no"]


def test_two_questions_get_both_answers() -> None:
    reply = reply_to("Where is my mailbox? And which version do I need?")

    assert isinstance(reply, Answer)
    assert set(reply.articles) == {"mailbox", "version"}


def test_an_answer_and_a_gap_in_one_message_are_both_told() -> None:
    reply = reply_to("Where is my mailbox? And what does it cost per month?")

    assert isinstance(reply, Answer)
    assert (reply.articles, reply.gap) == (("mailbox",), "prices")


def test_two_questions_on_gaps_are_handed_over_by_the_first() -> None:
    bot = Answering(TWO_GAPS, build(TWO_GAPS))
    question = Question("What does it cost per month? And where do I park my bike?", HERE, "U1")
    reply, _ = bot.reply_to(question, NOTHING)

    assert isinstance(reply, HandOver)
    assert reply.gap == "prices"


def test_one_sure_and_one_unsure_question_are_offered_and_never_half_answered() -> None:
    reply = reply_to("Where is my mailbox? Is the version any good?")

    assert isinstance(reply, Clarification)
    assert {"mailbox", "version"} <= set(reply.articles)


def test_a_number_that_was_asked_for_is_taken_as_it_comes() -> None:
    first, memory = BOT.reply_to(Question("can you work out my mailbox address?", HERE, "U1"), Memory())
    second, after = BOT.reply_to(Question("01035286", HERE, "U1"), memory)

    assert isinstance(first, Calculation)
    assert first.outcome.error == "no-number"
    assert memory.expecting == "mailbox-address"
    assert isinstance(second, Calculation)
    assert second.outcome.value == "01035286@facturen.econnect.eu"
    assert (second.language, after.expecting) == ("en", None)


def test_a_question_about_a_number_is_not_taken_for_small_talk() -> None:
    assert isinstance(reply_to("good morning 4711"), HandOver)
    assert isinstance(reply_to("good morning"), Answer)


def test_a_bare_number_out_of_the_blue_is_not_calculated() -> None:
    assert not isinstance(reply_to("01035286"), Calculation)


def test_a_calculator_can_be_asked_by_name() -> None:
    assert BOT.calculate("version-check", "412SP26", None).outcome.value == "no"
    assert BOT.calculate("mailbox-address", "", "en").outcome.error == "no-number"


def test_a_calculators_text_tells_the_language_where_it_can() -> None:
    assert BOT.calculate("version-check", "is version 412 too old", "nl").language == "en"
    assert BOT.calculate("version-check", "412", "en").language == "en"


def test_a_chosen_article_is_answered_unless_it_is_gone() -> None:
    assert BOT.article("mailbox", "nl") == Answer("nl", ("mailbox",), 1.0)
    assert BOT.article("gone", "nl") is None


def test_a_draft_cannot_be_chosen() -> None:
    knowledge = knowledge_base(greeting=article("Hello", en=("hi",), nl=("hoi",), extra="status: draft\n"))

    assert Answering(knowledge, build(knowledge)).article("greeting", "en") is None


def test_the_same_question_gives_the_same_reply() -> None:
    assert reply_to("brievenbus?") == reply_to("brievenbus?")


def test_an_explanation_holds_a_true_run_without_the_word_that_counted_most() -> None:
    question = Question("Hi, where is my maibox for company 48213", HERE, "U1")
    reply, trace = BOT.explain(question, Memory())

    assert reply == BOT.reply_to(question, Memory())[0]
    assert trace.cleaned == "where is my mailbox for"
    assert trace.repairs == (("maibox", "mailbox"),)
    assert trace.numbers == ("48213",)


def test_a_counterfactual_is_what_the_bot_says_without_the_word() -> None:
    question = Question("which Globe should we take?", HERE, "U1", "en")
    _, trace = BOT.explain(question, Memory())

    assert trace.counterfactual is not None
    assert trace.counterfactual.word == "globe"
    assert trace.counterfactual.reply == BOT.reply_to(replace(question, text="which should we take?"), Memory())[0]


def test_of_several_parts_no_word_alone_decided() -> None:
    text = "Our office has moved. Which version do we need for Globe?"
    assert BOT.explain(Question(text, HERE, "U1"), Memory())[1].counterfactual is None


def test_a_single_word_has_no_counterfactual() -> None:
    assert BOT.explain(Question("mailbox", HERE, "U1"), Memory())[1].counterfactual is None


@pytest.mark.parametrize(("kind", "is_remembered"), [("thread", True), ("direct", False), ("command", False)])
def test_a_quiet_conversation_ends_but_a_thread_goes_on(kind: str, is_remembered: bool) -> None:  # noqa: FBT001
    then = datetime(2026, 11, 25, 12, tzinfo=UTC)
    memory = Memory(expecting="version-check", updated_at=then)

    assert memory.at(then + QUIET, kind) == memory  # type: ignore[arg-type] # one of the kinds
    later = memory.at(then + QUIET + timedelta(seconds=1), kind)  # type: ignore[arg-type] # same
    assert (later == memory) == is_remembered


PRODUCTS = b"""
exact-globe: {name: Exact Globe, role: ours, aliases: [Globe]}
afas: {name: AFAS, role: other}
"""


@pytest.fixture(scope="module")
def many() -> Answering:
    """Return a bot that knows of products, with and without a gap for them."""
    knowledge = knowledge_base(products=PRODUCTS)
    return Answering(knowledge, build(knowledge))


@pytest.mark.parametrize("text", ["which version do I need for AFAS?", "is update 413 enough for AFAS?"])
def test_another_product_gets_neither_our_answer_nor_our_calculation(many: Answering, text: str) -> None:
    reply, _ = many.reply_to(Question(text, HERE, "U1"), NOTHING)

    assert isinstance(reply, HandOver)
    assert reply.product == "afas"
    assert many.explain(Question(text, HERE, "U1"), NOTHING)[1].product == "AFAS"


def test_an_unknown_name_in_a_products_place_is_asked_about(many: Answering) -> None:
    reply, _ = many.reply_to(Question("which version of BookSuite do I need?", HERE, "U1"), NOTHING)

    assert isinstance(reply, Clarification)
    assert (reply.articles, reply.unknown) == ((), "BookSuite")


def test_where_ours_and_another_are_named_an_answer_is_an_offer(many: Answering) -> None:
    reply, _ = many.reply_to(
        Question("which version of Globe do I need beside AFAS, or for AFAS?", HERE, "U1"), NOTHING
    )
    assert isinstance(reply, Clarification)
    assert reply.articles == ("version",)


def test_a_number_nobody_asks_for_takes_nothing_over() -> None:
    reply = reply_to("We are kvk 01035286. Where is my mailbox?")

    assert isinstance(reply, Answer)
    assert reply.articles == ("mailbox",)


def test_of_two_calculations_the_one_that_comes_first_stands_first() -> None:
    reply = reply_to("Our Globe is 415, is that new enough? What is the address for kvk 01035286?")

    assert isinstance(reply, Calculation)
    assert [each.calculator for each in (reply.outcome, *reply.more)] == ["version-check", "mailbox-address"]


def test_a_very_long_message_is_answered_and_told_to_be_cut() -> None:
    reply = reply_to("Nothing happened today. " * 200 + "Where is my mailbox?")

    assert isinstance(reply, Answer)
    assert reply.is_cut


@pytest.mark.parametrize("text", ["error 1053 in another place", 'It says "the mailbox was not found here". Why?'])
def test_an_error_is_handed_over_as_one_where_that_is_a_gap(text: str) -> None:
    gaps = b"error-texts:\n  title: {en: errors, nl: fouten}\n  phrasings: {en: [runtime crash], nl: [foutcode]}\n"
    knowledge = knowledge_base(gaps=gaps)
    reply, _ = Answering(knowledge, build(knowledge)).reply_to(Question(text, HERE, "U1"), NOTHING)

    assert isinstance(reply, HandOver)
    assert reply.gap == "error-texts"


@pytest.mark.parametrize("text", ["good morning, but nothing works", "hi, good morning, that did not help"])
def test_small_talk_with_an_objection_is_none(text: str) -> None:
    assert isinstance(reply_to(text), HandOver)


def test_another_language_is_told_so_in_english() -> None:
    knowledge = knowledge_base()
    bot = Answering(knowledge, build(knowledge, dictionary()))
    reply, _ = bot.reply_to(Question("Wo finde ich die Rechnungen?", HERE, "U1", "nl"), NOTHING)

    assert isinstance(reply, HandOver)
    assert (reply.is_foreign, reply.language) == (True, "en")


def test_a_name_that_nobody_knows_is_asked_about() -> None:
    knowledge = knowledge_base()
    bot = Answering(knowledge, build(knowledge, dictionary()))
    reply, _ = bot.reply_to(Question("which version of Saldimax do I need?", HERE, "U1"), NOTHING)

    assert isinstance(reply, Clarification)
    assert reply.unknown == "Saldimax"


def test_a_version_that_is_none_is_not_asked_for_again() -> None:
    first, memory = BOT.reply_to(Question("is my version of Globe new enough?", HERE, "U1"), Memory())
    second, after = BOT.reply_to(Question("999", HERE, "U1"), memory)

    assert isinstance(first, Calculation)
    assert memory.expecting == "version-check"
    assert isinstance(second, HandOver)
    assert after.expecting is None


def test_the_language_of_a_text_is_told_where_it_can_be() -> None:
    assert BOT.language_of("*waar* is mijn brievenbus", "en") == "nl"
    assert BOT.language_of("413", "en") == "en"


@pytest.mark.parametrize("emoji", [":tada:", "🎉"])
def test_a_calculation_does_not_stumble_over_an_emoji(emoji: str) -> None:
    reply = reply_to(f"We have 412 {emoji} is that enough?")
    assert isinstance(reply, Calculation)
    assert reply.outcome.value == "no"
