from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Final

import pytest

from bot.bootstrap.answering import dictionary
from bot.domain.channel_manners import ChannelManners
from bot.domain.conversation import QUIET, Conversation, Memory, Question
from bot.domain.reply import Answer, Calculation, Clarification, HandOver, Match, Reply, supposed_in
from bot.matching.building import build
from bot.matching.follow_up_guesser import learn
from bot.matching.matcher import CleanedUtterance, Ranking
from bot.services.answering import Answering
from bot.services.deciding import ANSWER_FROM, OFFER_FROM, decide
from tests.factories import article, files, knowledge_base
from tests.shipped_knowledge import shipped_knowledge, shipped_matcher

if TYPE_CHECKING:
    from bot.domain.article import KnowledgeBase
    from bot.domain.language import Language
    from bot.domain.product import Product
    from bot.matching.follow_up_guesser import Guesser

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


def test_the_guide_is_that_of_the_knowledge_base() -> None:
    assert BOT.setup_guide() is KNOWLEDGE.setup


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
    ("text", "value"),
    [
        ("klopt 01035286 en wat kost het per maand?", "01035286@facturen.econnect.eu"),
        ("klopt 01035286? Wat kost het per maand?", "01035286@facturen.econnect.eu"),
        ("Wat kost het per maand en klopt 01035286?", "01035286@facturen.econnect.eu"),
        ("Is 01035286 right? What does it cost per month?", "01035286@facturen.econnect.eu"),
        ("We have 412. Is that enough? What does it cost per month?", "no"),
        ("We zitten op 412. Is dat genoeg? Wat kost het per maand?", "no"),
        ("wij hebben 412, is dat genoeg en wat kost het per maand", "no"),
        ("412 enough? Prices?", "no"),
    ],
)
def test_neither_the_number_nor_the_further_question_is_lost(text: str, value: str) -> None:
    reply = reply_to(text)

    assert isinstance(reply, Calculation)
    assert (reply.outcome.value, reply.gap) == (value, "prices")


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
        "what is the address for kvk 01035286? Is there something about one mailbox of ours that vanished overnight?"
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


@pytest.mark.parametrize(
    ("text", "is_for_bot"),
    [
        ("kan dat ook op zondag?", True),
        ("de digitale brievenbus is er niet", True),
        ("01035286 is ons kvk-nummer, wat is het adres", True),
        ("ik ga eerst even lunchen", False),
        ("01035286", False),
    ],
)
def test_where_somebody_goes_on_what_is_thought_aloud_is_left_alone(text: str, *, is_for_bot: bool) -> None:
    question = Question(text, Conversation("thread", "T1", "C1", "1.1"), "U1")
    assert BOT.goes_on(question, Memory(articles=("version-required",))) == is_for_bot


@pytest.mark.parametrize(
    ("text", "is_for_bot"),
    [
        ("nog een keer", True),
        ("en waar vind ik stap 2?", True),
        ("terug naar stap 2", True),
        ("stap 2 is gelukt", True),
        ("geen", False),
        ("allebei", False),
        ("beide", False),
        ("nee die andere", False),
        ("ik doe stap 2 wel", False),
        ("doe maar met de handmatige", False),
        ("stel in", False),
        ("waar waren we?", False),
    ],
)
def test_below_an_answer_people_choose_from_nothing_without_the_bots_name(
    shipped: Answering, text: str, *, is_for_bot: bool
) -> None:
    question = Question(text, Conversation("thread", "T1", "C1", "1.1"), "U1")
    assert shipped.goes_on(question, BELOW_AN_ANSWER) == is_for_bot


@pytest.mark.parametrize("text", ["geen van die", "die over het contract", "de tweede"])
def test_from_a_choice_one_chooses_without_it(shipped: Answering, text: str) -> None:
    assert shipped.goes_on(Question(text, Conversation("thread", "T1", "C1", "1.1"), "U1"), COSTS)


def test_small_talk_leaves_what_was_talked_of() -> None:
    memory = Memory(articles=("mailbox",), offered=("mailbox",))
    talk, after = BOT.reply_to(Question("good morning", HERE, "U1"), memory)

    assert isinstance(talk, Answer)
    assert (after.articles, after.offered) == (("mailbox",), ("mailbox",))


def test_a_question_about_a_number_is_not_taken_for_small_talk() -> None:
    assert isinstance(reply_to("good morning 4711"), HandOver)
    assert isinstance(reply_to("good morning"), Answer)


def test_a_bare_number_out_of_the_blue_is_not_calculated() -> None:
    assert not isinstance(reply_to("01035286"), Calculation)


