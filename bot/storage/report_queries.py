"""Figures over what is kept, for reports."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import BigInteger, Integer, and_, case, cast, distinct, exists, extract, func, literal, select

from bot.domain.report import Figures, Learnt, StepFigures, Times, Unanswered, Verdicts
from bot.domain.teaching import Taught
from bot.services.ports import MOST_ASKED, MOST_TAUGHT, MOST_UNANSWERED
from bot.storage.database_tables import labels, questions, tickets, votes
from bot.storage.database_transaction import question_in
from bot.storage.setup_store import setups

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import Column, Connection, Row, Select, Table
    from sqlalchemy.sql.elements import ColumnElement

    from bot.domain.question_log import LoggedQuestion
    from bot.domain.report import Period, QuestionCounts
    from bot.storage.transactions import Transactions

_MOST_LESSONS: Final = 200
_DAY_SECONDS: Final = 86_400
_FIRST_DAY: Final = date(1970, 1, 1)
_IS_CORRECTION: Final = labels.c.text == ""
"""What a support member says of somebody's question: it holds none of their words."""
_TIMES: Final = ("state", "opened_at", "waiting_since", "claimed_at", "responded_at", "resolved_at", "closed_at")


class DatabaseReportQueries:
    """Looks over a whole period."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def figures(self, period: Period, team: str | None = None) -> Figures:
        """Return the figures of one team, or of all for None."""
        with self._transactions.read_long() as connection:
            return _PeriodQueries(connection, period, team).figures()

    def texts_asked(self, period: Period) -> tuple[str, ...]:
        """See `ReportQueries.texts_asked`."""
        with self._transactions.read_long() as connection:
            return _PeriodQueries(connection, period, None).texts_asked()

    def questions(self, period: Period, team: str | None = None) -> Sequence[LoggedQuestion]:
        """Return every question of one team, or of all for None, the oldest first."""
        with self._transactions.read_long() as connection:
            return _PeriodQueries(connection, period, team).questions()

    def taught(self, period: Period) -> tuple[Taught, ...]:
        """See `ReportQueries.taught`."""
        with self._transactions.read_long() as connection:
            return _PeriodQueries(connection, period, None).taught()


class _PeriodQueries:
    """One look, with one connection."""

    def __init__(self, connection: Connection, period: Period, team: str | None) -> None:
        self._connection, self._period, self._team = connection, period, team

    def figures(self) -> Figures:
        asked = self._asked()
        days = _days(asked)
        total: dict[Any, int] = defaultdict(int)
        for _, counts in days:
            for kind, count in counts.items():
                total[kind] += count
        return Figures(
            asked=dict(total),
            people=self._count(select(func.count(distinct(questions.c.person))).where(self._asked_then())),
            days=days,
            verdicts=self._verdicts(_by_article(asked)),
            gaps=_by_gap(asked),
            unanswered=self._unanswered(),
            deflected=self._deflected(),
            labels=self._labels(),
            lessons=self._lessons(),
            tickets=self._tickets(),
            **self._setups(),
        )

    def texts_asked(self) -> tuple[str, ...]:
        """Return the words of the latest questions, each once."""
        query = select(questions.c.text).where(self._asked_then(), questions.c.kind != "follow_up")
        latest = query.order_by(questions.c.asked_at.desc(), questions.c.trace_id).limit(MOST_ASKED)
        return tuple(dict.fromkeys(self._connection.execute(latest).scalars()))

    def questions(self) -> Sequence[LoggedQuestion]:
        query = select(questions).where(self._asked_then()).order_by(questions.c.asked_at, questions.c.trace_id)
        return tuple(question_in(row) for row in self._connection.execute(query).mappings())

    def taught(self) -> tuple[Taught, ...]:
        """Return what the labels say, and then what the tickets' lessons say."""
        is_its = and_(questions.c.team == labels.c.team, questions.c.trace_id == labels.c.trace_id)
        words = case((_IS_CORRECTION, questions.c.text), else_=labels.c.text)
        said = select(words, labels.c.article, labels.c.person, _IS_CORRECTION, labels.c.labelled_at)
        said = said.select_from(labels).outerjoin(questions, is_its)
        said = said.where(self._in(labels, labels.c.labelled_at), words.is_not(None))
        article = case((tickets.c.lesson == "phrasing", tickets.c.article))
        person = func.coalesce(tickets.c.assignee, tickets.c.person)
        learnt = select(tickets.c.text, article, person, literal(value=True), tickets.c.resolved_at)
        learnt = learnt.where(self._is_lesson())
        newest = (
            said.order_by(labels.c.labelled_at.desc(), labels.c.trace_id, labels.c.person),
            learnt.order_by(tickets.c.resolved_at.desc(), tickets.c.id),
        )
        return tuple(Taught(*row) for query in newest for row in self._connection.execute(query.limit(MOST_TAUGHT)))

    def _asked(self) -> Sequence[Row[Any]]:
        """Return how often what was asked, in one look at the questions: there may be a million."""
        counted = (questions.c.kind, questions.c.article, questions.c.gap, questions.c.calculator)
        by = (self._day().label("day"), *counted)
        query = select(*by, func.count().label("times")).where(self._asked_then()).group_by("day", *by[1:])
        return self._connection.execute(query).all()

    def _day(self) -> ColumnElement[int]:
        """Return the number of the day in the period's zone: SQLite knows no zones, and PostgreSQL its own."""
        seconds = _seconds_of(questions.c.asked_at, self._connection.dialect.name)
        (_, first), *later = self._period.offsets()
        offset: ColumnElement[int] = literal(_seconds(first), Integer)
        if later:
            # One flat CASE with the last change first: SQLite's parser refuses the nested one of a dozen years.
            changes = ((seconds >= int(since.timestamp()), _seconds(each)) for since, each in reversed(later))
            offset = case(*changes, else_=offset)
        return (seconds + offset) // _DAY_SECONDS

    def _verdicts(self, counts: Mapping[str, int]) -> tuple[Verdicts, ...]:
        voted = (
            select(votes.c.article, votes.c.is_helpful, votes.c.reason, func.count().label("voters"))
            .where(self._in(votes, votes.c.voted_at))
            .group_by(votes.c.article, votes.c.is_helpful, votes.c.reason)
        )
        said: dict[str, list[Row[Any]]] = defaultdict(list)
        for row in self._connection.execute(voted):
            said[row.article].append(row)
        found = (_verdicts_on(slug, counts.get(slug, 0), said[slug]) for slug in sorted(counts.keys() | said.keys()))
        return tuple(sorted(found, key=lambda each: (-each.answered, each.article)))

    def _unanswered(self) -> tuple[Unanswered, ...]:
        columns = (questions.c.text, questions.c.language, questions.c.person, questions.c.asked_at)
        is_one = and_(self._asked_then(), questions.c.kind == "hand_over", questions.c.gap.is_(None))
        query = select(*columns).where(is_one).order_by(questions.c.asked_at.desc()).limit(MOST_UNANSWERED)
        return tuple(Unanswered(*row) for row in self._connection.execute(query))

    def _deflected(self) -> int:
        """Count by trace id how often an answer helped somebody and nobody handed that question over."""
        was_handed_over = exists().where(tickets.c.team == votes.c.team, tickets.c.trace_id == votes.c.trace_id)
        helped = and_(self._in(votes, votes.c.voted_at), votes.c.is_helpful, ~was_handed_over)
        return self._count(select(func.count(distinct(votes.c.trace_id))).where(helped))

    def _labels(self) -> tuple[tuple[str | None, int], ...]:
        query = (
            select(labels.c.article, func.count())
            .where(self._in(labels, labels.c.labelled_at), ~_IS_CORRECTION)
            .group_by(labels.c.article)
            .order_by(func.count().desc(), labels.c.article)
        )
        return tuple((article, count) for article, count in self._connection.execute(query))

    def _lessons(self) -> tuple[Learnt, ...]:
        query = select(tickets.c.lesson, tickets.c.text, tickets.c.article).where(self._is_lesson())
        rows = self._connection.execute(query.order_by(tickets.c.resolved_at.desc()).limit(_MOST_LESSONS))
        return (*(Learnt(*row) for row in rows), *self._corrections())

    def _corrections(self) -> Iterator[Learnt]:
        """Yield what support members said of replies that were wrong; of questions that are forgotten, nothing."""
        is_its = and_(questions.c.team == labels.c.team, questions.c.trace_id == labels.c.trace_id)
        query = select(questions.c.text, labels.c.article).select_from(labels).join(questions, is_its)
        query = query.where(self._in(labels, labels.c.labelled_at), _IS_CORRECTION)
        newest = query.order_by(labels.c.labelled_at.desc(), labels.c.trace_id).limit(_MOST_LESSONS)
        for text, article in self._connection.execute(newest):
            yield Learnt("gap" if article is None else "phrasing", text, article)

    def _tickets(self) -> tuple[Times, ...]:
        columns = (*(tickets.c[name] for name in _TIMES), tickets.c.waited_seconds)
        query = select(*columns).where(self._in(tickets, tickets.c.opened_at))
        return tuple(
            Times(**dict(zip(_TIMES, row, strict=False)), waited=timedelta(seconds=row.waited_seconds))
            for row in self._connection.execute(query)
        )

    def _setups(self) -> dict[str, Any]:
        """Return the figures about set-ups, by their names."""
        columns = (setups.c.state, setups.c.step, setups.c.failed)
        query = select(*columns, func.count().label("times")).where(self._in(setups, setups.c.changed_at))
        waiting, failed, finished = Counter[str](), Counter[str](), 0
        for row in self._connection.execute(query.group_by(*columns)):
            finished += row.times if row.state == "finished" else 0
            waiting[row.step] += row.times if row.state != "finished" else 0
            failed.update(dict.fromkeys(row.failed.split(), row.times))
        steps = sorted(step for step in waiting.keys() | failed.keys() if waiting[step] or failed[step])
        found = tuple(StepFigures(step, waiting[step], failed[step]) for step in steps)
        return {"finished_setups": finished, "setups": found}

    def _is_lesson(self) -> ColumnElement[bool]:
        return and_(self._in(tickets, tickets.c.resolved_at), tickets.c.lesson.in_(("phrasing", "gap")))

    def _asked_then(self) -> ColumnElement[bool]:
        return self._in(questions, questions.c.asked_at)

    def _in(self, table: Table, moment: Column[Any]) -> ColumnElement[bool]:
        is_then = and_(moment >= self._period.since, moment < self._period.until)
        return is_then if self._team is None else and_(is_then, table.c.team == self._team)

    def _count(self, query: Select[int]) -> int:
        return int(self._connection.execute(query).scalar_one())


