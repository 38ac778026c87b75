"""The team's tickets by slash command, and its report."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.domain.forms import QueueForm
from bot.domain.outgoing import SystemNotice, TeamReport
from bot.domain.views import QueueView
from bot.services.listing import PAGE_SIZE, QueueQuery, answer_triage, open_queue, read_query, read_report_days
from tests.services.builders import ALICE, BOB, CAROL, MALLORY, button, command

if TYPE_CHECKING:
    from bot.domain.incoming import Command
    from tests.services.harness import Harness


def typed(text: str = "", person: str = BOB) -> Command:
    return command(text, person, "/econnect-triage")


def page(bot: Harness, text: str = "", person: str = BOB) -> QueueView:
    found = answer_triage(bot.context, typed(text, person))
    assert isinstance(found, QueueView)
    return found


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("", QueueQuery()),
        ("mine", QueueQuery("mine")),
        ("ALL grey button", QueueQuery("all", ("grey", "button"))),
        ("grey button p2", QueueQuery("open", ("grey", "button"), 2)),
        ("overdue p3", QueueQuery("overdue", (), 3)),
        ("p0", QueueQuery("open", ("p0",))),
        ("one two three four five six", QueueQuery("open", ("one", "two", "three", "four", "five"))),
    ],
)
def test_what_was_typed_tells_which_tickets_are_wanted(text: str, query: QueueQuery) -> None:
    assert read_query(text) == query
    assert read_query(query.typed()) == query


@pytest.mark.parametrize(
    ("text", "days"),
    [("report", 7), ("Report 30", 30), (" report 28 ", 28), ("report 0", None), ("all", None)],
)
def test_a_report_is_of_the_days_that_were_typed(text: str, days: int | None) -> None:
    assert read_report_days(text) == days


def test_what_is_open_is_listed_and_what_is_done_is_not(bot: Harness) -> None:
    bot.resolved()
    opened = bot.opens("another question")

    assert page(bot) == QueueView("open", (), (opened,), next_page=None)
    assert len(page(bot, "all").tickets) == 2


def test_mine_are_those_that_i_have(bot: Harness) -> None:
    claimed = bot.claimed(by=BOB)

    assert page(bot, "mine").tickets == (claimed,)
    assert page(bot, "mine", CAROL).tickets == ()


def test_overdue_are_those_whose_promise_is_broken(bot: Harness) -> None:
    opened = bot.opens()
    assert page(bot, "overdue").tickets == ()
    bot.clock.pass_time(days=1)

    assert page(bot, "overdue").tickets == (opened,)


def test_closed_are_those_that_are_resolved_or_closed_the_newest_first(bot: Harness) -> None:
    first = bot.resolved()
    bot.opens("another question")
    bot.clock.pass_time(minutes=1)
    withdrawn = bot.opens("a third question")
    with bot.workflow() as workflow:
        workflow.withdraw(withdrawn.id, ALICE)

    assert [ticket.id for ticket in page(bot, "closed").tickets] == [withdrawn.id, first.id]


@pytest.mark.parametrize("text", ["help", "?", "report next year"])
def test_who_asks_for_help_or_missed_a_word_reads_what_may_be_typed(bot: Harness, text: str) -> None:
    assert answer_triage(bot.context, typed(text)) == SystemNotice("triage-help", "nl")


def test_what_is_nearly_a_keyword_is_not_looked_for(bot: Harness) -> None:
    said = answer_triage(bot.context, replace(typed("gesloen"), near="gesloten"))

    assert said == SystemNotice("triage-near", "nl", (("typed", "gesloen"), ("meant", "gesloten")))


def test_words_are_looked_for(bot: Harness) -> None:
    purple = bot.opens("Why is my screen purple?")
    bot.opens("Why is my button grey?")

    assert page(bot, "screen PURPLE").tickets == (purple,)


def test_of_a_long_list_each_page_tells_the_command_for_the_next(bot: Harness) -> None:
    for number in range(PAGE_SIZE):
        bot.opens(f"question {number}")
    assert page(bot, "question").next_page is None
    bot.opens("one more question")
    first = page(bot, "question")

    assert len(first.tickets) == PAGE_SIZE
    assert first.next_page == "/econnect-triage open question p2"
    second = page(bot, first.next_page.removeprefix("/econnect-triage "))
    assert (len(second.tickets), second.next_page) == (1, None)


def test_a_report_is_ordered_and_comes_later_to_its_person_alone(bot: Harness) -> None:
    ordered = answer_triage(bot.context, typed("report 14"))

    assert ordered == SystemNotice("report-under-way", "nl")
    (outgoing,) = bot.deliver()
    assert outgoing.body == TeamReport("nl", 14)
    assert outgoing.destination == typed().private
    assert bot.wakes


def test_a_command_that_is_replayed_orders_no_second_report_and_the_same_typed_again_does(bot: Harness) -> None:
    for trigger in ("1.1", "1.1", "2.2"):
        assert answer_triage(bot.context, replace(typed("report"), form_handle=trigger))
        bot.clock.pass_time(minutes=1)

    assert len(bot.deliver()) == 2


def test_each_report_that_is_ordered_comes(bot: Harness) -> None:
    for _ in range(2):
        answer_triage(bot.context, typed("report"))

    assert len(bot.says()) == 2


@pytest.mark.parametrize("text", ["all", "report"])
def test_who_is_not_in_the_team_sees_nothing(bot: Harness, text: str) -> None:
    bot.opens()

    assert answer_triage(bot.context, typed(text, MALLORY)) == SystemNotice("not-in-team", "nl")
    assert bot.says() == []


def test_who_cannot_be_looked_up_sees_nothing(bot: Harness) -> None:
    bot.membership = replace(bot.membership, is_unknown=True)

    assert answer_triage(bot.context, typed(person=ALICE)) == SystemNotice("cannot-check", "nl")


def test_without_a_team_there_is_nothing_to_list(bot: Harness) -> None:
    bot.has_team = False

    assert answer_triage(bot.context, typed()) == SystemNotice("no-team", "en")


@pytest.mark.parametrize("text", ["", "report"])
def test_while_the_store_is_away_the_team_is_told(bot: Harness, text: str) -> None:
    bot.store.is_away = True

    assert answer_triage(bot.context, typed(text)) == SystemNotice("store-away", "nl")


def test_a_support_member_opens_the_queue_by_its_button(bot: Harness) -> None:
    opened = [bot.opens(f"question {number}") for number in range(PAGE_SIZE + 1)]
    form = open_queue(bot.context, button(person=BOB), "/econnect-triage")

    assert form == QueueForm(QueueView("open", (), tuple(opened[:PAGE_SIZE]), "/econnect-triage open p2"))


def test_nobody_else_opens_the_queue(bot: Harness) -> None:
    assert open_queue(bot.context, button(person=MALLORY), "/econnect-triage") is None
    assert bot.says() == [SystemNotice("not-in-team", "nl")]
    bot.has_team = False
    assert open_queue(bot.context, button(person=BOB), "/econnect-triage") is None
    assert bot.says() == [SystemNotice("no-team", "en")]
