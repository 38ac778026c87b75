"""What runs beside a bot in production so that it can be watched: readiness, tickets and backups, as metrics."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from bot.operations.audit_log import FileAudit
from bot.operations.backup_job import BACKUP_LOOK_SECONDS, BackupJob
from bot.operations.bounded_checks import BoundedChecks
from bot.operations.periodic import PeriodicJob
from bot.operations.readiness_watch import READINESS_SECONDS, ReadinessWatch
from bot.operations.service_manager import TELL_SECONDS, NotifySocket, ServiceManager
from bot.operations.ticket_snapshots import SNAPSHOT_SECONDS, TicketSnapshots
from bot.storage.daily_backups import daily_backups

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from threading import Event

    from bot.operations.bounded_checks import ReadinessCheck
    from bot.operations.metrics import Metrics
    from bot.services.ports import Audit, Clock, Store
    from bot.services.showing_cards import MissingCards
    from bot.services.supervising import Supervisor
    from bot.settings import Settings

OF_FOLDERS: Final = frozenset({"backups", "knowledge"})
"""Jobs that hang with a folder on a network disk. The bot answers meanwhile, and a restart would hang there too."""


def watch_readiness(checks: Mapping[str, ReadinessCheck], metrics: Metrics, supervisor: Supervisor) -> ReadinessWatch:
    """Return what looks whether the bot is ready, of which `metrics` tells."""
    watch = ReadinessWatch(BoundedChecks(checks, supervisor))
    metrics.register(watch)
    return watch


def readiness_jobs(
    readiness: ReadinessWatch, supervisor: Supervisor, notify: str, stop: Event
) -> Iterator[PeriodicJob]:
    """Yield the job that looks, and the one that tells the service manager, which listens at `notify` if anywhere.

    `stop` is told to it too.
    """
    yield PeriodicJob("readiness", READINESS_SECONDS, readiness.run, runs_at_once=True)
    if notify:
        manager = ServiceManager(NotifySocket(notify), readiness, lambda: _hanging(supervisor))
        supervisor.once("stopping", partial(manager.tell_the_end, stop))
        yield PeriodicJob("service", TELL_SECONDS, manager.run, runs_at_once=True)


def _hanging(supervisor: Supervisor) -> tuple[str, ...]:
    """Return what hangs and is mended by a restart."""
    return tuple(name for name in supervisor.hanging() if name not in OF_FOLDERS)


def tell_of_audit(audit: Audit, metrics: Metrics) -> None:
    """Have `metrics` tell what the audit log's file has not taken, where there is one."""
    if isinstance(audit, FileAudit):
        told = "Lines of the audit log that its file has not taken"
        metrics.gauge("audit_lines_unwritten", told, lambda: audit.unwritten)


def cards_jobs(cards: MissingCards | None, seconds: float) -> Iterator[PeriodicJob]:
    """Yield the job that has missing cards posted, where there is a support team."""
    if cards is not None:
        yield PeriodicJob("cards", seconds, cards.run, runs_at_once=True)


def tell_of_cards(cards: MissingCards | None, metrics: Metrics) -> None:
    """Have `metrics` tell whether cards can be posted, where there is a support team."""
    if cards is not None:
        told = "1 where the bot could post in the triage channel at the last look, 0 where not; NaN before the first"
        metrics.gauge("triage_channel_usable", told, cards.is_usable)


def kept_jobs(
    settings: Settings, store: Store, clock: Clock, metrics: Metrics, home: Callable[[], str | None]
) -> Iterator[PeriodicJob]:
    """Yield the jobs about what is kept, of which `metrics` tells: tickets are counted, backups made, where set so.

    `home` returns the own team, once it is known.
    """
    if settings.desk is not None:
        snapshots = TicketSnapshots(store, settings.desk.hours, clock, home)
        metrics.register(snapshots)
        yield PeriodicJob("tickets", SNAPSHOT_SECONDS, snapshots.run, runs_at_once=True)
    backups = daily_backups(settings.database_url, settings.backup_dir, settings.backups_kept)
    if backups is not None:
        job = BackupJob(backups, clock)
        told = "Age of the newest daily backup, in seconds; +Inf where there is none"
        metrics.gauge("backup_age_seconds", told, job.age_seconds)
        yield PeriodicJob("backups", BACKUP_LOOK_SECONDS, job.run, runs_at_once=True)