@pytest.mark.parametrize(
    ("first", "correction", "value"),
    [
        ("KvK 12345678", "oeps, 27378529 ipv 12345678", "27378529@facturen.econnect.eu"),
        ("what is the address for kvk 12345678", "sorry, that was a typo: 27378529", "27378529@facturen.econnect.eu"),
        ("is update 412 enough", "no wait, we have 414 not 412", "yes"),
    ],
)
def test_a_number_that_is_taken_back_is_worked_out_anew(
    shipped: Answering, first: str, correction: str, value: str
) -> None:
    _, memory = shipped.reply_to(Question(first, HERE, "U1"), Memory())
    reply, _ = shipped.reply_to(Question(correction, HERE, "U1"), memory)

    assert isinstance(reply, Calculation)
    assert reply.outcome.value == value


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


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("wij werken met AFAS 418", "not-globe"),
        ("wij werken met AFAS", "ask"),
        ("wij stappen over van AFAS naar Exact Globe 418", None),
        ("wij werken met Globe 418", None),
    ],
)
def test_the_version_of_another_product_in_a_message_is_none_of_ours(text: str, error: str | None) -> None:
    _, version = Answering(shipped_knowledge(), shipped_matcher()).numbers_in(text)

    assert (version.error, version.read) == (error, None if error else "418")


SHIPPED: Final = Answering(shipped_knowledge(), shipped_matcher())
ANOTHERS: Final = [each for each in shipped_knowledge().products if each.role != "ours"]


@pytest.mark.parametrize("product", ANOTHERS, ids=lambda product: product.slug)
def test_no_version_of_another_product_gets_our_verdict(product: Product) -> None:
    for name in (product.name, *product.aliases):
        for text in (f"{name} 418", f"{name} update 418", f"versie 418 van {name}"):
            outcome = SHIPPED.calculate("version-check", text, None).outcome
            assert (outcome.value, outcome.has_result) == (None, False), text


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("AFAS 418", "not-globe"),
        ("afass profit 418", "not-globe"),
        ("Twinfeild 418", "not-globe"),
        ("king 418", "not-globe"),
        ("Exact Online 418", "not-globe"),
        ("exact onlien: 418", "not-globe"),
        ("EOL 418", "not-globe"),
        ("418 voor AFAS", "not-globe"),
        ("418 SP2 van Exact Onlien", "not-globe"),
        ("versie 418 van Kantoorboek", "not-globe"),
        ("AFAS", "ask"),
        ("418 AFAS", "not-globe"),
        ("", "ask"),
    ],
)
def test_behind_the_command_another_products_version_is_told_as_such(text: str, error: str) -> None:
    assert SHIPPED.calculate("version-check", text, None).outcome.error == error


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("418", "418"),
        ("Exact 418", "418"),
        ("glob 418", "418"),
        ("server 418", "418"),
        ("418 op Windows Server 2019", "418"),
        ("Globe 413, AFAS 418", "413"),
        ("AFAS 500 SP2 en Globe 414", "414"),
        ("van AFAS naar Globe 418", "418"),
        ("Globe naast AFAS: 418", "418"),
        ("418 bij klant Jansen", "418"),
    ],
)
def test_behind_the_command_ours_is_judged_whatever_else_is_named(text: str, read: str) -> None:
    assert SHIPPED.calculate("version-check", text, None).outcome.read == read


@pytest.mark.parametrize("text", ["is ExactOnline 418 genoeg?", "is Windows 418 new enough?"])
def test_a_question_about_a_version_behind_another_name_gets_no_verdict(text: str) -> None:
    reply = SHIPPED.reply_to(Question(text, HERE, "U1"), Memory())[0]

    assert isinstance(reply, Calculation)
    assert reply.outcome.error == "not-globe"


@pytest.mark.parametrize(
    ("text", "warnings"),
    [
        ("AFAS 01035286", ["other-product"]),
        ("AFAS 01035286 en 12345678", ["other-product", "other-product"]),
        ("King Holding B.V. 01035286", [None]),
        ("Exact Online 01035286", [None]),
        ("Outlook voor 01035286", [None]),
        ("01035286", [None]),
        ("AFAS 60000000", ["elfproef"]),
        ("AFAS 1234567", [None]),
    ],
)
def test_an_address_is_a_firms_own_and_another_package_a_remark_beside_it(
    text: str, warnings: list[str | None]
) -> None:
    outcome = SHIPPED.calculate("mailbox-address", text, None).outcome

    assert [each.warning for each in outcome.also or (outcome,)] == warnings


