"""The bot in Slack, over Socket Mode or HTTP."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from math import nan
from os import getpid
from secrets import token_hex
from socket import gethostname
from threading import Event
from typing import TYPE_CHECKING, Final

from bot.bootstrap.answering import render_context
from bot.bootstrap.clock import SystemClock
from bot.bootstrap.live import LiveAnswering
from bot.domain.conversation import Conversation
from bot.operations.health import Health
from bot.operations.logging_telemetry import LoggingTelemetry
from bot.operations.metrics import Metrics
from bot.operations.periodic import PeriodicJob
from bot.operations.serving import serve, stop_on_signals
from bot.operations.start_log import tell_start
from bot.rendering.slack_renderer import SlackRenderer
from bot.services import forgetting
from bot.services.answering import DEFAULT_LANGUAGE
from bot.services.app_context import AppContext, SupportContext
from bot.services.delivering import DeliveryWorker, NullDeliveryHooks, Policy
from bot.services.ports import StoreUnavailableError
from bot.services.reminding import begin_day, remind
from bot.services.resolving import OutboxResolver
from bot.services.ticket_hooks import TicketDeliveryHooks
from bot.slack.app import build_app, dispatcher
from bot.slack.directory.membership import SlackMembership
from bot.slack.directory.workspace import Workspace
from bot.slack.listeners.payload_parser import PayloadParser
from bot.slack.listeners.slack_context import SlackContext
from bot.slack.outbound.courier import SlackCourier
from bot.slack.outbound.modals import SlackModals
from bot.slack.transport.guard import Guard
from bot.slack.transport.http import HttpFront
from bot.slack.transport.socket import SocketFront
from bot.slack.web_api import SlackApi, new_client
from bot.storage.access import open_store
from bot.storage.database import MOST_WAITING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from bot.operations.serving import Front
    from bot.rendering.context import RenderContext
    from bot.services.ports import Backlog, Clock, Store
    from bot.settings import Settings

    NewFront: TypeAlias = Callable[[Settings, SlackContext], Front]


PURGE_SECONDS: Final = 3600.0
"""How often what is past its time is forgotten."""

ERASE_SECONDS: Final = 5.0
"""How often it is looked whether somebody waits to be forgotten."""

REMIND_SECONDS: Final = 15.0
"""How often it is looked whether somebody is to be reminded, unless told otherwise."""

ROLE_SECONDS: Final = 1
"""How long Slack may take to tell who is in the support team: two such calls fit into an ack's three seconds."""

_NOBODYS: Final = Conversation("direct", "", "")


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
    remind_seconds: float = REMIND_SECONDS

    def run(self, stop: Event, on_change: Callable[[], None] = lambda: None) -> int:
        """Run until `stop` is set; return how many messages stayed unsent.

        The knowledge folder is followed meanwhile: `on_change` is called after each change there.
        """
        self.answering.follow(stop, on_change)
        self.workspace.start(stop)
        for job in self.jobs():
            job.start(stop)
        return serve(self.front, self.worker, self.context.clock, stop=stop, wake=self.wake)

    def jobs(self) -> tuple[PeriodicJob, ...]:
        """Return what is done by itself. Each replica does it; what is given once is claimed in the store."""
        store, clock = self.context.store, self.context.clock
        purge = PeriodicJob("purge", PURGE_SECONDS, lambda: forgetting.purge(store, clock), runs_at_once=True)
        erasures = PeriodicJob("erasures", ERASE_SECONDS, self._finish_erasures, runs_at_once=True)
        return (purge, erasures, PeriodicJob("reminders", self.remind_seconds, self._remind))

    def _finish_erasures(self) -> None:
        """Forget whoever asked for it and had more than fits into an ack."""
        if forgetting.finish_erasures(self.context.store, self.context.clock.now()):
            self.wake.set()

    def _remind(self) -> None:
        """Give what falls due: reminders of tickets, the day's digest."""
        support, now = self.context.support, self.context.clock.now()
        if support is None:
            return
        with self.context.store.transaction() as transaction:
            count = remind(transaction, support.desk, now) + begin_day(transaction, support.desk, now)
        if count:
            self.wake.set()


def build_bot(
    settings: Settings,
    answering: LiveAnswering,
    store: Store,
    new_front: NewFront,
    policy: Policy | None = None,
    clock: Clock | None = None,
) -> Bot:
    """Return the bot that answers with `answering` and keeps things in `store`, behind the front door of `new_front`.

    The playground's bot comes from here as well: what somebody tries there is what runs in production.
    """
    clock, wake, metrics = clock or SystemClock(), Event(), Metrics()
    telemetry = LoggingTelemetry(metrics)
    api = SlackApi(settings.bot_token, settings.slack_api_url)
    workspace = Workspace(api, settings.desk)

    def look() -> RenderContext:
        knowledge, today = answering.current.knowledge, clock.now().date()
        return render_context(settings, knowledge, today, workspace.message_link)

    renderer, support = SlackRenderer(look), _support(settings, clock)
    context = AppContext(answering, store, clock, wake.set, DEFAULT_LANGUAGE, telemetry, support)
    parser = PayloadParser(workspace.message_link)
    slack = SlackContext(context, parser, renderer, SlackModals(api), workspace)
    worker = DeliveryWorker(
        store.outbox,
        SlackCourier(api, renderer.view, OutboxResolver(store, clock, support)),
        clock,
        owner=_new_owner(),
        policy=policy or Policy(),
        telemetry=telemetry,
        hooks=NullDeliveryHooks() if support is None else TicketDeliveryHooks(support.desk),
    )
    return Bot(answering, context, new_front(settings, slack), worker, wake, metrics, workspace)


