"""The bot in Slack, over Socket Mode or HTTP."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import date
from os import getpid
from secrets import token_hex
from socket import gethostname
from threading import Event
from typing import TYPE_CHECKING, Final

from bot.bootstrap.answering import render_context
from bot.bootstrap.clock import SystemClock
from bot.bootstrap.fronts import announced_front
from bot.bootstrap.live import LiveAnswering
from bot.bootstrap.readiness import readiness_checks, tell_how_it_stands
from bot.bootstrap.watching import (
    cards_jobs,
    kept_jobs,
    readiness_jobs,
    tell_of_audit,
    tell_of_cards,
    watch_readiness,
)
from bot.domain.audit_line import THE_BOT, AuditAction, AuditLine
from bot.operations.audit_log import new_audit
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
from bot.services.showing_cards import MissingCards
from bot.services.supervising import Supervisor
from bot.services.ticket_hooks import TicketDeliveryHooks
from bot.slack.directory.audience import SlackAudience
from bot.slack.directory.membership import SlackMembership
from bot.slack.directory.message_links import SlackMessageLinks
from bot.slack.directory.triage_channel import SlackTriageChannel
from bot.slack.directory.workspace import Workspace
from bot.slack.listeners.payload_parser import PayloadParser
from bot.slack.listeners.slack_context import SlackContext
from bot.slack.outbound.courier import SlackCourier
from bot.slack.outbound.modals import SlackModals
from bot.slack.web_api import SlackApi
from bot.storage.access import open_store
from bot.texts.keywords import setup_word

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

CARDS_SECONDS: Final = 15.0
"""How often it is looked whether cards are missing in the triage channel, unless told otherwise."""

ASK_SECONDS: Final = 5.0
"""How often Slack is asked whether it takes the token, until it has answered."""

RECOVER_SECONDS: Final = 0.25
"""How often it is looked whether a database that has failed works again."""

NAMES_SECONDS: Final = 5.0
"""How often it is looked whether a support member's name is not known yet: a form has no time to ask for many."""

JOBS_STOP_SECONDS: Final = 0.5
"""How long the jobs that are just being done may still take at the end. They are safe to break off."""

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
    cards: MissingCards | None = None
    remind_seconds: float = REMIND_SECONDS
    cards_seconds: float = CARDS_SECONDS
    watching: tuple[PeriodicJob, ...] = ()

    def run(self, stop: Event, on_change: Callable[[], None] = lambda: None) -> int:
        """Run until `stop` is set; return how many messages stayed unsent.

        The knowledge folder is followed meanwhile: `on_change` is called after each change there.
        """
        clock = self.context.clock
        watch = self.metrics.rounds(clock)
        jobs = [job.start(self.supervisor, stop, watch) for job in self.jobs(on_change, stop.is_set)]
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
            forgetting.purge(store, clock, self.context.audit, is_stopping)

        def finish_erasures() -> None:
            erasing.finish_erasures(self.context, is_stopping)

        return (
            self.answering.follow(on_change),
            PeriodicJob("workspace", ASK_SECONDS, self.workspace.ask, runs_at_once=True),
            PeriodicJob("purge", PURGE_SECONDS, purge, runs_at_once=True),
            PeriodicJob("erasures", ERASE_SECONDS, finish_erasures, runs_at_once=True),
            PeriodicJob("database", RECOVER_SECONDS, store.recover),
            PeriodicJob("reminders", self.remind_seconds, self.remind),
            PeriodicJob("names", NAMES_SECONDS, self._learn_names, runs_at_once=True),
            *cards_jobs(self.cards, self.cards_seconds),
            *self.watching,
        )

    def _learn_names(self) -> None:
        """Have the names of the support members known before a form lists them."""
        if self.context.support is not None:
            self.context.support.membership.learn_names()

    def remind(self) -> int:
        """Give what falls due in our workspace: reminders of tickets, the day's digest; return how many that was."""
        support, team, now = self.context.support, self.workspace.team, self.context.clock.now()
        if support is None or team is None:
            return 0
        with self.context.store.transaction() as transaction:
            reminded = remind(transaction, support.desk, team, now, self.context.audit)
            count = reminded + begin_day(transaction, support.desk, team, now, self.answering.current.knowledge)
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
    audit = new_audit(settings.audit_log)
    context = AppContext(
        answering,
        store,
        clock,
        wake.set,
        DEFAULT_LANGUAGE,
        telemetry,
        support,
        audit,
        follows_threads=settings.follows_threads,
        setup_word=setup_word,
    )
    parser = PayloadParser(workspace.message_link, workspace)
    slack = SlackContext(context, parser, renderer, SlackModals(api), workspace)
    worker = _worker(context, api, renderer, workspace)
    front, cards = new_front(settings, slack, supervisor), _cards(settings, context, api, workspace)
    return Bot(answering, context, front, worker, wake, metrics, workspace, supervisor, cards)