@pytest.mark.parametrize(
    ("memory", "kind"),
    [
        (NOTHING, None),
        (Memory(trace_id="t1", articles=("prerequisites",)), "shorter"),
        (Memory(articles=("prerequisites",)), "shorter"),  # chosen in App Home, without a question
    ],
)
def test_free_words_follow_up_where_something_was_said(memory: Memory, kind: str | None) -> None:
    answering = Answering(shipped_knowledge(), shipped_matcher())
    question = Question("pff te veel tekst, kan het beknopter?", HERE, "U1")
    assert answering.follow_up_in(question, memory) == kind


def test_a_warm_service_has_worked_out_what_a_first_message_waits_for() -> None:
    answering = Answering(shipped_knowledge(), shipped_matcher())
    answering.warm_up()

    lazy = {name for name, value in vars(Answering).items() if isinstance(value, cached_property)}
    assert lazy
    assert lazy <= vars(answering).keys()


def test_what_is_learned_of_follow_ups_is_learned_once_and_not_before_one_may_come() -> None:
    learned: list[KnowledgeBase] = []

    def learn_and_tell(base: KnowledgeBase) -> Guesser:
        learned.append(base)
        return learn(base)

    bot = Answering(KNOWLEDGE, build(KNOWLEDGE), learn_and_tell)
    assert learned == []
    for _ in range(2):
        bot.warm_up()

    assert learned == [KNOWLEDGE]


IN_KING: Final = Memory(manners=ChannelManners("T1", "C1", "follow-ups", product="king"))


def said_in(memory: Memory, text: str) -> tuple[Reply, Memory]:
    question = Question(text, Conversation("thread", "T1", "C1", "1.1"), "UALICE")
    return Answering(shipped_knowledge(), shipped_matcher()).reply_to(question, memory)


@pytest.mark.parametrize("text", ["Welke versie heb ik nodig?", "Wat is het adres bij 12345678?", "which update?"])
def test_where_a_channel_is_about_another_product_what_names_none_is_handed_over(text: str) -> None:
    reply, _ = said_in(IN_KING, text)
    assert isinstance(reply, HandOver)
    assert (reply.product, reply.gap, reply.is_of_channel) == ("king", "other-packages", True)


@pytest.mark.parametrize("text", ["Welke versie van Exact Globe heb ik nodig?", "bedankt!", "hulp"])
def test_what_names_ours_is_answered_there_and_small_talk_is_about_nothing(text: str) -> None:
    reply, _ = said_in(IN_KING, text)
    assert isinstance(reply, Answer)


def test_what_names_another_product_is_not_handed_over_because_of_the_channel() -> None:
    reply, _ = said_in(IN_KING, "Welke versie van AFAS heb ik nodig?")
    assert isinstance(reply, HandOver)
    assert (reply.product, reply.is_of_channel) == ("afas", False)


def test_what_was_talked_of_goes_before_the_channels_product() -> None:
    _, memory = said_in(IN_KING, "Welke versie van Exact Globe heb ik nodig?")
    reply, _ = said_in(memory, "En hoe maak ik de brievenbus aan?")
    assert not isinstance(reply, HandOver)


@pytest.mark.parametrize("product", ["exact-globe", "outlook", "gone", None])
def test_a_channel_that_is_about_ours_or_nothing_changes_nothing(product: str | None) -> None:
    about = replace(IN_KING, manners=ChannelManners("T1", "C1", "follow-ups", product=product))
    reply, _ = said_in(about, "Welke versie heb ik nodig?")
    assert isinstance(reply, Answer)


def test_a_foreign_question_is_told_so_there_too() -> None:
    reply, _ = said_in(IN_KING, "Quelle version dois-je installer pour commencer, s'il vous plaît ?")
    assert isinstance(reply, HandOver)
    assert reply.is_foreign


def test_why_names_the_product_that_is_meant() -> None:
    question = Question("Welke versie heb ik nodig?", Conversation("thread", "T1", "C1", "1.1"), "UALICE")
    reply, trace = Answering(shipped_knowledge(), shipped_matcher()).explain(question, IN_KING)
    assert isinstance(reply, HandOver)
    assert (trace.product, trace.reason) == ("King", "channel-product")


TALKED: Final = Memory(articles=("configure-globe",), trace_id="t1")


@pytest.fixture(scope="module")
def shipped() -> Answering:
    return Answering(shipped_knowledge(), shipped_matcher())


def asked(bot: Answering, text: str, memory: Memory = TALKED) -> Reply:
    return bot.reply_to(Question(text, HERE, "U1"), memory)[0]