def _seconds_of(moment: Column[Any], dialect: str) -> ColumnElement[int]:
    """Return the whole seconds since 1970."""
    if dialect == "sqlite":
        # Without the fraction, which it would round to the next second.
        return cast(func.strftime("%s", func.substr(moment, 1, len("2026-11-24 22:59:59"))), Integer)
    return cast(func.floor(extract("epoch", moment)), BigInteger)


def _seconds(offset: timedelta) -> int:
    return int(offset.total_seconds())


def _days(asked: Sequence[Row[Any]]) -> tuple[tuple[date, QuestionCounts], ...]:
    found: dict[date, dict[Any, int]] = defaultdict(lambda: defaultdict(int))
    for row in asked:
        day = _FIRST_DAY + timedelta(days=row.day)
        found[day][row.kind] += row.times
    return tuple((day, dict(counts)) for day, counts in sorted(found.items()))


def _by_article(asked: Sequence[Row[Any]]) -> Mapping[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for row in asked:
        for name in (row.article if row.kind == "answer" else None, row.calculator):
            if name is not None:
                counts[name] += row.times
    return counts


def _by_gap(asked: Sequence[Row[Any]]) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = defaultdict(int)
    for row in asked:
        if row.gap is not None:
            counts[row.gap] += row.times
    return tuple(sorted(counts.items(), key=lambda each: (-each[1], each[0])))


def _verdicts_on(slug: str, answered: int, said: list[Row[Any]]) -> Verdicts:
    helpful = sum(row.voters for row in said if row.is_helpful)
    unhelpful = [(row.reason, row.voters) for row in said if not row.is_helpful]
    reasons = sorted((reason, count) for reason, count in unhelpful if reason is not None)
    return Verdicts(slug, answered, helpful, sum(count for _, count in unhelpful), tuple(reasons))
