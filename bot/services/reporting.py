"""What is reported of a period: the store's figures, unanswered questions put together, and the team's times."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from statistics import median, quantiles
from typing import TYPE_CHECKING, Final

from bot.domain.report import Cluster, Period, Report, Spread, TeamFigures
from bot.domain.ticket import UNFINISHED
from bot.matching.normalise import clean
from bot.matching.stemming import stems_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.domain.desk import Desk
    from bot.domain.report import Figures, Times, Unanswered

ALIKE: Final = 0.5
"""Of two questions about the same, at least this share of all their words of content is in both."""

_SHORTEST_WORD: Final = 4
"""Shorter words (`the`, `een`, `how`) say little of what a question is about."""


def report_of(figures: Figures, period: Period, desk: Desk | None, now: datetime) -> Report:
    """The report of `period`, from what the store knows of it."""
    return Report(period, figures, clusters_of(figures.unanswered), _team(figures.tickets, desk, now))


@dataclass(slots=True)
class _Growing:
    """A cluster that grows: the words of its first question decide what belongs to it."""

    words: frozenset[str]
    members: list[Unanswered] = field(default_factory=list)


def clusters_of(questions: Sequence[Unanswered]) -> tuple[Cluster, ...]:
    """Questions about the same, put together; the largest first. The same questions always make the same clusters."""
    growing: list[_Growing] = []
    for question in sorted(questions, key=lambda each: (each.asked_at, each.text)):
        words = _content(question)
        home = max(growing, key=lambda each: _likeness(each.words, words), default=None)
        if home is None or _likeness(home.words, words) < ALIKE:
            home = _Growing(words)
            growing.append(home)
        home.members.append(question)
    clusters = (_cluster(each.members) for each in growing)
    return tuple(sorted(clusters, key=lambda each: (-each.count, -each.people, each.text)))


def _cluster(members: Sequence[Unanswered]) -> Cluster:
    people = len({each.person for each in members})
    return Cluster(members[-1].text, len(members), people, members[0].asked_at.date(), members[-1].asked_at.date())


def _content(question: Unanswered) -> frozenset[str]:
    words = [word for word in clean(question.text).words if len(word) >= _SHORTEST_WORD]
    return frozenset(stems_of(words, question.language).values()) or frozenset(clean(question.text).words)


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one or other else 0.0


def _team(tickets: Sequence[Times], desk: Desk | None, now: datetime) -> TeamFigures:
    def taken(begin: datetime, end: datetime) -> timedelta:
        return end - begin if desk is None else desk.hours.between(begin, end)

    claims = [taken(each.opened_at, each.claimed_at) for each in tickets if each.claimed_at is not None]
    resolutions = [
        max(taken(each.opened_at, each.resolved_at) - each.waited, timedelta())
        for each in tickets
        if each.resolved_at is not None
    ]
    return TeamFigures(
        opened=len(tickets),
        resolved=len(resolutions),
        unfinished=sum(each.state in UNFINISHED for each in tickets),
        to_claim=_spread(claims),
        to_resolve=_spread(resolutions),
        late_responses=0 if desk is None else sum(_answered_late(each, desk, now) for each in tickets),
        late_resolutions=0 if desk is None else sum(_resolved_late(each, desk, now) for each in tickets),
        in_working_time=desk is not None,
    )


def _answered_late(ticket: Times, desk: Desk, now: datetime) -> bool:
    answered_at = ticket.responded_at or ticket.closed_at or now
    return desk.hours.between(ticket.opened_at, answered_at) > desk.promise.response


def _resolved_late(ticket: Times, desk: Desk, now: datetime) -> bool:
    ended_at = ticket.resolved_at or ticket.closed_at or now
    return desk.hours.between(ticket.opened_at, ended_at) - ticket.waited > desk.promise.resolution


def _spread(times: Sequence[timedelta]) -> Spread | None:
    if not times:
        return None
    seconds = [each.total_seconds() for each in times]
    # A list of one has no quantiles; its only time is each of them.
    ninth = quantiles(seconds, n=10, method="inclusive")[-1] if len(seconds) > 1 else seconds[0]
    return Spread(len(seconds), timedelta(seconds=median(seconds)), timedelta(seconds=ninth))
