from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.operations.metrics import Metrics
from bot.operations.ticket_snapshots import TicketSnapshots
from bot.services.supervising import RoundFailedError
from tests.clocks import HandClock
from tests.domain.test_hours import AMSTERDAM
from tests.services.in_memory import InMemoryStore
from tests.storage.contract import MINUTE, NOON
from tests.storage.tickets_contract import fresh, keep

if TYPE_CHECKING:
    from bot.services.ports import Store

from bot.services.ports import Timers


class Watched:
    """A store whose tickets are watched, and what is told of them."""

    def __init__(self) -> None:
        self.store, self.clock, self.metrics = InMemoryStore(), HandClock(NOON), Metrics()
        store: Store = self.store
        self.snapshots = TicketSnapshots(store, AMSTERDAM, self.clock, lambda: "T1")
        self.metrics.register(self.snapshots)

    def told(self) -> list[str]:
        return [line for line in self.metrics.text().splitlines() if line.startswith("econnect_tickets")]


def test_tickets_are_told_by_team_and_state_with_what_is_late() -> None:
    watched = Watched()
    keep(watched.store, fresh("t1"), Timers(late_at=NOON - MINUTE))
    keep(watched.store, fresh("t2", team="T2"))
    watched.snapshots.run()

    told = watched.told()
    for line in (
        'econnect_tickets{state="open",team="T1"} 1.0',
        'econnect_tickets{state="claimed",team="T1"} 0.0',
        'econnect_tickets_late{state="open",team="T1"} 1.0',
        'econnect_tickets_overdue_seconds{state="open",team="T1"} 60.0',
        'econnect_tickets{state="open",team="T2"} 1.0',
        'econnect_tickets_late{state="open",team="T2"} 0.0',
    ):
        assert line in told


def test_whoever_asks_reads_what_was_counted_last_and_how_old_it_is_and_never_the_store() -> None:
    watched = Watched()
    assert watched.told() == ["econnect_tickets_snapshot_age_seconds +Inf"]
    watched.snapshots.run()
    keep(watched.store, fresh("t1"))
    watched.clock.pass_time(seconds=90)
    watched.store.is_away = True

    assert 'econnect_tickets{state="open",team="T1"} 0.0' in watched.told()
    assert "econnect_tickets_snapshot_age_seconds 90.0" in watched.told()


def test_a_store_that_is_away_fails_the_round_and_the_last_figures_stay() -> None:
    watched = Watched()
    keep(watched.store, fresh("t1"))
    watched.snapshots.run()
    watched.clock.pass_time(seconds=60)
    watched.store.is_away = True
    with pytest.raises(RoundFailedError, match="The tickets are not counted"):
        watched.snapshots.run()

    assert 'econnect_tickets{state="open",team="T1"} 1.0' in watched.told()
    assert "econnect_tickets_snapshot_age_seconds 60.0" in watched.told()
