"""Which of several products is meant, and that no answer of one is given for another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.calculators import CALCULATORS
from bot.domain.channel_manners import ChannelManners
from bot.domain.conversation import Conversation, Memory, Question
from bot.domain.language import LANGUAGES, Language
from bot.domain.reply import Answer, Calculation, Clarification, FollowUp, HandOver
from bot.services.answering import Answering
from bot.services.answering_all import AnsweringAll
from bot.services.asking_again import LastQuestion, asked_again
from tests.factories import answering_alone
from tests.several import answering_of_several
from tests.shipped_knowledge import shipped_knowledge, shipped_matcher

BOT = answering_of_several()
HERE = Conversation("direct", "T1", "D1")
LAST: list[LastQuestion] = []
ALL = ("exact-globe", "balansboek", "factuurhuis")
NAMES = {"exact-globe": "Exact Globe", "balansboek": "Balansboek", "factuurhuis": "Factuurhuis Pro"}
KINDS = {
    "version-required": ("welke versie van {} heb ik nodig?", "which version of {} do I need?"),
    "setup-overview": ("hoe koppel ik {} met eConnect?", "how do I connect {} with eConnect?"),
    "retrieve-invoices": ("hoe haal ik de facturen op in {}?", "how do I retrieve invoices in {}?"),
}


def question(text: str) -> Question:
    return Question(text, HERE, "U1")


def said(*texts: str, memory: Memory | None = None) -> tuple[object, Memory]:
    """Return the reply to the last of `texts`, and what is remembered; what was asked last is in LAST."""
    after = memory or Memory()
    if memory is None:
        LAST.clear()
    reply: object = None
    for said_now in texts:
        text, before = asked_again(BOT, said_now, after, lambda: LAST[-1] if LAST else None)
        reply, after = BOT.reply_to(question(text), before)
        if BOT.follow_up_in(question(text), before) is None:
            LAST.append(LastQuestion(text, reply))
        after = replace(after, trace_id="q1")
    return reply, after


@pytest.mark.parametrize("product", ALL)
@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("turn", [0, 1], ids=["nl", "en"])
def test_every_kind_of_every_product_is_answered_by_its_own_and_no_other(product: str, name: str, turn: int) -> None:
    reply, after = said(KINDS[name][turn].format(NAMES[product]))

    assert isinstance(reply, Answer)
    slug = name if product == "exact-globe" else f"{product}/{name}"
    assert (reply.articles[0], reply.about, after.product) == (slug, product, product)
    topics = {BOT.knowledge.articles[match.article].topic for match in reply.candidates}
    assert topics <= {product, "general"}


@pytest.mark.parametrize("product", ALL)
@pytest.mark.parametrize("name", KINDS)
def test_without_a_package_the_bot_asks_which_and_the_name_alone_answers(product: str, name: str) -> None:
    first, after = said(KINDS[name][0].replace(" van {}", "").replace(" {}", "").replace(" in?", "?"))

    assert isinstance(first, Clarification)
    assert (first.products, first.articles, first.about) == (ALL, (), None)
    reply, _ = said(f"het gaat over {NAMES[product]}", memory=after)
    assert isinstance(reply, Answer)
    assert reply.about == product


def test_the_product_that_was_talked_of_is_meant_until_another_one_is_named() -> None:
    reply, after = said("which version of Balansboek do I need?", "where do the invoices appear?")
    assert isinstance(reply, Answer)
    assert reply.articles == ("balansboek/retrieve-invoices",)

    reply, after = said("and how do I connect Factuurhuis?", memory=after)
    assert isinstance(reply, Answer)
    assert (reply.about, after.product) == ("factuurhuis", "factuurhuis")


def test_the_last_question_is_asked_of_another_product_where_only_that_is_named() -> None:
    reply, _ = said("which version of Balansboek do I need?", "and for Factuurhuis?")

    assert isinstance(reply, Answer)
    assert reply.articles == ("factuurhuis/version-required",)


@pytest.mark.parametrize("product", ["balansboek", "exact-globe"])
def test_the_channels_product_is_meant_where_none_is_named(product: str) -> None:
    manners = ChannelManners("T1", "C1", "mentions", product=product)
    reply, after = said("which version do I need?", memory=Memory(manners=manners))

    assert isinstance(reply, Answer)
    assert (reply.about, after.manners) == (product, manners)
    reply, _ = said("how do I connect Factuurhuis?", "where do the invoices appear?", memory=Memory(manners=manners))
    assert isinstance(reply, Answer)
    assert reply.about == "factuurhuis"


def test_two_that_are_named_are_asked_after_and_no_others() -> None:
    reply, _ = said("wij gebruiken Balansboek en Exact Globe, welke versie is nodig?")

    assert isinstance(reply, Clarification)
    assert reply.products == ("exact-globe", "balansboek")


def test_whoever_left_one_for_another_is_answered_about_that() -> None:
    reply, _ = said("we stappen over van Balansboek naar Factuurhuis. Hoe koppel ik Factuurhuis met eConnect?")

    assert getattr(reply, "about", None) == "factuurhuis"


@pytest.mark.parametrize("text", ["hallo", "bedankt", "can you bake a cake?", "wat kost het?", "мне нужна помощь"])
def test_what_is_about_no_product_is_replied_to_without_asking_which(text: str) -> None:
    reply, after = said(text)

    assert not isinstance(reply, Clarification)
    assert getattr(reply, "about", "") is None
    assert after.product is None


def test_another_package_is_handed_over_whatever_was_talked_of() -> None:
    reply, after = said("which version of Balansboek do I need?", "hoe koppel ik AFAS met eConnect?")

    assert isinstance(reply, HandOver)
    assert (reply.product, reply.about, after.product) == ("afas", None, "balansboek")


def test_a_number_is_worked_out_for_whom_that_is_done_and_for_no_other() -> None:
    reply, _ = said("is update 412 nieuw genoeg voor Exact Globe?")
    assert isinstance(reply, Calculation)
    assert (reply.outcome.value, reply.about) == ("no", "exact-globe")

    reply, _ = said("is versie 412 nieuw genoeg voor Balansboek?")
    assert not isinstance(reply, Calculation)

    asked, after = said("is 412 nieuw genoeg?")
    assert isinstance(asked, Clarification)
    reply, _ = said("Globe", memory=after)
    assert isinstance(reply, Calculation)


def test_what_is_worked_out_for_some_is_told_with_the_question_which_is_meant() -> None:
    asked, after = said("wat is mijn adres, kvk 01035286?")
    assert isinstance(asked, Clarification)
    (found,) = asked.calculated
    assert (found.about, found.outcome.value, asked.products) == ("exact-globe", "01035286@facturen.econnect.eu", ALL)
    reply, _ = said("Exact Globe", memory=after)
    assert isinstance(reply, Calculation)
    assert reply.outcome == found.outcome

    for text in ("wat is mijn adres?", "kvk 1234567", "welke versie voor Balansboek of Factuurhuis?"):
        unclear, _ = said(text)
        assert isinstance(unclear, Clarification)
        assert unclear.calculated == ()


@pytest.mark.parametrize("product", [None, "exact-globe", "balansboek"])
def test_a_command_works_out_what_is_worked_out_for_some_product(product: str | None) -> None:
    calculation = BOT.calculate("version-check", "413", "en", product)

    assert (calculation.outcome.value, calculation.about) == ("yes", "exact-globe")
    assert {outcome.calculator for outcome in BOT.numbers_in("kvk 01035286, update 413")} == {*CALCULATORS}


def test_what_follows_is_understood_with_what_was_said_of_that_product() -> None:
    reply, after = said("how do I connect Balansboek with eConnect?", "and then?")

    assert isinstance(reply, Answer)
    assert reply.articles == ("balansboek/version-required",)
    assert BOT.follow_up_in(question("and then?"), after) == "next"
    assert BOT.goes_on(question("and then?"), after)
    assert BOT.goes_on(question("Factuurhuis"), after)
    assert not BOT.goes_on(question("Factuurhuis"), Memory())
    assert BOT.reading_of(question("how do I connect?"), after) == "question"


def test_of_another_product_nothing_that_was_said_counts() -> None:
    _, after = said("how do I connect Balansboek with eConnect?")
    reply, _ = said("what is the next step in Factuurhuis?", memory=after)

    assert getattr(reply, "about", None) == "factuurhuis"
    assert not any(slug.startswith("balansboek") for slug in getattr(reply, "articles", ()))


def test_a_word_that_follows_leaves_the_question_to_be_asked_of_another_product() -> None:
    reply, after = said("which version of Balansboek do I need?", "why?")
    assert isinstance(reply, FollowUp)

    reply, _ = said("and Factuurhuis?", memory=after)
    assert isinstance(reply, Answer)
    assert reply.articles == ("factuurhuis/version-required",)


def test_an_article_that_is_chosen_is_gone_on_from() -> None:
    answer = BOT.article("balansboek/setup-overview", "nl")
    assert answer is not None
    after = BOT.remember(answer, Memory())

    assert answer.about == after.product == "balansboek"
    assert after.articles == ("balansboek/setup-overview",)
    talk = BOT.article("thanks", "nl")
    assert talk is not None
    assert (talk.about, BOT.remember(talk, after)) == (None, after)
    assert BOT.article("balansboek/nothing", "nl") is None


def test_the_steps_are_those_of_the_product() -> None:
    assert BOT.setup_guide("balansboek").overview == "balansboek/setup-overview"
    assert BOT.setup_guide(None).overview == BOT.setup_guide("afas").overview == "setup-overview"


@pytest.mark.parametrize(
    ("text", "is_alone"),
    [
        ("Balansboek", True),
        ("voor Factuurhuis Pro graag", True),
        ("het gaat over Globe :)", True),
        ("Balansboek en Factuurhuis", False),
        ("welke versie van Balansboek", False),
        ("AFAS", False),
        ("ja", False),
        ("", False),
    ],
)
def test_a_name_alone_is_told_from_a_question(text: str, is_alone: bool) -> None:  # noqa: FBT001
    assert (BOT.product_alone(text) is not None) == is_alone


def test_why_is_told_of_the_reply_that_was_given() -> None:
    asked = question("which version of Balansboek do I need?")
    reply, trace = BOT.explain(asked, Memory())
    assert reply == BOT.reply_to(asked, Memory())[0]
    assert {each.target.partition("/")[0] for each in trace.evidence} == {"balansboek"}

    asked = question("which version do I need?")
    reply, trace = BOT.explain(asked, Memory())
    assert isinstance(reply, Clarification)
    assert (reply.products, trace.reason, trace.counterfactual) == (ALL, "which-product", None)

    reply, trace = BOT.explain(question("can you bake a cake?"), Memory())
    assert isinstance(reply, HandOver)
    assert trace.reason != "which-product"


def test_one_integration_is_left_everything() -> None:
    alone = Answering(shipped_knowledge(), shipped_matcher())
    bot, asked = answering_alone(alone), question("welke versie heb ik nodig?")

    assert bot.reply_to(asked, Memory()) == alone.reply_to(asked, Memory())
    assert bot.explain(asked, Memory()) == alone.explain(asked, Memory())
    assert bot.article("thanks", "nl") == alone.article("thanks", "nl")
    assert bot.calculate("version-check", "413", "nl") == alone.calculate("version-check", "413", "nl")
    reply, _ = alone.reply_to(asked, Memory())
    assert bot.remember(reply, Memory()) == alone.remember(reply, Memory())
    assert bot.hear("waarom?").phrase == "why"
    assert bot.language_of("ok", "en") == "en"
    assert bot.product_alone("Globe") is None
    assert bot.calculators_of(None) == alone.calculators_of() == ("mailbox-address", "version-check")
    assert BOT.calculators_of("balansboek") == ()
    assert bot.version == alone.version
    bot.warm_up()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("set up Balansboek", "en"),
        ("/setup Factuurhuis Pro", "en"),
        ("set up Exact Globe", "en"),
        ("set up Balansboek and Factuurhuis Pro", "en"),
        ("stel Exact Globe in", "nl"),
        ("Balansboek instellen", "nl"),
    ],
)
def test_the_name_of_a_package_has_no_language(text: str, language: Language) -> None:
    assert [BOT.language_of(text, each) for each in LANGUAGES] == [language] * 2
    assert [BOT.language_of("Balansboek", each) for each in LANGUAGES] == [*LANGUAGES]


def test_an_answer_that_is_of_one_alone_stands_for_none_of_the_others() -> None:
    assert isinstance(BOT, AnsweringAll)
    reply, _ = said("heb ik Exact Online nodig?")

    assert isinstance(reply, Clarification)
    assert reply.products == ALL


def test_whoever_wants_a_person_is_not_asked_about_which_product() -> None:
    reply, after = said("ik wil een medewerker spreken")

    assert isinstance(reply, Answer)
    assert (reply.articles, reply.about, after.product) == (("contact-support",), None, None)


@pytest.mark.parametrize(
    ("text", "products"),
    [
        ("Waar vind ik de facturen?\n\nMet vriendelijke groet,\nAnja\nSupport Balansboek", ALL),
        ("Welke versie voor Balansboek? En hoe koppel ik Exact Globe?", ("exact-globe", "balansboek")),
        ("Which version of Balansboek and which build of Factuurhuis do I need?", ("balansboek", "factuurhuis")),
        ("Wat is het verschil tussen Balansboek en Factuurhuis?", ("balansboek", "factuurhuis")),
        ("is versie 2025.3 van Balansboek goed? En 418 van Globe?", ("exact-globe", "balansboek")),
        ("onze accountant gebruikt Balansboek. welke versie hebben wij nodig?", ALL),
        ("wij hebben Balansboek niet. welke versie?", ALL),
        ("begin met de set-up", ALL),
    ],
)
def test_a_name_in_an_aside_or_one_of_several_or_of_others_decides_nothing(
    text: str, products: tuple[str, ...]
) -> None:
    reply, after = said(text)

    assert isinstance(reply, Clarification)
    assert (reply.products, after.product) == (products, None)


def test_what_one_integration_hands_over_another_one_answers() -> None:
    manners = ChannelManners("T1", "C1", "mentions", product="exact-globe")
    signed = "is 418 nieuw genoeg?\n\nMet vriendelijke groet,\nJan\nBalansboek BV"
    texts = (signed, "wij zijn weg bij Balansboek. Is 418 nieuw genoeg?")
    for text in texts:
        reply, _ = said(text, memory=Memory(manners=manners))
        assert isinstance(reply, Calculation)
        assert reply.about == "exact-globe"
    reply, _ = said("Heeft iemand Balansboek gekoppeld met AFAS? welke versie?", memory=Memory(manners=manners))
    assert getattr(reply, "about", None) == "balansboek"


@pytest.mark.parametrize("text", ["niet Balansboek", "Balansboek crasht", "bel Jan van Balansboek even", "balans"])
def test_what_says_more_than_a_name_asks_nothing_again_and_is_no_talk_with_the_bot(text: str) -> None:
    _, after = said("hoe koppel ik?")

    assert BOT.product_alone(text) is None
    assert not BOT.goes_on(question(text), after)


def test_and_for_another_one_can_be_asked_on_and_on() -> None:
    _, after = said("which version do I need for Balansboek?", "and for Globe?", "and for Factuurhuis?")
    reply, _ = said("and for Balansboek?", memory=after)
    assert getattr(reply, "articles", None) == ("balansboek/version-required",)

    reply, _ = said("hoe koppel ik SnelStart?", "en Balansboek dan?")
    assert getattr(reply, "articles", None) == ("balansboek/setup-overview",)


def test_a_step_of_one_set_up_is_none_of_another() -> None:
    _, after = said("hoe koppel ik Balansboek?", "wat kost dat?", "Factuurhuis")

    assert (after.step, after.product) == (None, "factuurhuis")


@pytest.mark.parametrize("text", ["laat maar", "waarom?"])
def test_a_word_about_nothing_is_not_asked_about_which_product(text: str) -> None:
    reply, _ = said("welke versie heb ik nodig?", text)

    assert isinstance(reply, FollowUp)


@pytest.mark.parametrize(
    "text", ["waarom?", "why do you ask?", "bedankt", "laat maar", "en dan?", "in het Engels graag"]
)
def test_what_follows_the_question_which_is_no_question_and_leaves_it_waiting(text: str) -> None:
    _, after = said("welke versie heb ik nodig?", text)
    assert [asked.text for asked in LAST] == ["welke versie heb ik nodig?"]

    reply, _ = said("Balansboek", memory=after)
    assert getattr(reply, "articles", None) == ("balansboek/version-required",)


@pytest.mark.parametrize(
    "text",
    [
        "begin met de set-up",
        "stap 2",
        "stap 2 lukt niet",
        "why Balansboek and Factuurhuis?",
        "welke update?",
        "dat lukt niet",
    ],
)
def test_what_needs_one_product_follows_up_on_nothing_where_none_is_meant(text: str) -> None:
    _, after = said("welke versie heb ik nodig?")

    assert BOT.follow_up_in(question(text), after) is None
    heard = replace(question(text), heard=BOT.hear(text))
    assert BOT.follow_up_in(heard, after) is None


def test_where_the_one_talked_of_hands_over_to_another_of_ours_the_bot_asks_which() -> None:
    reply, _ = said("Hoe koppel ik Globe?", "> Balansboek heeft dit anders\nwelke versie?")

    assert isinstance(reply, Clarification)
    assert reply.products == ALL


def test_one_integration_has_no_other_product_to_be_asked_about() -> None:
    alone = Answering(shipped_knowledge(), shipped_matcher())

    assert alone.about_product("welke versie?", "afas") == "welke versie?"


@pytest.mark.parametrize("product", ALL)
@pytest.mark.parametrize("text", ["{}", "hallo, {}", "ik heb een vraag over {}", "question about {}, please"])
def test_who_names_a_package_and_asks_nothing_is_asked_what_about_it(product: str, text: str) -> None:
    reply, after = said(text.format(NAMES[product]))

    assert isinstance(reply, Clarification)
    assert (reply.is_opening, reply.about, after.product) == (True, product, product)
    assert {BOT.knowledge.base_of(slug).product for slug in reply.articles} == {product}
    assert after.offered == reply.articles
    reply, _ = said("welke versie heb ik nodig?", memory=after)
    assert isinstance(reply, Answer)
    assert reply.about == product


def test_small_talk_is_not_asked_again_and_a_package_named_after_it_opens_the_talk() -> None:
    reply, after = said("hallo", "Balansboek")
    assert getattr(reply, "is_opening", None)

    reply, after = said("Exact Globe", memory=after)
    assert isinstance(reply, Clarification)
    assert (reply.is_opening, reply.about) == (True, "exact-globe")
    reply, _ = said("de tweede", memory=after)
    assert isinstance(reply, Answer)
    assert reply.articles == ("prerequisites",)


@pytest.mark.parametrize("text", ["hallo, Balansboek", "ik heb een vraag over Balansboek"])
def test_where_the_bot_has_asked_which_an_opening_answers_that(text: str) -> None:
    reply, after = said("welke versie heb ik nodig?", text)
    assert getattr(reply, "articles", None) == ("balansboek/version-required",)

    reply, _ = said("ik heb nog een vraag over Factuurhuis", memory=after)
    assert isinstance(reply, Clarification)
    assert (reply.is_opening, reply.about) == (True, "factuurhuis")


def test_an_opening_is_explained_and_follows_up_on_nothing() -> None:
    asked = question("hoi, Balansboek")
    reply, trace = BOT.explain(asked, Memory())

    assert reply == BOT.reply_to(asked, Memory())[0]
    assert (trace.reason, trace.counterfactual) == ("opening", None)
    offered = Memory(offered=("balansboek/version-required",), product="balansboek", trace_id="q")
    assert BOT.follow_up_in(question("that version"), offered) == "by-name"
    assert BOT.follow_up_in(question("that Balansboek"), offered) is None
    assert BOT.product_opened("hoi, Balansboek") == "balansboek"
    assert BOT.product_opened("hoi") is None


def test_an_opening_forgets_the_step_that_was_talked_of() -> None:
    _, before = said("hoe haal ik de facturen op in Exact Globe?")
    assert before.step is not None

    _, after = said("ik heb een vraag over Exact Globe", memory=before)
    assert after.step is None


def test_thanks_with_the_name_of_a_package_is_no_opening() -> None:
    _, after = said("welke versie van Balansboek heb ik nodig?")

    reply, _ = said("bedankt voor de hulp met Balansboek", memory=after)
    assert getattr(reply, "articles", None) == ("thanks",)


def test_where_there_is_but_one_its_name_opens_a_talk_and_says_something_to_what_was_said_before() -> None:
    bot = answering_alone(Answering(shipped_knowledge(), shipped_matcher()))
    reply, after = bot.reply_to(question("Exact Globe?"), Memory())

    assert isinstance(reply, Clarification)
    assert (reply.is_opening, reply.about, after.offered) == (True, None, reply.articles)
    assert bot.product_opened("Exact Globe?") is None
    for memory in (Memory("version-check"), Memory(setup="s1"), Memory(articles=("version-required",)), after):
        reply, _ = bot.reply_to(question("Exact Globe"), memory)
        assert not getattr(reply, "is_opening", False)
    reply, _ = bot.reply_to(replace(question("Exact Globe"), language="en"), Memory())
    assert reply.language == "en"


def test_which_of_several_products_is_meant_is_told_by_its_name_else_by_the_talk() -> None:
    _, talk = said("hoe koppel ik Balansboek met eConnect?")

    assert BOT.products == ALL
    assert BOT.product_meant("stel in", Memory()) is None
    assert BOT.product_meant("stel in", talk) == "balansboek"
    assert BOT.product_meant("stel Exact Globe in", talk) == "exact-globe"
    alone = answering_alone(BOT.each[0])
    assert (alone.products, alone.product_meant("stel Exact Globe in", talk)) == ((), None)


@pytest.mark.parametrize("product", ALL)
def test_a_set_up_is_asked_for_by_the_name_of_its_product(product: str) -> None:
    reply, after = said(f"stel {NAMES[product]} in")

    assert isinstance(reply, Answer)
    assert (reply.articles[0].rpartition("/")[2], reply.about, after.product) == ("setup-overview", product, product)
