"""Figures over what is kept in memory."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, TypeVar

from bot.domain.report import Figures, Learnt, StepFigures, Times, Unanswered, Verdicts
from bot.domain.teaching import Taught
from bot.services.ports import MOST_ASKED, MOST_TAUGHT, MOST_UNANSWERED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from bot.domain.feedback import Label, Vote
    from bot.domain.question_log import LoggedQuestion, ReplyKind
    from bot.domain.report import Period, QuestionCounts
    from bot.domain.setup import Setup
    from bot.domain.ticket import Ticket
    from tests.services.in_memory.state import Database

_Of = TypeVar("_Of", "LoggedQuestion", "Vote", "Label", "Ticket", "Setup")


class InMemoryReportQueries:
    """Looks over a whole period."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def figures(self, period: Period, team: str | None = None) -> Figures:
        """See `ReportQueries.figures`."""

        def then(values: Iterable[_Of], moment: Callable[[_Of], datetime | None]) -> list[_Of]:
            timed = ((moment(each), each) for each in values if team in {None, each.team})
            return [each for at, each in timed if at is not None and period.since <= at < period.until]

        state = self._database.read()
        questions = then(state.questions.values(), lambda each: each.asked_at)
        votes = then(state.votes.values(), lambda each: each.voted_at)
        labels = then(state.labels.values(), lambda each: each.labelled_at)
        setups = then(state.setups.values(), lambda each: each.changed_at)
        tickets = [kept.ticket for kept in state.tickets.values()]
        resolved = then(tickets, lambda each: each.resolved_at)
        handed_over = {(each.team, each.trace_id) for each in tickets}
        helped = {
            each.trace_id for each in votes if each.is_helpful and (each.team, each.trace_id) not in handed_over
        }
        return Figures(
            asked=_asked(questions),
            people=len({each.person for each in questions}),
            days=_days(questions, period),
            verdicts=_verdicts(questions, votes),
            gaps=tuple(Counter(each.gap for each in questions if each.gap is not None).most_common()),
            unanswered=_unanswered(questions),
            deflected=len(helped),
            labels=tuple(Counter(each.article for each in labels if not each.is_correction).most_common()),
            lessons=(*_lessons(resolved), *_corrections(labels, state.questions)),
            tickets=tuple(map(_times, then(tickets, lambda each: each.opened_at))),
            finished_setups=sum(each.is_finished for each in setups),
            setups=_setups(setups),
        )

    def texts_asked(self, period: Period) -> tuple[str, ...]:
        """See `ReportQueries.texts_asked`."""
        kept = self._database.read().questions.values()
        those = [each for each in kept if period.since <= each.asked_at < period.until and each.kind != "follow_up"]
        those.sort(key=lambda each: each.trace_id)
        those.sort(key=lambda each: each.asked_at, reverse=True)
        return tuple(dict.fromkeys(each.text for each in those[:MOST_ASKED]))

    def questions(self, period: Period, team: str | None = None) -> Sequence[LoggedQuestion]:
        """See `ReportQueries.questions`."""
        kept = (each for each in self._database.read().questions.values() if team in {None, each.team})
        asked = (each for each in kept if period.since <= each.asked_at < period.until)
        return sorted(asked, key=lambda each: (each.asked_at, each.trace_id))

    def taught(self, period: Period) -> tuple[Taught, ...]:
        """See `ReportQueries.taught`."""
        state = self._database.read()
        questions = {(each.team, each.trace_id): each for each in state.questions.values()}
        said = []
        for label in state.labels.values():
            question = questions.get((label.team, label.trace_id))
            text = label.text or ("" if question is None else question.text)
            if text:
                said.append(Taught(text, label.article, label.person, label.is_correction, label.labelled_at))
        learnt = []
        for ticket in (kept.ticket for kept in state.tickets.values()):
            if ticket.resolved_at is not None and ticket.lesson in {"phrasing", "gap"}:
                article = ticket.article if ticket.lesson == "phrasing" else None
                person = ticket.assignee or ticket.person
                learnt.append(Taught(ticket.text, article, person, is_by_team=True, taught_at=ticket.resolved_at))
        return (*_latest(said, period), *_latest(learnt, period))


