"""What falls due by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from bot.domain.outgoing import Destination, Digest
from bot.services.reminding import begin_day, remind
from tests.factories import alone, knowledge_base
from tests.services.builders import BOB, TEAM, TRIAGE

if TYPE_CHECKING:
    from bot.domain.article import KnowledgeBase
    from tests.services.harness import Harness

KNOWLEDGE = knowledge_base()
REVIEWED_LONG_AGO = replace(
    KNOWLEDGE,
    articles={slug: replace(each, reviewed_on=date(2026, 1, 5)) for slug, each in KNOWLEDGE.articles.items()},
)


def reminded(bot: Harness, team: str = TEAM) -> int:
    with bot.store.transaction() as transaction:
        return remind(transaction, bot.desk, team, bot.clock.now(), bot.audit)


def began(bot: Harness, team: str = TEAM, knowledge: KnowledgeBase = KNOWLEDGE) -> bool:
    with bot.store.transaction() as transaction:
        return begin_day(transaction, bot.desk, team, bot.clock.now(), alone(knowledge))


def test_before_its_time_nobody_is_reminded(bot: Harness) -> None:
    bot.opens()
    bot.clock.pass_time(hours=2)

    assert reminded(bot) == 0
    assert bot.says() == []


def test_the_team_is_reminded_of_a_promise_before_and_after_it_is_broken_once_each(bot: Harness) -> None:
    bot.opens()
    told = []
    for _ in range(3):
        bot.clock.pass_time(hours=3)
        reminded(bot)
        reminded(bot)
        told.append(bot.tells())
        bot.clock.pass_time(hours=18)

    assert told == [["team:response-soon"], ["team:response-late"], ["team:resolution-soon"]]


def test_silence_closes_what_is_resolved_and_both_sides_are_told(bot: Harness) -> None:
    ticket = bot.resolved()
    bot.clock.pass_time(days=6)

    assert reminded(bot) == 1
    assert bot.ticket(ticket.id).state == "closed"
    assert bot.tells() == ["requester:closed", "team:expired"]
    assert reminded(bot) == 0


def test_what_is_closed_is_left_alone(bot: Harness) -> None:
    ticket = bot.opens()
    with bot.workflow() as workflow:
        workflow.dismiss(ticket.id, BOB)
    bot.deliver()
    bot.clock.pass_time(days=9)

    assert reminded(bot) == 0


def test_a_reminder_that_a_step_has_put_off_is_set_anew_in_silence(bot: Harness) -> None:
    ticket = bot.opens()
    bot.clock.pass_time(days=1)
    with bot.store.transaction() as transaction:
        (due,) = transaction.tickets.due(TEAM, bot.clock.now(), 9)
    bot.clock.pass_time(days=-1)
    with bot.workflow() as workflow:
        workflow.remind(due)

    assert bot.says() == []
    assert bot.ticket(ticket.id).reminded == ()


def test_the_digest_is_posted_once_as_the_day_begins(bot: Harness) -> None:
    bot.opens()
    bot.clock.pass_time(hours=20, minutes=30)

    assert [began(bot), began(bot)] == [True, False]
    (outgoing,) = bot.deliver()
    assert (outgoing.destination, outgoing.body) == (Destination(TEAM, TRIAGE), Digest())
    bot.clock.pass_time(days=1)
    assert began(bot)


def test_at_night_and_long_into_the_day_there_is_no_digest(bot: Harness) -> None:
    bot.opens()
    assert not began(bot)
    bot.clock.pass_time(hours=12)

    assert not began(bot)


def test_where_nothing_is_to_be_done_there_is_no_digest(bot: Harness) -> None:
    bot.resolved()
    bot.clock.pass_time(hours=20, minutes=30)

    assert not began(bot)


def test_a_quiet_team_is_told_of_reviews_as_the_week_begins_once(bot: Harness) -> None:
    told = []
    bot.clock.pass_time(hours=20, minutes=30)
    for _ in range(7):  # from Thursday to Wednesday
        told.append([began(bot, knowledge=REVIEWED_LONG_AGO), began(bot, knowledge=REVIEWED_LONG_AGO)])
        bot.clock.pass_time(days=1)

    assert told == [*[[False, False]] * 4, [True, False], *[[False, False]] * 2]
    assert bot.says() == [Digest()]


def test_where_no_review_is_due_a_quiet_team_hears_nothing_as_the_week_begins(bot: Harness) -> None:
    bot.clock.pass_time(days=4, hours=20, minutes=30)

    assert not began(bot)


def test_another_workspaces_tickets_are_left_to_its_own_bot(bot: Harness) -> None:
    bot.opens()
    bot.clock.pass_time(hours=20, minutes=30)

    assert (reminded(bot, "T2"), began(bot, "T2")) == (0, False)
    assert bot.says() == []
    assert (reminded(bot), began(bot)) == (1, True)
