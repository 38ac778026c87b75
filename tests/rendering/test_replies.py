from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.domain.article import PLEA, Gap, Phrasings
from bot.domain.language import Bilingual
from bot.domain.reply import Answer, Calculation, Clarification, FollowUp, HandOver, Reply
from bot.rendering.context import RenderContext
from bot.rendering.conversation_messages import elements_of
from bot.rendering.document import Actions, Button
from bot.rendering.replies import reply_elements
from bot.rendering.targets.markdown import to_markdown
from bot.rendering.targets.plain_text import to_plain_text
from tests.factories import alone, knowledge_base
from tests.rendering.examples import (
    ADDRESS,
    CONTEXT,
    LONELY,
    MATCHES,
)
from tests.several import library_of_several

if TYPE_CHECKING:
    from bot.domain.language import Language
    from bot.domain.outgoing import ConversationMessage


def to_text(body: ConversationMessage | Reply) -> str:
    return to_plain_text(elements_of(body, CONTEXT))


def test_an_answer_shows_its_title_text_source_and_what_is_related() -> None:
    assert to_markdown(Answer("nl", ("mailbox",), 0.93, MATCHES), CONTEXT) == (
        "**The mailbox (nl)**\n\n"
        "Over The mailbox: update 413.\n\n"
        "_Bron: [Exact Globe koppelen (in het Engels)](https://example.com/en/connect), "
        "onderdeel ‘Step 1’ · nagekeken op 25 nov 2026_\n\n"
        "Gerelateerde vragen\n\n"
        "- The version (nl)"
    )


def test_small_talk_shows_no_source() -> None:
    assert "Source" not in to_markdown(Answer("en", ("greeting",), 1.0), CONTEXT)


def test_a_review_that_is_due_is_its_owners_business_and_not_the_readers() -> None:
    text = to_markdown(Answer("en", ("mailbox",), 0.93), LONELY)

    assert "reviewed on" in text
    assert "23 Feb 2027" not in text


def test_whoever_asks_for_people_is_not_told_that_there_is_no_answer_about_that() -> None:
    gap = Gap("contact-support", Bilingual("contacting support", "contact met support"), Phrasings((), ()), PLEA)
    known = replace(knowledge_base(), gaps={gap.slug: gap})

    text = to_markdown(HandOver("en", gap.slug, 0.9), replace(CONTEXT, knowledge=alone(known)))

    assert text == "The support team can help you: #help-econnect"


def test_two_questions_get_two_answers_and_the_gap_between_them() -> None:
    text = to_markdown(Answer("en", ("mailbox", "version"), 0.9, gap="prices"), CONTEXT)

    assert "About The mailbox" in text
    assert "About The version" in text
    assert "don't have a reviewed answer about prices" in text
    assert "Related questions" not in text


def test_a_clarification_offers_titles_and_a_way_out() -> None:
    text = to_text(Clarification("en", ("mailbox", "version"), 0.5))

    assert text.endswith("- The mailbox\n- The version\n- None of these")


def test_what_is_not_sure_beside_a_calculation_is_offered_below_it() -> None:
    text = to_text(Calculation("en", ADDRESS, offered=("mailbox", "version")))

    assert text.index("01035286@") < text.index("the rest of your question: did you mean")
    assert text.endswith("- The mailbox\n- The version\n- None of these")


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (HandOver("en", None, 0.1), "#help-econnect"),
        (HandOver("nl", "prices", 0.8), "geen nagekeken antwoord over prijzen"),
    ],
)
def test_a_hand_over_says_what_is_missing_and_who_can_help(reply: HandOver, words: str) -> None:
    assert words in to_markdown(reply, CONTEXT)


def test_after_a_choice_the_hand_over_speaks_of_it() -> None:
    text = to_text(HandOver("nl", None, 0.0, is_after_choice=True))

    assert text.startswith("Dan heb ik geen nagekeken antwoord op je vraag")
    assert "#help-econnect" in text


def test_without_a_contact_the_hand_over_says_that_none_is_set() -> None:
    assert "haven't been set up here yet" in to_markdown(HandOver("en", None, 0.1), LONELY)


@pytest.mark.parametrize(
    ("language", "part"), [("en", "but this channel is about afas."), ("nl", "maar dit kanaal gaat over afas.")]
)
def test_where_the_channel_is_about_another_product_it_is_not_the_question_that_is(
    language: Language, part: str
) -> None:
    text = to_text(HandOver(language, "prices", 0.6, product="afas", is_of_channel=True))
    assert part in text
    assert "about afas" not in text.replace(part, "")


def test_another_product_is_named_and_so_is_ours_also_where_nobody_knows_them_any_more() -> None:
    text = to_markdown(HandOver("en", "prices", 0.6, product="afas"), CONTEXT)
    assert "My answers are about Exact Globe, but your question is about afas." in text
    assert "prices" not in text


def test_a_name_that_nobody_knows_is_asked_about() -> None:
    text = to_markdown(Clarification("nl", (), 0.4, unknown="BookSuite"), CONTEXT)
    assert "Ik ken BookSuite niet" in text
    assert "#help-econnect" in text


def test_a_message_that_was_not_read_to_the_end_is_told_so() -> None:
    assert "I read the beginning and the end" in to_markdown(Answer("en", ("version",), 0.9, is_cut=True), CONTEXT)


