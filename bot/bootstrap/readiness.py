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
        "front": lambda: "" if front.is_ready() else "nothing comes in from Slack",
        "token": lambda: "" if workspace.is_known() else "Slack has not said that it takes SLACK_BOT_TOKEN",
        "delivery": lambda: _told_blocked(worker.blocked_teams),
        "database": store.write_fault,
        "outbox": lambda: _told_backlog(store, workspace.team),
        "jobs": lambda: _told_troubles(supervisor),
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


def _told_blocked(teams: frozenset[str]) -> str:
    """Return which workspaces take nothing; nothing where all do."""
    return f"Slack refuses the token for {', '.join(sorted(teams))}" if teams else ""


def _told_backlog(store: Store, team: str | None) -> str:
    """Return why the events of `team` are not taken any more, nothing where they are: Slack keeps what is too many.

    Another team may have its messages in the same database, and is no reason to send nobody here any more.
    """
    try:
        with at_most(LOOK_SECONDS):
            waiting = store.outbox.waiting(team)
    except StoreUnavailableError:
        return "the database cannot be used: see database"
    return f"{waiting} messages wait, and {MOST_WAITING} may" if waiting >= MOST_WAITING else ""


def _told_troubles(supervisor: Supervisor) -> str:
    """Return what background work does not run as it should, by name; nothing where all does."""
    return "; ".join(f"{name}: {trouble}" for name, trouble in supervisor.troubles().items())
