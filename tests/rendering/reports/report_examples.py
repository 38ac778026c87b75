"""Reports for the tests of all their forms."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from bot.domain.report import Cluster, Figures, Learnt, Period, Report, Spread, StepFigures, TeamFigures, Verdicts
from bot.rendering.reports.report_tables import Words
from tests.rendering.examples import CONTEXT

if TYPE_CHECKING:
    from bot.domain.language import Language

NOVEMBER = Period(datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC))
FIGURES = Figures(
    asked={"answer": 3, "hand_over": 2},
    people=4,
    days=((date(2026, 11, 2), {"answer": 3}), (date(2026, 11, 5), {"hand_over": 2})),
    verdicts=(Verdicts("mailbox", 3, 2, 1, (("incomplete", 1),)), Verdicts("gone", 1)),
    gaps=(("prices", 2),),
    unanswered=(),
    deflected=1,
    labels=(("mailbox", 2), (None, 1)),
    lessons=(Learnt("phrasing", "waar is\nhet", "mailbox"), Learnt("phrasing", "waar is het", "mailbox")),
    tickets=(),
    finished_setups=2,
    setups=(StepFigures("create", 1, 3), StepFigures("gone", 4, 0)),
)
HOURS = Spread(3, timedelta(hours=3, minutes=5), timedelta(minutes=200))
REPORT = Report(
    NOVEMBER,
    FIGURES,
    (Cluster("hoe doe ik <b>dit</b> | & dat", 2, 1, date(2026, 11, 2), date(2026, 11, 5)),),
    TeamFigures(6, 3, 2, HOURS, None, 1, 0, in_working_time=True),
)
NOBODY = TeamFigures(0, 0, 0, None, None, 0, 0, in_working_time=False)
EMPTY = Report(NOVEMBER, Figures({}, 0, (), (), (), (), 0, (), (), ()), (), NOBODY)


def words(language: Language = "en") -> Words:
    return Words(CONTEXT, language)