def _worker(context: AppContext, api: SlackApi, renderer: SlackRenderer, home: HomeWorkspace) -> DeliveryWorker:
    """Return what delivers what waits in the outbox for our workspace."""
    support = context.support
    return DeliveryWorker(
        context.store.outbox,
        SlackCourier(api, renderer.view, OutboxResolver(context.store, context.clock, support)),
        context.clock,
        owner=_new_owner(),
        telemetry=context.telemetry,
        hooks=NullDeliveryHooks() if support is None else TicketDeliveryHooks(support.desk, context.store.card_state),
        home=lambda: home.team,
    )


def _cards(settings: Settings, context: AppContext, api: SlackApi, workspace: Workspace) -> MissingCards | None:
    """Return what posts the cards that the triage channel did not take; None where there is no such channel."""
    if settings.desk is None:
        return None
    channel = SlackTriageChannel(api, settings.desk)
    return MissingCards(context, settings.desk, channel, lambda: workspace.team)


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
    membership = SlackMembership(api, settings.desk, clock, home)
    return SupportContext(settings.desk, membership, SlackAudience(api), SlackMessageLinks(api))


def run_in_slack(settings: Settings) -> int:
    """Run the bot until a signal stops it; its exit code.

    Raises:
        KnowledgeError: naming every problem in the knowledge base.
        RefusedBySlackError: Slack does not take the app's token.
        StoreError: the database cannot be used.
    """
    stop, supervisor = Event(), Supervisor()
    stop_on_signals(stop, supervisor, leave_at_once)

    def note_upgrade() -> None:
        line = AuditLine(SystemClock().now(), THE_BOT, AuditAction.DATABASE_UPGRADED)
        new_audit(settings.audit_log).write(line)

    with open_store(settings.database_url, settings.replicas, settings.backup_dir, note_upgrade) as store:
        return _run(settings, store, stop, supervisor)


def _run(settings: Settings, store: Store, stop: Event, supervisor: Supervisor) -> int:
    bot = build_bot(settings, LiveAnswering(settings), store, announced_front, supervisor=supervisor)
    clock, metrics, audit = bot.context.clock, bot.metrics, bot.context.audit
    tell_of_audit(audit, metrics)
    tell_of_cards(bot.cards, metrics)
    tell_start(settings, bot.answering.current.version)
    audit.write(AuditLine(clock.now(), THE_BOT, AuditAction.BOT_STARTED, settings=settings.chosen))
    tell_how_it_stands(metrics, store, clock, bot.worker, bot.answering)
    metrics.background(supervisor)
    metrics.process()
    checks = readiness_checks(bot.front, bot.workspace, bot.worker, store, supervisor)
    kept = kept_jobs(settings, store, clock, metrics, lambda: bot.workspace.team)
    readiness = watch_readiness(checks, metrics, supervisor)
    bot = replace(bot, watching=(*readiness_jobs(readiness, supervisor, settings.notify_socket, stop), *kept))
    health = Health(checks, metrics, supervisor, settings.health_port, settings.health_host)
    health.start()
    try:
        bot.run(stop)
        return 0
    finally:
        health.stop()
