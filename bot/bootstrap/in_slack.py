"""The bot in Slack, over Socket Mode or HTTP."""

from __future__ import annotations

import logging
import sys
from dataclasses import dataclass, replace
from datetime import date
from os import getpid
from secrets import token_hex
from socket import gethostname
from threading import Event
from typing import TYPE_CHECKING, Final

from bot.bootstrap.answering import render_context
from bot.bootstrap.clock import SystemClock
from bot.bootstrap.live import LiveAnswering
from bot.bootstrap.readiness import readiness_checks, tell_how_it_stands
from bot.operations.backup_job import BACKUP_LOOK_SECONDS, BackupJob
from bot.operations.health import Health
from bot.operations.logging_telemetry import LoggingTelemetry
from bot.operations.metrics import Metrics
from bot.operations.periodic import PeriodicJob
from bot.operations.serving import leave_at_once, serve, stop_on_signals
from bot.operations.start_log import tell_start
from bot.rendering.slack_renderer import SlackRenderer
from bot.services import erasing, forgetting
from bot.services.answering import DEFAULT_LANGUAGE
from bot.services.app_context import AppContext, SupportContext
from bot.services.delivering import DeliveryWorker, NullDeliveryHooks
from bot.services.patience import at_most, seconds_left
from bot.services.reminding import begin_day, remind
from bot.services.resolving import OutboxResolver
from bot.services.supervising import Supervisor
from bot.services.ticket_hooks import TicketDeliveryHooks
from bot.slack.app import build_app
from bot.slack.directory.audience import SlackAudience
from bot.slack.directory.membership import SlackMembership
from bot.slack.directory.workspace import Workspace
from bot.slack.listeners.payload_parser import PayloadParser
from bot.slack.listeners.slack_context import SlackContext
from bot.slack.outbound.courier import SlackCourier
from bot.slack.outbound.modals import SlackModals
from bot.slack.transport.dispatching import dispatcher
from bot.slack.transport.guard import Guard
from bot.slack.transport.http import HttpFront
from bot.slack.transport.socket import SocketFront
from bot.slack.web_api import SlackApi
from bot.storage.access import open_store
from bot.storage.daily_backups import daily_backups

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from bot.operations.serving import Front
    from bot.rendering.context import RenderContext
    from bot.services.ports import Clock, Store
    from bot.settings import Settings
    from bot.slack.home_workspace import HomeWorkspace

    NewFront: TypeAlias = Callable[[Settings, SlackContext, Supervisor], Front]


PURGE_SECONDS: Final = 3600.0
"""How often what is past its time is forgotten."""

ERASE_SECONDS: Final = 5.0
"""How often it is looked whether somebody waits to be forgotten."""

REMIND_SECONDS: Final = 15.0
"""How often it is looked whether somebody is to be reminded, unless told otherwise."""

ASK_SECONDS: Final = 5.0
"""How often Slack is asked whether it takes the token, until it has answered."""

RECOVER_SECONDS: Final = 0.25
"""How often it is looked whether a database that has failed works again."""

NAMES_SECONDS: Final = 5.0
"""How often it is looked whether a support member's name is not known yet: a form has no time to ask for many."""

JOBS_STOP_SECONDS: Final = 0.5
"""How long the jobs that are just being done may still take at the end. They are safe to break off."""

LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Bot:
    """The bot put together around its front door, ready to be run."""

    answering: LiveAnswering
    context: AppContext
    front: Front
    worker: DeliveryWorker
    wake: Event
    metrics: Metrics
    workspace: Workspace
    supervisor: Supervisor
    remind_seconds: float = REMIND_SECONDS
    backups: BackupJob | None = None

    def run(self, stop: Event, on_change: Callable[[], None] = lambda: None) -> int:
        """Run until `stop` is set; return how many messages stayed unsent.

        The knowledge folder is followed meanwhile: `on_change` is called after each change there.
        """
        jobs = [job.start(self.supervisor, stop) for job in self.jobs(on_change, stop.is_set)]
        clock = self.context.clock
        unsent = serve(self.front, self.worker, clock, stop=stop, wake=self.wake, supervisor=self.supervisor)
        with at_most(JOBS_STOP_SECONDS):
            for work in jobs:
                if not work.join(seconds_left(otherwise=0)):
                    log.warning("The job %s does not end: the bot stops without it", work.name)
        return unsent

    def jobs(
        self, on_change: Callable[[], None] = lambda: None, is_stopping: Callable[[], bool] = lambda: False
    ) -> tuple[PeriodicJob, ...]:
        """Return what is done by itself. Each replica does it; what is given once is claimed in the store."""
        store, clock = self.context.store, self.context.clock

        def purge() -> None:
            forgetting.purge(store, clock, is_stopping)

        def finish_erasures() -> None:
            erasing.finish_erasures(self.context, is_stopping)

        backups = () if self.backups is None else (self.backups,)
        return (
            self.answering.follow(on_change),
            PeriodicJob("workspace", ASK_SECONDS, self.workspace.ask, runs_at_once=True),
            PeriodicJob("purge", PURGE_SECONDS, purge, runs_at_once=True),
            PeriodicJob("erasures", ERASE_SECONDS, finish_erasures, runs_at_once=True),
            PeriodicJob("database", RECOVER_SECONDS, store.recover),
            PeriodicJob("reminders", self.remind_seconds, self.remind),
            PeriodicJob("names", NAMES_SECONDS, self._learn_names, runs_at_once=True),
            *(PeriodicJob("backups", BACKUP_LOOK_SECONDS, each.run, runs_at_once=True) for each in backups),
        )

    def _learn_names(self) -> None:
        """Have the names of the support members known before a form lists them."""
        if self.context.support is not None:
            self.context.support.membership.learn_names()

    def remind(self) -> int:
        """Give what falls due: reminders of tickets, the day's digest; return how many that was."""
        support, now = self.context.support, self.context.clock.now()
        if support is None:
            return 0
        with self.context.store.transaction() as transaction:
            count = remind(transaction, support.desk, now) + begin_day(transaction, support.desk, now)
        if count:
            self.wake.set()
        return count


