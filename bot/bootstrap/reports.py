"""A report from the settings' database and knowledge base, and what was asked of the bot."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from bot.bootstrap.answering import knowledge
from bot.domain.problem import KnowledgeError
from bot.domain.report import Period, Report
from bot.services.ports import StoreUnavailableError
from bot.services.reporting import report_of
from bot.storage.access import visit_store
from bot.storage.engines import StoreError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, tzinfo

    from bot.domain.library import Library
    from bot.domain.question_log import LoggedQuestion
    from bot.domain.report import Figures
    from bot.domain.teaching import Taught
    from bot.settings import Settings

__all__ = [
    "KnowledgeError",
    "StoreError",
    "StoreUnavailableError",
    "current",
    "questions_since",
    "taught",
    "texts_asked",
]


def current(settings: Settings, since: datetime, now: datetime) -> tuple[Library, Report]:
    """Return the report from `since` until `now`, of all teams, and the knowledge base that names what is in it.

    A `since` without a zone is a time where the support team is, as are the report's days; UTC where there is none.

    Raises:
        KnowledgeError, StoreError, StoreUnavailableError: one of the two cannot be read.
    """
    period = _period(settings, since, now)
    with visit_store(settings.database_url) as store:
        figures = store.report_queries.figures(period)
    return knowledge(settings), report_of(figures, period, settings.desk, now)


def texts_asked(settings: Settings, since: datetime, now: datetime) -> tuple[str, ...]:
    """Return the words of the latest questions from `since` until `now`, redacted, each once, the latest first.

    Raises:
        StoreError, StoreUnavailableError: there is no database, or it cannot be read.
    """
    with visit_store(settings.database_url) as store:
        return store.report_queries.texts_asked(Period(since, now))


def questions_since(settings: Settings, since: datetime, now: datetime) -> Sequence[LoggedQuestion]:
    """Return what people asked from `since` until `now`, in all teams, the oldest first; `since` as in `current`.

    Raises:
        StoreError, StoreUnavailableError: it cannot be read.
    """
    with visit_store(settings.database_url) as store:
        return store.report_queries.questions(_period(settings, since, now))


def taught(settings: Settings, since: datetime, now: datetime) -> tuple[Sequence[Taught], Figures]:
    """Return what people taught the bot from `since` until `now`, and the figures: what it had no answer for.

    Raises:
        StoreError, StoreUnavailableError: there is no database, or it cannot be read.
    """
    period = Period(since, now)
    with visit_store(settings.database_url) as store:
        return store.report_queries.taught(period), store.report_queries.figures(period)


def _period(settings: Settings, since: datetime, now: datetime) -> Period:
    zone: tzinfo = UTC if settings.desk is None else settings.desk.hours.zone
    begin = since if since.tzinfo is not None else since.replace(tzinfo=zone)
    return Period(begin.astimezone(UTC), now, zone)
