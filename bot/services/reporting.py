"""What is reported of a period: the store's figures, unanswered questions put together, and the team's times."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from statistics import median, quantiles
from typing import TYPE_CHECKING, Final

from bot.domain.hours import WorkingTimeIndex
from bot.domain.report import Cluster, Period, Report, Spread, TeamFigures
from bot.domain.ticket import UNFINISHED
from bot.matching.normalise import clean
from bot.matching.stemming import stems_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from typing import TypeAlias

    from bot.domain.desk import SupportDeskConfig
    from bot.domain.report import Figures, Times, Unanswered
    from bot.domain.ticket import Promise

    Measure: TypeAlias = Callable[[datetime, datetime], timedelta]

ALIKE: Final = 0.5
"""Of two questions about the same, at least this share of all their words of content is in both."""

_SHORTEST_WORD: Final = 4
"""Shorter words (`the`, `een`, `how`) say little of what a question is about."""


def report_of(figures: Figures, period: Period, desk: SupportDeskConfig | None, now: datetime) -> Report:
    """Return the report of `period`, from what the store knows of it."""
    return Report(period, figures, clusters_of(figures.unanswered, period), _team(figures.tickets, desk, now))


@dataclass(slots=True)
class _Growing:
    """A cluster that grows: the words of its first question decide what belongs to it."""

    words: frozenset[str]
    members: list[Unanswered] = field(default_factory=list)


def clusters_of(questions: Sequence[Unanswered], period: Period) -> tuple[Cluster, ...]:
    """Put questions about the same together, always in the same way, and return the clusters, the largest first."""
    clusters = (_cluster(members, period) for members in groups_of(questions))
    return tuple(sorted(clusters, key=lambda each: (-each.count, -each.people, each.text)))


def groups_of(questions: Sequence[Unanswered]) -> tuple[tuple[Unanswered, ...], ...]:
    """Return the questions that are about the same together, those of a group as they were asked."""
    growing: list[_Growing] = []
    for question in sorted(questions, key=lambda each: (each.asked_at, each.text)):
        words = _content(question)
        home = max(growing, key=lambda each: _likeness(each.words, words), default=None)
        if home is None or _likeness(home.words, words) < ALIKE:
            home = _Growing(words)
            growing.append(home)
        home.members.append(question)
    return tuple(tuple(each.members) for each in growing)


def _cluster(members: Sequence[Unanswered], period: Period) -> Cluster:
    people = len({each.person for each in members})
    first, last = period.day_of(members[0].asked_at), period.day_of(members[-1].asked_at)
    return Cluster(members[-1].text, len(members), people, first, last)


def _content(question: Unanswered) -> frozenset[str]:
    words = [word for word in clean(question.text).words if len(word) >= _SHORTEST_WORD]
    return frozenset(stems_of(words, question.language).values()) or frozenset(clean(question.text).words)


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one or other else 0.0


def _team(tickets: Sequence[Times], desk: SupportDeskConfig | None, now: datetime) -> TeamFigures:
    if desk is None:
        measure: Measure = _elapsed
    else:
        measure = WorkingTimeIndex(desk.hours, min((each.opened_at for each in tickets), default=now), now).between
    claims = [measure(each.opened_at, each.claimed_at) for each in tickets if each.claimed_at is not None]
    resolutions = [_to_resolve(each, each.resolved_at, measure) for each in tickets if each.resolved_at is not None]
    late = (0, 0) if desk is None else _late(tickets, desk.promise, measure, now)
    return TeamFigures(
        opened=len(tickets),
        resolved=len(resolutions),
        unfinished=sum(each.state in UNFINISHED for each in tickets),
        to_claim=_spread(claims),
        to_resolve=_spread(resolutions),
        late_responses=late[0],
        late_resolutions=late[1],
        in_working_time=desk is not None,
    )


def _elapsed(begin: datetime, end: datetime) -> timedelta:
    return end - begin


def _to_resolve(ticket: Times, ended_at: datetime, measure: Measure) -> timedelta:
    """Return the time to resolve without the time that the requester took until then."""
    return max(measure(ticket.opened_at, ended_at) - _waited_until(ended_at, ticket, measure), timedelta())


def _waited_until(ended_at: datetime, ticket: Times, measure: Measure) -> timedelta:
    """Return the time that the requester took until then, and not that of their silence afterwards."""
    since = ticket.waiting_since
    if since is None:
        return ticket.waited
    if since > ended_at:
        return ticket.waited - measure(ended_at, since)
    return ticket.waited + measure(since, ended_at)


def _late(tickets: Sequence[Times], promise: Promise, measure: Measure, now: datetime) -> tuple[int, int]:
    """Return how many were answered, and how many resolved, later than promised; what is not done yet, as of now."""
    responses = (measure(each.opened_at, each.responded_at or each.closed_at or now) for each in tickets)
    resolutions = (_to_resolve(each, each.resolved_at or each.closed_at or now, measure) for each in tickets)
    return sum(each > promise.response for each in responses), sum(each > promise.resolution for each in resolutions)


def _spread(times: Sequence[timedelta]) -> Spread | None:
    if not times:
        return None
    seconds = [each.total_seconds() for each in times]
    # A list of one has no quantiles; its only time is each of them.
    ninth = quantiles(seconds, n=10, method="inclusive")[-1] if len(seconds) > 1 else seconds[0]
    return Spread(len(seconds), timedelta(seconds=median(seconds)), timedelta(seconds=ninth))