def test_what_asks_for_nothing_known_is_supposed_to_go_on(shipped: Answering) -> None:
    reply, memory = shipped.reply_to(Question("Done, saved. Onwards", HERE, "U1"), TALKED)

    assert isinstance(reply, Answer)
    assert (reply.articles, supposed_in(reply)) == (("retrieve-invoices",), "next")
    assert memory.articles == ("retrieve-invoices",)
    told, trace = shipped.explain(Question("Done, saved. Onwards", HERE, "U1"), TALKED)
    assert (told, trace.follow_up) == (reply, "next")


@pytest.mark.parametrize("memory", [Memory(), Memory(trace_id="t1")])
def test_nothing_is_supposed_where_nothing_was_said(shipped: Answering, memory: Memory) -> None:
    assert isinstance(asked(shipped, "Done, saved. Onwards", memory), HandOver)


def test_what_is_known_by_itself_is_never_supposed(shipped: Answering) -> None:
    for text in ("globe crasht, wat nu?", "welke versie is dat dan, hoe kom je daarbij", "wat kost dat per jaar?"):
        assert supposed_in(asked(shipped, text)) is None


COSTS: Final = Memory(offered=("subscription-needed", "contract-required", "licence-included"), trace_id="t1")
BELOW_AN_ANSWER: Final = Memory(
    articles=("create-mailbox-automatic",), offered=("create-mailbox-manual", "configure-globe"), trace_id="t1"
)
MAKING: Final = Memory(
    articles=("mailbox-address-format",), offered=("create-mailbox-automatic", "create-mailbox-manual"), trace_id="t1"
)


@pytest.mark.parametrize(
    ("text", "memory", "article"),
    [
        ("die over de licentie", COSTS, "licence-included"),
        ("the one about the contract please", COSTS, "contract-required"),
        ("that last one", COSTS, "licence-included"),
        ("doe de onderste maar", COSTS, "licence-included"),
        ("the automatic one", MAKING, "create-mailbox-automatic"),
        ("niet de handmatige maar de automatische", MAKING, "create-mailbox-automatic"),
    ],
)
def test_one_chooses_by_name_or_place_and_goes_on_from_there(
    shipped: Answering, text: str, memory: Memory, article: str
) -> None:
    reply, after = shipped.reply_to(Question(text, HERE, "U1"), memory)

    assert isinstance(reply, Answer)
    assert (reply.articles, reply.confidence, after.articles) == ((article,), 1.0, (article,))
    assert after.trace_id == memory.trace_id


def test_a_name_that_fits_two_offers_those_two(shipped: Answering) -> None:
    memory = replace(MAKING, offered=(*MAKING.offered, "configure-globe"))

    reply, after = shipped.reply_to(Question("die over het aanmaken van de mailbox", HERE, "U1"), memory)

    assert reply == Clarification("nl", MAKING.offered, 1.0)
    assert after.offered == MAKING.offered


@pytest.mark.parametrize("text", ["none of these", "nee, geen van die", "geen van deze is wat ik zoek", "neither"])
def test_none_of_what_is_offered_leads_to_people(shipped: Answering, text: str) -> None:
    reply, after = shipped.reply_to(Question(text, HERE, "U1"), COSTS)

    assert isinstance(reply, HandOver)
    assert reply.is_after_choice
    assert after.offered == ()


@pytest.mark.parametrize(
    "text", ["die over de prijs", "moet ik het abonnement betalen?", "the one about the licence, do I pay for it?"]
)
def test_a_question_or_a_name_that_is_not_offered_is_matched(shipped: Answering, text: str) -> None:
    question = Question(text, HERE, "U1")
    assert shipped.follow_up_in(question, COSTS) is None
    assert asked(shipped, text, COSTS) == asked(shipped, text, replace(COSTS, offered=()))


def test_without_an_offer_nothing_is_chosen_by_name(shipped: Answering) -> None:
    for text in ("die over de licentie", "none of these", "both", "de andere"):
        assert shipped.follow_up_in(Question(text, HERE, "U1"), TALKED) is None


def test_why_tells_what_was_chosen_by_name(shipped: Answering) -> None:
    question = Question("die over de licentie", HERE, "U1")
    reply, trace = shipped.explain(question, COSTS)

    assert reply == asked(shipped, question.text, COSTS)
    assert (trace.follow_up, [match.article for match in trace.candidates]) == ("by-name", ["licence-included"])
    assert shipped.explain(Question("that last one", HERE, "U1"), COSTS)[1].candidates == ()


def test_thanks_with_an_objection_are_supposed_to_be_none(shipped: Answering) -> None:
    assert supposed_in(asked(shipped, "legend, cheers")) == "thanks"
    assert supposed_in(asked(shipped, "you are a star but it is broken")) is None
