"""What every store must tell of a period. A store's test class inherits from `ReportsContract`."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from bot.domain.feedback import Label
from bot.domain.report import Learnt, Period, StepFigures, Verdicts
from bot.domain.teaching import Taught
from bot.domain.ticket import apply_transition
from bot.services.ports import MOST_ASKED, Timers
from tests.domain.test_hours import AMSTERDAM
from tests.storage.contract import MINUTE, NOON, StoreCase, asked, vote
from tests.storage.setups_contract import A_SETUP
from tests.storage.tickets_contract import fresh, keep, step

if TYPE_CHECKING:
    from bot.domain.ticket import Lesson
    from bot.services.ports import Store

DAY = timedelta(days=1)
YESTERDAY = Period(NOON - DAY, NOON + MINUTE)


def fill(store: Store) -> None:
    """Return a day with a bit of everything, the day before it, and another team with the same ids."""
    with store.transaction() as transaction:
        transaction.questions.add(replace(asked("t1"), kind="answer", article="version-required"))
        transaction.questions.add(replace(asked("t2", "UBOB"), kind="answer", article="version-required"))
        transaction.questions.add(replace(asked("t3", at=NOON - DAY), kind="hand_over", gap="prices", article=None))
        transaction.questions.add(replace(asked("t4"), kind="hand_over", gap=None, article=None))
        transaction.questions.add(asked("t5", at=NOON - 2 * DAY))
        transaction.questions.add(replace(asked("t6", team="T2"), kind="answer", article="version-required"))
        transaction.feedback.vote(vote(is_helpful=True))
        transaction.feedback.vote(replace(vote(is_helpful=True), person="UBOB", trace_id="t2"))
        no = replace(vote(is_helpful=False), person="UCAROL", trace_id="t2", reason="incomplete")
        transaction.feedback.vote(no)
        transaction.feedback.vote(replace(no, person="UDORA", reason=None))
        transaction.feedback.vote(replace(no, team="T2"))
        transaction.feedback.label(Label("T1", "UALICE", "t9", "uitleg", None, NOON))
        transaction.feedback.label(Label("T1", "UBOB", "t9", "uitleg", "what-is-it", NOON))
        of_then = (A_SETUP, replace(A_SETUP, id="s2", step="b", failed=("create-mailbox", "b")))
        done = replace(A_SETUP, id="s3", state="finished", failed=("b",))
        for setup in (
            *of_then,
            done,
            replace(A_SETUP, id="s4", team="T2"),
            replace(A_SETUP, id="s5", changed_at=NOON + DAY),
        ):
            transaction.setups.begin(setup)
    ticket = keep(store, replace(fresh(), trace_id="t2"))
    step(store, ticket, "claim")
    with store.transaction() as transaction:
        before = transaction.tickets.get("T1", ticket.id)
        assert before is not None
        resolved = apply_transition(before, "resolve", NOON, AMSTERDAM)
        learnt = replace(resolved, version=before.version, lesson="gap", resolution="reply")
        transaction.tickets.change(learnt, None, Timers())
    keep(store, replace(fresh("t2", team="T2"), opened_at=NOON))


class ReportsContract(StoreCase):
    def test_a_period_is_told_in_figures_and_no_other_teams_are_in_them(self, store: Store) -> None:
        fill(store)
        found = store.report_queries.figures(YESTERDAY, "T1")
        assert found.asked == {"answer": 2, "hand_over": 2}
        assert found.people == 2
        assert found.days == (
            ((NOON - DAY).date(), {"hand_over": 1}),
            (NOON.date(), {"answer": 2, "hand_over": 1}),
        )
        assert found.verdicts == (Verdicts("version-required", 2, 2, 2, (("incomplete", 1),)),)
        assert found.gaps == (("prices", 1),)
        assert [(each.text, each.person) for each in found.unanswered] == [("which version", "UALICE")]
        assert dict(found.labels) == {None: 1, "what-is-it": 1}
        assert found.lessons == (Learnt("gap", fresh().text, None),)

    def test_what_a_support_member_says_of_a_wrong_reply_is_a_lesson_while_the_question_is_there(
        self, store: Store
    ) -> None:
        with store.transaction() as transaction:
            for name in ("t1", "t2"):
                transaction.questions.add(replace(asked(name), text=f"the words of {name}"))
            transaction.questions.add(asked("t4", team="T2"))
            transaction.feedback.label(Label("T1", "UBOB", "t1", "", "what-is-it", NOON))
            transaction.feedback.label(Label("T1", "UCAROL", "t2", "", None, NOON - MINUTE))
            for trace_id in ("forgotten", "t4"):
                transaction.feedback.label(Label("T1", "UBOB", trace_id, "", None, NOON))
            transaction.feedback.label(Label("T2", "UBOB", "t4", "", None, NOON - 3 * DAY))
        found = store.report_queries.figures(YESTERDAY, "T1")

        assert found.lessons == (
            Learnt("phrasing", "the words of t1", "what-is-it"),
            Learnt("gap", "the words of t2", None),
        )
        assert found.labels == ()

        store.erase("UALICE")
        assert store.report_queries.figures(YESTERDAY, "T1").lessons == ()

    def test_what_people_taught_is_told_with_the_words_and_who_says_so(self, store: Store) -> None:
        with store.transaction() as transaction:
            transaction.questions.add(replace(asked("t1"), text="the words of t1"))
            transaction.feedback.label(Label("T1", "UBOB", "t1", "", "what-is-it", NOON))
            transaction.feedback.label(Label("T1", "UBOB", "forgotten", "", None, NOON))
            transaction.feedback.label(Label("T2", "UBOB", "t1", "", None, NOON))
            transaction.feedback.label(Label("T1", "UALICE", "t2", "uitleg", None, NOON - MINUTE))
            transaction.feedback.label(Label("T2", "UDORA", "t3", "why", "version-required", NOON))
            transaction.feedback.label(Label("T1", "UALICE", "t4", "long ago", None, NOON - 2 * DAY))

        assert sorted(store.report_queries.taught(YESTERDAY), key=lambda each: each.text) == [
            Taught("the words of t1", "what-is-it", "UBOB", is_by_team=True, taught_at=NOON),
            Taught("uitleg", None, "UALICE", is_by_team=False, taught_at=NOON - MINUTE),
            Taught("why", "version-required", "UDORA", is_by_team=False, taught_at=NOON),
        ]

    @pytest.mark.parametrize(
        ("lesson", "article"),
        [("phrasing", "what-is-it"), ("gap", None), ("nothing", "not told"), (None, "not told")],
    )
    def test_what_a_ticket_teaches_is_told_too(
        self, store: Store, lesson: Lesson | None, article: str | None
    ) -> None:
        ticket = keep(store, fresh())
        step(store, ticket, "claim")
        with store.transaction() as transaction:
            before = transaction.tickets.get("T1", ticket.id)
            assert before is not None
            resolved = apply_transition(before, "resolve", NOON, AMSTERDAM)
            resolved = replace(resolved, version=before.version, lesson=lesson, article="what-is-it")
            transaction.tickets.change(resolved, None, Timers())

        expected = Taught(fresh().text, article, "UBOB", is_by_team=True, taught_at=NOON)
        assert store.report_queries.taught(YESTERDAY) == (() if article == "not told" else (expected,))

    def test_it_tells_where_people_are_in_their_set_ups_and_what_failed(self, store: Store) -> None:
        fill(store)
        found = store.report_queries.figures(YESTERDAY, "T1")
        assert found.setups == (StepFigures("b", 1, 2), StepFigures("create-mailbox", 1, 1))
        assert found.finished_setups == 1

    def test_a_calculator_is_counted_as_an_article_is(self, store: Store) -> None:
        both = replace(asked("t1"), kind="answer", article="version-required", calculator="mailbox-address")
        with store.transaction() as transaction:
            transaction.questions.add(both)
            transaction.questions.add(
                replace(asked("t2"), kind="calculation", article=None, calculator="mailbox-address")
            )
            transaction.feedback.vote(replace(vote(is_helpful=True), article="mailbox-address"))

        assert store.report_queries.figures(YESTERDAY, "T1").verdicts == (
            Verdicts("mailbox-address", 2, 1),
            Verdicts("version-required", 1),
        )

    def test_days_are_those_of_the_periods_zone(self, store: Store) -> None:
        midnight = datetime(2026, 11, 24, 23, tzinfo=UTC)  # in Amsterdam; 04:30 in Kolkata, 18:00 in New York
        with store.transaction() as transaction:
            for number, moment in enumerate((midnight - timedelta(microseconds=1), midnight, midnight + DAY)):
                transaction.questions.add(asked(f"z{number}", at=moment))

        def days(zone: str) -> list[tuple[int, int]]:
            period = Period(midnight - DAY, midnight + 2 * DAY, ZoneInfo(zone))
            found = store.report_queries.figures(period, "T1").days
            return [(day.day, sum(counts.values())) for day, counts in found]

        assert days("Europe/Amsterdam") == [(24, 1), (25, 1), (26, 1)]
        assert days("Asia/Kolkata") == [(25, 2), (26, 1)]
        assert days("UTC") == [(24, 2), (25, 1)]

    def test_days_are_right_on_both_sides_of_a_change_of_the_clocks(self, store: Store) -> None:
        summer = datetime(2026, 10, 24, 22, tzinfo=UTC)  # midnight in Amsterdam; the clocks go back on the 25th
        winter = datetime(2026, 10, 25, 23, tzinfo=UTC)
        with store.transaction() as transaction:
            for number, moment in enumerate((summer - MINUTE, summer, winter - MINUTE, winter)):
                transaction.questions.add(asked(f"w{number}", at=moment))
        period = Period(summer - 30 * DAY, winter + 30 * DAY, ZoneInfo("Europe/Amsterdam"))
        found = store.report_queries.figures(period, "T1").days

        assert [(day.day, sum(counts.values())) for day, counts in found] == [(24, 1), (25, 2), (26, 1)]

    def test_days_are_right_in_each_of_many_summers_and_winters(self, store: Store) -> None:
        evenings = [datetime(year, month, 15, 22, 30, tzinfo=UTC) for year in (2024, 2025, 2026) for month in (1, 7)]
        with store.transaction() as transaction:
            for number, moment in enumerate(evenings):  # past midnight in Amsterdam in summer alone
                transaction.questions.add(asked(f"y{number}", at=moment))
        period = Period(evenings[0] - DAY, evenings[-1] + DAY, ZoneInfo("Europe/Amsterdam"))
        found = store.report_queries.figures(period, "T1").days

        assert [(day.month, day.day) for day, _ in found] == [(1, 15), (7, 16)] * 3

    def test_deflected_is_what_helped_and_was_not_handed_over(self, store: Store) -> None:
        fill(store)
        assert store.report_queries.figures(YESTERDAY, "T1").deflected == 1

    def test_tickets_are_told_with_their_times(self, store: Store) -> None:
        fill(store)
        (times,) = store.report_queries.figures(YESTERDAY, "T1").tickets
        assert (times.state, times.opened_at, times.claimed_at) == ("resolved", NOON, NOON + MINUTE)
        assert times.waiting_since == times.resolved_at == NOON

    def test_all_teams_are_told_together_where_none_is_named(self, store: Store) -> None:
        fill(store)
        found = store.report_queries.figures(YESTERDAY)
        assert found.asked == {"answer": 3, "hand_over": 2}
        assert len(found.tickets) == 2

    def test_of_a_time_when_nothing_was_there_is_nothing(self, store: Store) -> None:
        found = store.report_queries.figures(YESTERDAY, "T1")
        assert (found.asked, found.people, found.days, found.tickets, found.deflected) == ({}, 0, (), (), 0)

    def test_the_latest_words_that_were_asked_are_told_once_each(self, store: Store) -> None:
        with store.transaction() as transaction:
            for trace_id, text, minutes in (("a", "how", 9), ("b", "where", 5), ("c", "how", 3), ("d", "when", 3)):
                transaction.questions.add(replace(asked(trace_id, at=NOON - minutes * MINUTE), text=text))
            transaction.questions.add(replace(asked("e", team="T2"), text="of another team"))
            transaction.questions.add(replace(asked("f"), text="and then?", kind="follow_up"))
            transaction.questions.add(replace(asked("g", at=NOON - 2 * DAY), text="too early"))

        assert store.report_queries.texts_asked(YESTERDAY) == ("of another team", "how", "when", "where")

    def test_of_many_words_that_were_asked_the_oldest_are_left_out(self, store: Store) -> None:
        with store.transaction() as transaction:
            for number in range(MOST_ASKED + 1):
                of_then = asked(f"t{number}", at=NOON - number * timedelta(seconds=1))
                transaction.questions.add(replace(of_then, text=f"question {number}"))

        found = store.report_queries.texts_asked(YESTERDAY)

        assert (len(found), found[-1]) == (MOST_ASKED, f"question {MOST_ASKED - 1}")

    def test_questions_are_told_as_they_are_kept_the_oldest_first(self, store: Store) -> None:
        fill(store)
        with store.transaction() as transaction:
            transaction.questions.add(asked("t0"))
        found = store.report_queries.questions(YESTERDAY, "T1")

        assert [each.trace_id for each in found] == ["t3", "t0", "t1", "t2", "t4"]
        assert found[2] == store.find_question("T1", "t1")
        assert [each.trace_id for each in store.report_queries.questions(YESTERDAY)][-1] == "t6"