def test_what_is_supposed_is_said_first() -> None:
    reply = Answer("nl", ("mailbox",), 1.0, supposed="next")

    assert to_markdown(reply, CONTEXT).startswith("Ik denk dat je bedoelt: ‘wat komt hierna?’.")
    assert "I think you mean" not in to_markdown(FollowUp("en", "never-mind"), CONTEXT)


SEVERAL = RenderContext(library_of_several(), "#help", date(2026, 11, 26))


def test_beside_others_a_reply_says_which_product_it_is_about() -> None:
    answer = Answer("nl", ("balansboek/version-required",), 1.0, about="balansboek")
    text = to_markdown(answer, SEVERAL)

    assert text.startswith("_Dit gaat over Balansboek._\n\n**Welke release van Balansboek**")
    assert "Je hebt release 2025.2 van Balansboek" in text
    assert "Balansboek koppelen, stap voor stap" in text
    assert "Dit gaat over" not in to_markdown(Answer("nl", ("mailbox",), 1.0, about="exact-globe"), CONTEXT)
    assert "Dit gaat over" not in to_markdown(Answer("nl", ("thanks",), 1.0, about="balansboek"), SEVERAL)
    assert "Dit gaat over" not in to_markdown(HandOver("nl", None, 0.1, about="balansboek"), SEVERAL)


def test_beside_others_either_of_ours_may_be_named_in_a_question_and_not_all_of_them() -> None:
    unknown = to_markdown(Clarification("en", (), 0.4, unknown="BookSuite"), SEVERAL)
    channel = to_markdown(HandOver("nl", None, 0.6, product="afas", is_of_channel=True), SEVERAL)

    assert "about Exact Globe, Balansboek and Factuurhuis Pro. If" in unknown
    assert "mention Exact Globe, Balansboek or Factuurhuis Pro." in unknown
    assert "Gaat je vraag wel over Exact Globe, Balansboek of Factuurhuis Pro? Stel" in channel


def test_which_product_is_meant_is_asked_in_words_and_with_buttons_where_the_question_is_known() -> None:
    asking = Clarification("nl", (), 0.9, products=("exact-globe", "balansboek", "factuurhuis"))
    text = "Over welk pakket gaat het: Exact Globe, Balansboek of Factuurhuis Pro? Typ de naam, of kies hem."

    assert to_markdown(asking, SEVERAL) == text
    words, buttons = reply_elements(asking, SEVERAL, "0123456789abcdef")
    assert to_plain_text((words,)) == text
    assert isinstance(buttons, Actions)
    assert [each.value for each in buttons.elements if isinstance(each, Button)] == ["0123456789abcdef"] * 3
    actions = [each.action for each in buttons.elements]
    assert actions == ["product:exact-globe", "product:balansboek", "product:factuurhuis"]
    two = replace(asking, language="en", products=("balansboek", "factuurhuis"))
    assert "Balansboek or Factuurhuis Pro?" in to_markdown(two, SEVERAL)


def test_what_is_worked_out_for_one_of_them_stands_below_the_question_which_is_meant() -> None:
    found = Calculation("nl", ADDRESS, about="exact-globe")
    asking = Clarification("nl", (), 0.9, products=("exact-globe", "balansboek"), calculated=(found,))
    text = to_markdown(asking, SEVERAL)

    assert text.startswith("Over welk pakket gaat het: Exact Globe of Balansboek?")
    assert "Als het om Exact Globe gaat:" in text
    assert "01035286@facturen.econnect.eu" in text
    assert "If it's about Exact Globe:" in to_markdown(replace(asking, language="en"), SEVERAL)


def test_where_nothing_is_asked_yet_it_is_said_what_can_be() -> None:
    articles = ("balansboek/setup-overview", "balansboek/version-required")
    reply = Clarification("nl", articles, 1.0, is_opening=True, about="balansboek")
    text = to_markdown(reply, SEVERAL)

    assert text.startswith("Wat wil je weten over het koppelen van Balansboek met eConnect?")
    assert "Welke release van Balansboek" in text
    assert "Dit kun je bijvoorbeeld vragen:" in text
    assert "You can ask, for example:" in to_markdown(replace(reply, language="en"), SEVERAL)
    assert "Geen van deze" not in text
    assert "Dit gaat over" not in text
    alone_in_it = to_markdown(replace(reply, language="en", articles=()), SEVERAL)
    assert (
        alone_in_it == "What would you like to know about connecting Balansboek with eConnect? Ask in your own words."
    )


def test_small_talk_leads_on_within_what_is_talked_of_and_names_all_products() -> None:
    hello = Answer("en", ("greeting",), 1.0)

    assert "connecting Exact Globe, Balansboek and Factuurhuis Pro with eConnect" in to_markdown(hello, SEVERAL)
    assert "Related" not in to_markdown(hello, SEVERAL)
    assert "Related" in to_markdown(replace(hello, about="exact-globe"), SEVERAL)


def test_another_package_is_told_from_all_that_there_are_answers_about() -> None:
    text = to_markdown(HandOver("nl", "other-packages", 0.9, product="afas"), SEVERAL)

    assert "Exact Globe, Balansboek en Factuurhuis Pro" in text
