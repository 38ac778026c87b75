"""A report as tables: the one place that decides what stands in it, in which order and in which words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import time, timedelta
from typing import TYPE_CHECKING, Final, TypeAlias, get_args

from bot import texts
from bot.domain.calculation import CalculatorName
from bot.rendering.context import day_in_words
from bot.rendering.masking import masked

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from bot.domain.language import Language
    from bot.domain.question_log import ReplyKind
    from bot.domain.report import Report, Spread, Verdicts
    from bot.rendering.context import RenderContext

Cell: TypeAlias = str | int

KINDS: Final[tuple[ReplyKind, ...]] = ("answer", "clarification", "calculation", "hand_over")

_MOST_ROWS: Final = 50


@dataclass(frozen=True, slots=True)
class Table:
    """A part of the report: `columns` are its headings. One without rows says `empty` instead."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str


class Words:
    """The words of reports in one language, and how figures are written in it."""

    def __init__(self, context: RenderContext, language: Language) -> None:
        self._context, self.language = context, language

    def __call__(self, name: str, **values: str) -> str:
        """Return the text `report-<name>`."""
        return texts.get(f"report-{name}", self.language, **values)

    def title(self, slug: str) -> str:
        """Return the title of an article or gap, and what a calculator does; its name, where it is there no more."""
        if slug in get_args(CalculatorName):
            return self("calculator", calculator=texts.get(f"calculator-{slug}", self.language))
        known = self._context.knowledge
        is_known = slug in known.articles or slug in known.gaps
        return self._context.title(slug, self.language) if is_known else slug

    def step(self, slug: str) -> str:
        """Return the title of a step of the guided set-up; its name, where it is there no more."""
        steps = (base.setup.step(slug) for base in self._context.knowledge.bases)
        found = next((step for step in steps if step is not None), None)
        return slug if found is None else found.title.in_language(self.language)

    def heading(self, report: Report) -> str:
        """Return of which period it is: its days, of which the last is the one before its end.

        One that begins within a day has no whole days, and is told with its times.
        """
        begins = report.period.since.astimezone(report.period.zone)
        if begins.time() != time():
            ends = report.period.until.astimezone(report.period.zone)
            return self("title-times", since=self._moment(begins), until=self._moment(ends))
        last = report.period.until - timedelta(microseconds=1)
        return self(
            "title",
            since=day_in_words(report.period.day_of(report.period.since), self.language),
            until=day_in_words(report.period.day_of(last), self.language),
        )

    def _moment(self, here: datetime) -> str:
        return f"{day_in_words(here.date(), self.language)} {here:%H:%M}"

    def masked(self, text: str) -> str:
        """Return what a person wrote, on one line."""
        return masked(" ".join(text.split()), self.language)


def tables_of(report: Report, words: Words) -> tuple[Table, ...]:
    """Return the tables of `report`."""
    return (
        _questions(report, words),
        _answers(report, words),
        _gaps(report, words),
        _unanswered(report, words),
        _labels(report, words),
        _lessons(report, words),
        _setups(report, words),
        _team(report, words),
    )


def duration(taken: timedelta) -> str:
    """Return `taken` to the minute: 3 h 05 min."""
    minutes = round(taken.total_seconds() / 60)
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest:02d} min" if hours else f"{rest} min"


def _questions(report: Report, words: Words) -> Table:
    figures = report.figures
    rows = [
        (words("asked"), sum(figures.asked.values())),
        (words("people"), figures.people),
        *((words(kind), figures.asked.get(kind, 0)) for kind in KINDS),
        (words("deflected"), figures.deflected),
    ]
    return _table("questions", (words("what"), words("count")), rows, words)


def _answers(report: Report, words: Words) -> Table:
    columns = (words("voted-on"), words("answered"), words("helpful"), words("unhelpful"), words("reasons"))
    rows = (
        (words.title(each.article), each.answered, each.helpful, each.unhelpful, _reasons(each, words))
        for each in report.figures.verdicts
    )
    return _table("answers", columns, rows, words)


def _reasons(verdicts: Verdicts, words: Words) -> str:
    counted = (f"{texts.get(f'why-not-{reason}', words.language)} ({count})" for reason, count in verdicts.reasons)
    return ", ".join(counted)


def _gaps(report: Report, words: Words) -> Table:
    rows = ((words.title(slug), count) for slug, count in report.figures.gaps)
    return _table("gaps", (words("topic"), words("count")), rows, words)


def _unanswered(report: Report, words: Words) -> Table:
    columns = (words("for-example"), words("count"), words("people"), words("last"))
    rows = (
        (words.masked(each.text), each.count, each.people, day_in_words(each.last, words.language))
        for each in report.clusters
    )
    return _table("unanswered", columns, rows, words)


def _labels(report: Report, words: Words) -> Table:
    rows = (
        (words("none-chosen") if article is None else words.title(article), count)
        for article, count in report.figures.labels
    )
    return _table("labels", (words("article"), words("count")), rows, words)


def _lessons(report: Report, words: Words) -> Table:
    """Return the same words with the same lesson once, with how often they were so."""
    unread = texts.get("reaction-title", words.language)
    counted = Counter(
        (words.masked(each.text) or unread, each.lesson, each.article) for each in report.figures.lessons
    )
    rows = (
        (text, texts.get(f"resolve-lesson-{lesson}", words.language), words.title(article or ""), count)
        for (text, lesson, article), count in counted.most_common()
    )
    return _table("lessons", (words("question"), words("lesson"), words("article"), words("count")), rows, words)


def _setups(report: Report, words: Words) -> Table:
    """Return where people are in the guided set-up, and what did not work: the step where most are stuck first."""
    figures = report.figures
    in_order = sorted(figures.setups, key=lambda each: (-each.failed, -each.waiting, each.step))
    rows: list[tuple[Cell, ...]] = [(words.step(each.step), each.waiting, each.failed) for each in in_order]
    if figures.finished_setups:
        rows.insert(0, (words("setups-finished"), figures.finished_setups, ""))
    return _table("setups", (words("step"), words("people"), words("failed")), rows, words)


def _team(report: Report, words: Words) -> Table:
    team = report.team
    rows: list[tuple[Cell, ...]] = [
        (words("opened"), team.opened),
        (words("resolved"), team.resolved),
        (words("unfinished"), team.unfinished),
        *([(words("ended-otherwise"), team.ended_otherwise)] if team.ended_otherwise else []),
        (words("to-claim"), _spread(team.to_claim)),
        (words("to-resolve"), _spread(team.to_resolve)),
        (words("late-responses"), team.late_responses),
        (words("late-resolutions"), team.late_resolutions),
    ]
    title = "team-working" if team.in_working_time else "team"
    return _table(title, (words("what"), words("count")), rows, words)


def _spread(spread: Spread | None) -> str:
    return "–" if spread is None else f"{duration(spread.median)} / {duration(spread.p90)}"


def _table(title: str, columns: tuple[str, ...], rows: Iterable[tuple[Cell, ...]], words: Words) -> Table:
    return Table(words(title), columns, tuple(rows)[:_MOST_ROWS], words("nothing"))