def build_bot(
    settings: Settings,
    answering: LiveAnswering,
    store: Store,
    new_front: NewFront,
    clock: Clock | None = None,
    supervisor: Supervisor | None = None,
) -> Bot:
    """Return the bot that answers with `answering` and keeps things in `store`, behind the front door of `new_front`.

    The playground's bot comes from here as well: what somebody tries there is what runs in production.
    """
    clock, supervisor, wake, metrics = clock or SystemClock(), supervisor or Supervisor(), Event(), Metrics()
    telemetry = LoggingTelemetry(metrics)
    api = SlackApi(settings.bot_token, settings.slack_api_url)
    workspace = Workspace(api, settings.desk)

    def look() -> RenderContext:
        knowledge, today = answering.current.knowledge, clock.now().date()
        return render_context(settings, knowledge, today, workspace.message_link)

    renderer, support = SlackRenderer(look), _support(settings, clock, workspace)
    context = AppContext(answering, store, clock, wake.set, DEFAULT_LANGUAGE, telemetry, support)
    parser = PayloadParser(workspace.message_link, workspace)
    slack = SlackContext(context, parser, renderer, SlackModals(api), workspace)
    worker = DeliveryWorker(
        store.outbox,
        SlackCourier(api, renderer.view, OutboxResolver(store, clock, support)),
        clock,
        owner=_new_owner(),
        telemetry=telemetry,
        hooks=NullDeliveryHooks() if support is None else TicketDeliveryHooks(support.desk),
    )
    front = new_front(settings, slack, supervisor)
    return Bot(answering, context, front, worker, wake, metrics, workspace, supervisor)


def _new_owner() -> str:
    """Return a name of this process. In containers host names and process ids may be the same everywhere."""
    return f"{gethostname()}:{getpid()}:{token_hex(3)}"


def _support(settings: Settings, clock: Clock, home: HomeWorkspace) -> SupportContext | None:
    """Return who the support team is; None where none is set."""
    if settings.desk is None:
        return None
    today = clock.now().date()
    for year in (today.year, today.year + 1):  # worked out now, and not while somebody waits
        _ = date(year, 1, 1) in settings.desk.hours.holidays
    api = SlackApi(settings.bot_token, settings.slack_api_url)
    return SupportContext(settings.desk, SlackMembership(api, settings.desk, clock, home), SlackAudience(api))


def socket_front(settings: Settings, slack: SlackContext, supervisor: Supervisor) -> SocketFront:
    """Return the way in by Socket Mode."""
    api = SlackApi(settings.app_token, settings.slack_api_url)
    return SocketFront(build_app(slack), api, telemetry=slack.app.telemetry, supervisor=supervisor)


def http_front(settings: Settings, slack: SlackContext, supervisor: Supervisor) -> HttpFront:
    """Return the way in by HTTP."""
    dispatch = dispatcher(build_app(slack), slack.app.telemetry)
    guard = Guard(dispatch, settings.signing_secrets, slack.app.clock)
    return HttpFront(guard, settings.host, settings.port, supervisor=supervisor)


def run_in_slack(settings: Settings) -> int:
    """Run the bot until a signal stops it; its exit code.

    Raises:
        KnowledgeError: naming every problem in the knowledge base.
        RefusedBySlackError: Slack does not take the app's token.
        StoreError: the database cannot be used.
    """
    stop, supervisor = Event(), Supervisor()
    stop_on_signals(stop, supervisor, leave_at_once)
    with open_store(settings.database_url, settings.replicas) as store:
        return _run(settings, store, stop, supervisor)


def _run(settings: Settings, store: Store, stop: Event, supervisor: Supervisor) -> int:
    bot = build_bot(settings, LiveAnswering(settings), store, _announced_front, supervisor=supervisor)
    backups = daily_backups(settings.database_url, settings.backup_dir, settings.backups_kept)
    if backups is not None:
        job = BackupJob(backups, bot.context.clock)
        bot = replace(bot, backups=job)
        bot.metrics.gauge(
            "backup_age_seconds", "Age of the newest daily backup, +Inf where there is none", job.age_seconds
        )
    tell_start(settings, bot.answering.current.version)
    tell_how_it_stands(bot.metrics, store, bot.context.clock, bot.worker, bot.answering)
    bot.metrics.background(supervisor)
    checks = readiness_checks(bot.front, bot.workspace, bot.worker, store, supervisor)
    health = Health(checks, bot.metrics, supervisor, settings.health_port, settings.health_host)
    health.start()
    try:
        bot.run(stop)
        return 0
    finally:
        health.stop()


def _announced_front(settings: Settings, slack: SlackContext, supervisor: Supervisor) -> Front:
    """Return the way in that the settings say, and print which as the first line."""
    if settings.mode == "http":
        front = http_front(settings, slack, supervisor)
        where = f"{settings.host}:{front.port}"
        print(f"Mode: HTTP, POST /slack/events on {where}.{_hint(settings.host)}", file=sys.stderr, flush=True)  # noqa: T201 - see above
        return front
    print("Mode: Socket Mode.", file=sys.stderr, flush=True)  # noqa: T201 - see above
    return socket_front(settings, slack, supervisor)


def _hint(host: str) -> str:
    """Return how to open a door that only this machine reaches, as behind a reverse proxy beside the bot."""
    return " Only this machine reaches it; set HOST=0.0.0.0 to open it to others." if host in LOOPBACK else ""