def _latest(taught: list[Taught], period: Period) -> list[Taught]:
    then = [each for each in taught if period.since <= each.taught_at < period.until]
    return sorted(then, key=lambda each: each.taught_at, reverse=True)[:MOST_TAUGHT]


def _setups(setups: Iterable[Setup]) -> tuple[StepFigures, ...]:
    waiting = Counter(each.step for each in setups if not each.is_finished)
    failed = Counter(step for each in setups for step in each.failed)
    return tuple(StepFigures(step, waiting[step], failed[step]) for step in sorted(waiting.keys() | failed.keys()))


def _asked(questions: Iterable[LoggedQuestion]) -> QuestionCounts:
    asked: Counter[ReplyKind] = Counter(each.kind for each in questions)
    return dict(asked)


def _days(questions: Iterable[LoggedQuestion], period: Period) -> tuple[tuple[date, QuestionCounts], ...]:
    by_day: dict[date, list[LoggedQuestion]] = defaultdict(list)
    for each in questions:
        by_day[period.day_of(each.asked_at)].append(each)
    return tuple((day, _asked(those)) for day, those in sorted(by_day.items()))


def _verdicts(questions: Iterable[LoggedQuestion], votes: Iterable[Vote]) -> tuple[Verdicts, ...]:
    answered = Counter(
        name
        for each in questions
        for name in (each.article if each.kind == "answer" else None, each.calculator)
        if name is not None
    )
    said: dict[str, list[Vote]] = defaultdict(list)
    for vote in votes:
        said[vote.article].append(vote)
    found = []
    for slug in answered.keys() | said.keys():
        helpful = sum(vote.is_helpful for vote in said[slug])
        reasons = Counter(vote.reason for vote in said[slug] if not vote.is_helpful and vote.reason is not None)
        unhelpful = len(said[slug]) - helpful
        found.append(Verdicts(slug, answered[slug], helpful, unhelpful, tuple(sorted(reasons.items()))))
    return tuple(sorted(found, key=lambda each: (-each.answered, each.article)))


def _unanswered(questions: Iterable[LoggedQuestion]) -> tuple[Unanswered, ...]:
    those = [each for each in questions if each.kind == "hand_over" and each.gap is None]
    those.sort(key=lambda each: each.asked_at, reverse=True)
    found = (Unanswered(each.text, each.language, each.person, each.asked_at) for each in those)
    return tuple(found)[:MOST_UNANSWERED]


def _lessons(resolved: list[Ticket]) -> tuple[Learnt, ...]:
    newest_first = sorted(resolved, key=lambda each: str(each.resolved_at), reverse=True)
    return tuple(
        Learnt(each.lesson, each.text, each.article)
        for each in newest_first
        if each.lesson is not None and each.lesson != "nothing"
    )


def _corrections(labels: Iterable[Label], questions: Mapping[str, LoggedQuestion]) -> Iterator[Learnt]:
    newest_first = sorted(labels, key=lambda each: each.labelled_at, reverse=True)
    for each in newest_first:
        question = questions.get(each.trace_id)
        if each.is_correction and question is not None and question.team == each.team:
            yield Learnt("gap" if each.article is None else "phrasing", question.text, each.article)


def _times(ticket: Ticket) -> Times:
    return Times(
        state=ticket.state,
        opened_at=ticket.opened_at,
        waited=ticket.waited,
        waiting_since=ticket.waiting_since,
        claimed_at=ticket.claimed_at,
        responded_at=ticket.responded_at,
        resolved_at=ticket.resolved_at,
        closed_at=ticket.closed_at,
    )
