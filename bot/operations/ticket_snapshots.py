"""How the tickets stand as metrics: counted now and then in the background, and told from memory."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Final

from prometheus_client.core import GaugeMetricFamily

from bot.services.counting import ticket_figures
from bot.services.ports import StoreUnavailableError
from bot.services.supervising import RoundFailedError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from prometheus_client import Metric

    from bot.domain.hours import Hours
    from bot.services.counting import TicketFigures
    from bot.services.ports import Clock, Store

SNAPSHOT_SECONDS: Final = 60.0
"""How often the tickets are counted."""

_LABELS: Final = ("team", "state")


class TicketSnapshots:
    """Counts the tickets, and tells the last figures however often somebody asks. `home` returns the own team."""

    def __init__(self, store: Store, hours: Hours, clock: Clock, home: Callable[[], str | None]) -> None:
        self._store, self._hours, self._clock, self._home = store, hours, clock, home
        self._last: tuple[datetime, tuple[TicketFigures, ...]] | None = None

    def run(self) -> None:
        """Count the tickets.

        Raises:
            RoundFailedError: they cannot be read now: the figures of the last time stay, with their age.
        """
        now = self._clock.now()
        try:
            self._last = now, ticket_figures(self._store.tickets, self._hours, now, self._home())
        except StoreUnavailableError as error:
            raise RoundFailedError(f"The tickets are not counted for the metrics now: {error}") from error

    def collect(self) -> list[Metric]:
        """Return the metrics, as their registry asks for them."""
        counts = GaugeMetricFamily(
            "econnect_tickets",
            "Tickets that are not closed; those in state open are claimed by nobody",
            labels=_LABELS,
        )
        late = GaugeMetricFamily(
            "econnect_tickets_late", "Tickets that are later than the team promised, in working hours", labels=_LABELS
        )
        overdue = GaugeMetricFamily(
            "econnect_tickets_overdue_seconds",
            "Working time since the first promise was broken that still is, in seconds; 0 where none is",
            labels=_LABELS,
        )
        for each in () if self._last is None else self._last[1]:
            labels = (each.team, each.state)
            counts.add_metric(labels, each.count)
            late.add_metric(labels, each.late)
            overdue.add_metric(labels, each.overdue.total_seconds())
        age = inf if self._last is None else (self._clock.now() - self._last[0]).total_seconds()
        told = "Age of the figures about tickets, in seconds; +Inf before the first"
        return [counts, late, overdue, GaugeMetricFamily("econnect_tickets_snapshot_age_seconds", told, age)]
