"""What was asked in a time, what became of it, and what people made of it: figures only, and redacted words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime, tzinfo

    from bot.domain.feedback import UnhelpfulReason
    from bot.domain.language import Language
    from bot.domain.question_log import ReplyKind
    from bot.domain.ticket import Lesson, TicketState

_STEP: Final = timedelta(days=7)
"""No zone changes its clocks twice within it, but to go back."""

_SECOND: Final = timedelta(seconds=1)

QuestionCounts: TypeAlias = "Mapping[ReplyKind, int]"
"""How many questions had a reply of each kind."""


@dataclass(frozen=True, slots=True)
class Period:
    """From `since` on, and before `until`; its days are those of `zone`."""

    since: datetime
    until: datetime
    zone: tzinfo = UTC

    def day_of(self, moment: datetime) -> date:
        """Return the day that `moment` is in."""
        return moment.astimezone(self.zone).date()

    def offsets(self) -> tuple[tuple[datetime, timedelta], ...]:
        """Return how far the zone is ahead of UTC, each with since when; the first at the period's beginning."""
        found = [(self.since, self._offset(self.since))]
        moment = self.since
        while moment < self.until:
            later = min(moment + _STEP, self.until)
            if self._offset(later) != found[-1][1]:
                found.append((self._change(moment, later), self._offset(later)))
            moment = later
        return tuple(found)

    def _change(self, before: datetime, after: datetime) -> datetime:
        """Return the second from which the offset of `after` holds, which that of `before` is not."""
        while after - before > _SECOND:
            middle = before + (after - before) // 2
            if self._offset(middle) == self._offset(before):
                before = middle
            else:
                after = middle
        return after.replace(microsecond=0)

    def _offset(self, moment: datetime) -> timedelta:
        return moment.astimezone(self.zone).utcoffset() or timedelta()


@dataclass(frozen=True, slots=True)
class Verdicts:
    """How many people said of an article, or a calculator, that it helped, or not and why."""

    article: str
    answered: int = 0
    helpful: int = 0
    unhelpful: int = 0
    reasons: tuple[tuple[UnhelpfulReason, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question that had no answer and belongs to no named gap, redacted."""

    text: str
    language: Language
    person: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class Times:
    """What is measured of a ticket that was opened in the period.

    `waited` is the working time that the requester took until `waiting_since`, or in all where that is None.
    """

    state: TicketState
    opened_at: datetime
    waited: timedelta
    waiting_since: datetime | None
    claimed_at: datetime | None
    responded_at: datetime | None
    resolved_at: datetime | None
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Learnt:
    """A requester's words that a support member wants learnt from, of a ticket or of a reply that was wrong."""

    lesson: Lesson
    text: str
    article: str | None


@dataclass(frozen=True, slots=True)
class StepFigures:
    """Set-ups that somebody did something with in the period: how many are at a step, and for how many it failed."""

    step: str
    waiting: int
    failed: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What the store knows of a period.

    Attributes:
        people: how many different people asked.
        days: questions by kind for each day (UTC) on which somebody asked.
        gaps: named gaps with how often each was asked for.
        deflected: answers of which a person said that they helped, and for which no ticket was opened.
        labels: chosen from an offer: the article, or None for none of them, and how often.
        finished_setups: set-ups that somebody did something with and that are finished; `setups` are the others.
    """

    asked: QuestionCounts
    people: int
    days: tuple[tuple[date, QuestionCounts], ...]
    verdicts: tuple[Verdicts, ...]
    gaps: tuple[tuple[str, int], ...]
    unanswered: tuple[Unanswered, ...]
    deflected: int
    labels: tuple[tuple[str | None, int], ...]
    lessons: tuple[Learnt, ...]
    tickets: tuple[Times, ...]
    finished_setups: int = 0
    setups: tuple[StepFigures, ...] = ()


@dataclass(frozen=True, slots=True)
class Cluster:
    """Unanswered questions that are about the same: the latest of them, how many, by how many people."""

    text: str
    count: int
    people: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Spread:
    """The median and the ninth decile of some times."""

    count: int
    median: timedelta
    p90: timedelta


@dataclass(frozen=True, slots=True)
class TeamFigures:
    """How the support team did with the tickets that were opened in the period.

    Attributes:
        to_claim: from opening to claiming; None where nothing was claimed. `to_resolve` likewise.
        late_responses: tickets whose first response came, or is still to come, later than promised.
        late_resolutions: likewise.
        in_working_time: whether times are working time; else they are as the clock goes.
    """

    opened: int
    resolved: int
    unfinished: int
    to_claim: Spread | None
    to_resolve: Spread | None
    late_responses: int
    late_resolutions: int
    in_working_time: bool

    @property
    def ended_otherwise(self) -> int:
        """How many ended without being resolved: withdrawn, or set aside."""
        return self.opened - self.resolved - self.unfinished


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that is reported of a period."""

    period: Period
    figures: Figures
    clusters: tuple[Cluster, ...]
    team: TeamFigures
