from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.domain.markup import Code, Link, Paragraph, Placeholder
from bot.rendering.context import UTC_ZONE, day_in_words, moment_in_words
from tests.factories import alone, with_a_draft_for_prices
from tests.rendering.examples import CONTEXT, KNOWLEDGE, LONELY
from tests.rendering.ticket_examples import context

ASKING = replace(
    KNOWLEDGE.articles["mailbox"],
    answer=replace(
        KNOWLEDGE.articles["mailbox"].answer,
        en=(Paragraph((Code((Placeholder("mailbox_address"),)), " by ", Placeholder("support_contact"))),),
    ),
)
WITH_CONTACT = replace(CONTEXT, knowledge=alone(replace(KNOWLEDGE, articles={"mailbox": ASKING}, version="asking")))


def test_an_answer_is_filled_with_facts_and_whom_to_ask() -> None:
    assert WITH_CONTACT.answer("mailbox", "en").blocks == (
        Paragraph((Code(("<kvk-number>@facturen.econnect.eu",)), " by #help-econnect")),
    )


def test_whom_to_ask_is_a_link_where_it_is_an_address() -> None:
    mail = replace(WITH_CONTACT, support_contact="help@a.nl")

    ((paragraph),) = mail.answer("mailbox", "en").blocks
    assert isinstance(paragraph, Paragraph)
    assert paragraph.content[-1] == Link("mailto:help@a.nl", ("help@a.nl",))


def test_gaps_have_titles_too() -> None:
    assert (CONTEXT.title("mailbox", "nl"), CONTEXT.title("prices", "nl")) == ("The mailbox (nl)", "prijzen")


def test_people_see_the_title_of_a_gap_and_not_of_the_draft_that_is_to_answer_it() -> None:
    assert replace(CONTEXT, knowledge=alone(with_a_draft_for_prices())).title("prices", "en") == "prices"


def test_without_a_team_times_are_universal_and_words_english() -> None:
    assert (LONELY.zone, LONELY.team_language) == (UTC_ZONE, "en")
    assert (context("nl").zone, context("nl").team_language) == (ZoneInfo("Europe/Amsterdam"), "nl")
    assert LONELY.message_link("C1", "1.1") == "https://slack.com/"


def test_days_and_times_are_written_as_people_do() -> None:
    assert (day_in_words(date(2026, 3, 5), "en"), day_in_words(date(2026, 3, 5), "nl")) == (
        "5 Mar 2026",
        "5 mrt 2026",
    )
    moment = datetime(2026, 11, 25, 23, 30, tzinfo=UTC)
    assert moment_in_words(moment, ZoneInfo("Europe/Amsterdam"), "nl") == "26 nov 2026 00:30"


def test_an_answer_is_another_one_in_another_knowledge_base_language_or_with_another_contact() -> None:
    newer = replace(CONTEXT, knowledge=alone(replace(KNOWLEDGE, version="newer")))
    mail = replace(CONTEXT, support_contact="help@a.nl")

    assert CONTEXT.answer("mailbox", "en") == CONTEXT.answer("mailbox", "en")
    others = [newer.answer("mailbox", "en"), CONTEXT.answer("mailbox", "nl"), mail.answer("mailbox", "en")]
    assert CONTEXT.answer("mailbox", "en") not in others