def _new_owner() -> str:
    """Return a name of this process. In containers host names and process ids may be the same everywhere."""
    return f"{gethostname()}:{getpid()}:{token_hex(3)}"


def _support(settings: Settings, clock: Clock) -> SupportContext | None:
    """Return who the support team is; None where none is set."""
    if settings.desk is None:
        return None
    # An ack waits for what it tells: rather not known than too late.
    hasty = SlackApi(settings.bot_token, settings.slack_api_url, timeout_seconds=ROLE_SECONDS)
    return SupportContext(settings.desk, SlackMembership(hasty, settings.desk, clock))


def socket_front(settings: Settings, slack: SlackContext) -> SocketFront:
    """Return the way in by Socket Mode."""
    client = new_client(None, settings.slack_api_url)
    return SocketFront(build_app(slack), settings.app_token, client, telemetry=slack.app.telemetry)


def http_front(settings: Settings, slack: SlackContext, host: str = "0.0.0.0") -> HttpFront:  # noqa: S104 - Slack comes from outside
    """Return the way in by HTTP."""
    dispatch = dispatcher(build_app(slack), slack.app.telemetry)
    return HttpFront(Guard(dispatch, settings.signing_secrets, slack.app.clock), host, settings.port)


def run_in_slack(settings: Settings) -> int:
    """Run the bot until a signal stops it; its exit code.

    Raises:
        KnowledgeError: naming every problem in the knowledge base.
        RefusedBySlackError: Slack does not take the app's token.
        StoreError: the database cannot be used.
    """
    stop = Event()
    stop_on_signals(stop)
    with open_store(settings.database_url, settings.replicas) as store:
        return _run(settings, store, stop)


def _run(settings: Settings, store: Store, stop: Event) -> int:
    bot = build_bot(settings, LiveAnswering(settings), store, _announced_front)
    tell_start(settings, bot.answering.current.version)
    checks = {
        "front": bot.front.is_ready,
        "token": bot.workspace.is_known,
        "delivery": lambda: not bot.worker.blocked_teams,
        "database": lambda: _can_be_read(store),
        "outbox": lambda: _has_room(store),
    }
    _tell_how_it_stands(bot)
    health = Health(checks, bot.metrics, settings.health_port, settings.health_host)
    health.start()
    try:
        bot.run(stop)
        return 0
    finally:
        health.stop()


def _tell_how_it_stands(bot: Bot) -> None:
    """Have the metrics tell what nobody counts."""

    def backlog(read: Callable[[Backlog], float]) -> Callable[[], float]:
        def measured() -> float:
            try:
                return read(bot.context.store.outbox.backlog(bot.context.clock.now()))
            except StoreUnavailableError:
                return nan

        return measured

    gauge = bot.metrics.gauge
    gauge("outbox_waiting", "Messages that wait or are on their way", backlog(lambda found: found.waiting))
    gauge("outbox_dead", "Messages that were given up", backlog(lambda found: found.dead))
    gauge("outbox_oldest_seconds", "How late the oldest due message is", backlog(lambda found: found.oldest_seconds))
    gauge("teams_blocked", "Teams that take nothing until their token works", lambda: len(bot.worker.blocked_teams))
    gauge(
        "knowledge_current", "1 where the files are what is answered from", lambda: float(bot.answering.is_current())
    )
    bot.metrics.info("knowledge", "The knowledge base that is answered from", lambda: bot.answering.current.version)


def _can_be_read(store: Store) -> bool:
    try:
        store.read_memory(_NOBODYS, "")
    except StoreUnavailableError:
        return False
    return True


def _has_room(store: Store) -> bool:
    """Return whether events are still taken: beyond the bound they are left to Slack."""
    try:
        return store.outbox.waiting() < MOST_WAITING
    except StoreUnavailableError:
        return False


def _announced_front(settings: Settings, slack: SlackContext) -> Front:
    """Return the way in that the settings say, and print which as the first line."""
    if settings.mode == "http":
        front = http_front(settings, slack)
        print(f"Mode: HTTP, POST /slack/events on port {front.port}.", file=sys.stderr, flush=True)  # noqa: T201 - see above
        return front
    print("Mode: Socket Mode.", file=sys.stderr, flush=True)  # noqa: T201 - see above
    return socket_front(settings, slack)
