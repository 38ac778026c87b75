"""What readiness looks at, and what the metrics tell that nobody counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.services.patience import at_most
from bot.services.ports import StoreUnavailableError
from bot.storage.database import MOST_WAITING

if TYPE_CHECKING:
    from bot.bootstrap.live import LiveAnswering
    from bot.operations.bounded_checks import ReadinessCheck
    from bot.operations.metrics import Metrics
    from bot.operations.serving import Front
    from bot.services.delivering import DeliveryWorker
    from bot.services.ports import Backlog, Clock, Store
    from bot.services.supervising import Supervisor
    from bot.slack.directory.workspace import Workspace

LOOK_SECONDS: Final = 1.0
"""How long whoever asks for readiness or metrics waits for the database."""


def readiness_checks(
    front: Front, workspace: Workspace, worker: DeliveryWorker, store: Store, supervisor: Supervisor
) -> dict[str, ReadinessCheck]:
    """Return what must be so for the bot to be ready, by name."""
    return {
        "front": front.is_ready,
        "token": workspace.is_known,
        "delivery": lambda: not worker.blocked_teams,
        "database": store.is_writable,
        "outbox": lambda: _has_room(store),
        "jobs": lambda: _told_troubles(supervisor) or True,
    }


def tell_how_it_stands(
    metrics: Metrics, store: Store, clock: Clock, worker: DeliveryWorker, answering: LiveAnswering
) -> None:
    """Have the metrics tell what nobody counts."""

    def backlog() -> Backlog | None:
        try:
            with at_most(LOOK_SECONDS):
                return store.outbox.backlog(clock.now())
        except StoreUnavailableError:
            return None

    metrics.backlog(backlog)
    gauge = metrics.gauge
    gauge("teams_blocked", "Teams that take nothing until their token works", lambda: len(worker.blocked_teams))
    gauge("knowledge_current", "1 where the files are what is answered from", lambda: float(answering.is_current()))
    metrics.info("knowledge", "The knowledge base that is answered from", lambda: answering.current.version)


def _has_room(store: Store) -> bool:
    """Return whether events are still taken: beyond the bound they are left to Slack."""
    try:
        with at_most(LOOK_SECONDS):
            return store.outbox.waiting() < MOST_WAITING
    except StoreUnavailableError:
        return False


def _told_troubles(supervisor: Supervisor) -> str:
    """Return what background work does not run as it should, by name; nothing where all does."""
    return "; ".join(f"{name}: {trouble}" for name, trouble in supervisor.troubles().items())
