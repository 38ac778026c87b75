from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.desk import SupportDeskConfig
from bot.domain.report import Figures, Period, TeamFigures, Times, Unanswered
from bot.services.reporting import clusters_of, report_of
from tests.domain.test_hours import AMSTERDAM

if TYPE_CHECKING:
    from bot.domain.language import Language

# A Monday, 10 o'clock in Amsterdam.
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
FRIDAY = MONDAY + timedelta(days=4)
HOUR = timedelta(hours=1)
DESK = SupportDeskConfig("C1", AMSTERDAM)
THEN = Period(MONDAY, FRIDAY)
NOTHING = Figures({}, 0, (), (), (), (), 0, (), (), ())


def unanswered(text: str, number: int = 0, person: str = "UALICE", language: Language = "nl") -> Unanswered:
    return Unanswered(text, language, person, MONDAY + number * HOUR)


def times(claimed: int | None, resolved: int | None = None, **others: object) -> Times:
    ticket = Times(
        state="open" if claimed is None else "claimed" if resolved is None else "resolved",
        opened_at=MONDAY,
        waited=timedelta(),
        waiting_since=None if resolved is None else MONDAY + resolved * HOUR,
        claimed_at=None if claimed is None else MONDAY + claimed * HOUR,
        responded_at=None if claimed is None else MONDAY + claimed * HOUR,
        resolved_at=None if resolved is None else MONDAY + resolved * HOUR,
        closed_at=None,
    )
    return replace(ticket, **others)  # type: ignore[arg-type] # named by the tests


def team(*tickets: Times, desk: SupportDeskConfig | None = DESK, now: datetime = FRIDAY) -> TeamFigures:
    return report_of(replace(NOTHING, tickets=tickets), Period(MONDAY, now), desk, now).team


def test_questions_about_the_same_are_put_together() -> None:
    found = clusters_of(
        (
            unanswered("hoe zet ik peppol aan in globe", 0),
            unanswered("peppol aanzetten in globe?", 1, "UBOB"),
            unanswered("factuur komt dubbel binnen", 2),
            unanswered("PEPPOL in Globe", 3),
        ),
        THEN,
    )
    assert [(each.text, each.count, each.people) for each in found] == [
        ("PEPPOL in Globe", 3, 2),
        ("factuur komt dubbel binnen", 1, 1),
    ]


def test_the_days_of_a_cluster_are_those_of_the_period() -> None:
    asked = (unanswered("peppol in globe", 13), unanswered("globe peppol", 14))  # 22:00 and 23:00 UTC
    (cluster,) = clusters_of(asked, replace(THEN, zone=AMSTERDAM.zone))

    assert (cluster.first, cluster.last) == (date(2026, 11, 23), date(2026, 11, 24))


def test_words_of_different_languages_and_short_words_are_no_likeness() -> None:
    assert len(clusters_of((unanswered("hoe is het dan"), unanswered("how is it", language="en")), THEN)) == 2


@given(st.lists(st.sampled_from(["peppol globe", "globe peppol aan", "factuur dubbel", "", "?", "een"]), max_size=20))
def test_every_question_is_in_one_cluster_whatever_the_order(texts: list[str]) -> None:
    asked = [unanswered(text, number) for number, text in enumerate(texts)]
    found = clusters_of(asked, THEN)
    assert sum(each.count for each in found) == len(texts)
    assert clusters_of(asked[::-1], THEN) == found


def test_times_are_working_time() -> None:
    told = team(times(1, 2), times(3, 24 + 2))
    assert told.in_working_time
    assert told.to_claim is not None
    assert told.to_resolve is not None
    assert (told.to_claim.median, told.to_resolve.p90) == (2 * HOUR, timedelta(hours=9.2))


def test_without_working_hours_the_clock_counts() -> None:
    told = team(times(1, 26), desk=None)
    assert told.to_resolve is not None
    assert (told.to_resolve.median, told.late_responses, told.in_working_time) == (26 * HOUR, 0, False)


def test_what_came_later_than_promised_is_counted_also_where_it_is_still_to_come() -> None:
    told = team(times(1, 2), times(5, 6), times(None), times(1, None))
    assert (told.late_responses, told.late_resolutions) == (2, 2)
    assert (told.opened, told.resolved, told.unfinished) == (4, 2, 2)


def test_time_that_the_requester_took_is_not_the_teams() -> None:
    assert team(times(1, 3 * 24, waited=12 * HOUR)).late_resolutions == 0


def test_the_silence_after_it_was_resolved_is_not_taken_off_the_time_to_resolve() -> None:
    closed_at = MONDAY + 3 * 24 * HOUR
    resolved = times(1, 24 + 2, waited=2 * HOUR)  # asked back on the first day
    closed = replace(
        resolved, state="closed", closed_at=closed_at, waiting_since=closed_at, waited=(2 + 6 + 8) * HOUR
    )
    for ticket in (resolved, closed, replace(closed, state="resolved", closed_at=None)):
        spread = team(ticket).to_resolve
        assert spread is not None
        assert spread.median == (8 + 2 - 2) * HOUR
    assert team(replace(closed, resolved_at=MONDAY + (48 + 24) * HOUR, waited=4 * HOUR)).late_resolutions == 1


def test_as_long_as_it_waits_for_the_requester_it_does_not_become_late() -> None:
    waiting = times(1, state="waiting", waiting_since=MONDAY + 2 * HOUR)
    assert team(waiting).late_resolutions == 0
    assert team(replace(waiting, waiting_since=FRIDAY - HOUR)).late_resolutions == 1


def test_who_withdraws_in_time_was_not_answered_late() -> None:
    withdrawn = times(None, state="closed", closed_at=MONDAY + HOUR)
    assert (team(withdrawn).late_responses, team(withdrawn).to_claim) == (0, None)
