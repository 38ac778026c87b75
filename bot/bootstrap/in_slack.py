"""The bot in Slack, over Socket Mode or HTTP."""

from __future__ import annotations

import logging
import sys
from dataclasses import dataclass
from math import nan
from os import getpid
from secrets import token_hex
from socket import gethostname
from threading import Event, Thread
from typing import TYPE_CHECKING, Final

from bot.bootstrap.answering import render_context
from bot.bootstrap.clock import SystemClock
from bot.bootstrap.live import LiveAnswering
from bot.bootstrap.tickets import ticket_renderer
from bot.domain.conversation import Conversation
from bot.operations.health import Health
from bot.operations.logging_telemetry import LoggingTelemetry
from bot.operations.metrics import Metrics
from bot.operations.serving import serve, stop_on_signals
from bot.operations.start_log import tell_start
from bot.rendering.conversation_messages import elements_of
from bot.rendering.targets.block_kit import rendered
from bot.services.answering import DEFAULT_LANGUAGE
from bot.services.delivering import DeliveryWorker
from bot.services.ports import StoreUnavailable
from bot.services.triage import TicketDeliveryHooks, begin_day, remind
from bot.slack.app import build_app, dispatcher
from bot.slack.directory.membership import SlackMembership
from bot.slack.directory.workspace import Workspace
from bot.slack.outbound.courier import SlackCourier
from bot.slack.outbound.messages import TicketComposer
from bot.slack.outbound.modals import SlackModals
from bot.slack.overviews import Overviews
from bot.slack.parts import AppContext, SupportContext
from bot.slack.transport.guard import Guard
from bot.slack.transport.http import HttpFront
from bot.slack.transport.socket import SocketFront
from bot.slack.web_api import new_client
from bot.storage.access import open_store
from bot.storage.database import MOST_WAITING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from bot.domain.outgoing import ConversationMessage
    from bot.operations.serving import Front
    from bot.rendering.context import RenderContext
    from bot.rendering.targets.block_kit import Rendered
    from bot.services.delivering import Policy
    from bot.services.ports import Backlog, Clock, Store
    from bot.settings import Settings

    NewFront: TypeAlias = Callable[[Settings, AppContext], Front]


PURGE_SECONDS: Final = 3600.0
"""How often what is past its time is forgotten."""

REMIND_SECONDS: Final = 15.0
"""How often it is looked whether somebody is to be reminded, unless told otherwise."""

ROLE_SECONDS: Final = 1
"""How long Slack may take to tell who is in the support team: two such calls fit into an ack's three seconds."""

_NOBODYS: Final = Conversation("direct", "", "")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Bot:
    """The bot put together around its front door, ready to be run."""

    answering: LiveAnswering
    front: Front
    worker: DeliveryWorker
    store: Store
    clock: Clock
    wake: Event
    metrics: Metrics
    workspace: Workspace
    support: SupportContext | None = None
    remind_seconds: float = REMIND_SECONDS

    def run(self, stop: Event, told: Callable[[], None] = lambda: None) -> int:
        """Run until `stop` is set; return how many messages stayed unsent.

        The knowledge folder is followed meanwhile: `told` is called after each change there.
        """
        self.answering.follow(stop, told)
        self.workspace.start(stop)
        Thread(target=self._purge, args=(stop,), name="purge", daemon=True).start()
        if self.support is not None:
            Thread(target=self._remind, args=(self.support, stop), name="reminders", daemon=True).start()
        return serve(self.front, self.worker, self.clock, stop=stop, wake=self.wake)

    def _remind(self, support: SupportContext, stop: Event) -> None:
        """Give what falls due: reminders of tickets, the day's digest. Each replica looks, and each is given once."""
        while not stop.wait(self.remind_seconds):
            try:
                with self.store.transaction() as transaction:
                    now = self.clock.now()
                    count = remind(transaction, support.desk, now) + begin_day(transaction, support.desk, now)
            except StoreUnavailable as error:
                log.warning("Nobody is reminded now: %s", error)
            else:
                if count:
                    self.wake.set()

    def _purge(self, stop: Event) -> None:
        """Forget what is past its time, at the start and then every hour."""
        while True:
            try:
                self.store.purge(self.clock.now())
            except StoreUnavailable as error:
                log.warning("Nothing is purged now: %s", error)
            if stop.wait(PURGE_SECONDS):
                return


def build_bot(
    settings: Settings,
    answering: LiveAnswering,
    store: Store,
    new_front: NewFront,
    policy: Policy | None = None,
    clock: Clock | None = None,
) -> Bot:
    """The bot that answers with `answering` and keeps things in `store`, behind the front door of `new_front`.

    The playground's bot comes from here as well: what somebody tries there is what runs in production.
    """
    clock, wake, metrics = clock or SystemClock(), Event(), Metrics()
    watch = LoggingTelemetry(metrics)

    def context() -> RenderContext:
        return render_context(settings, answering.current.knowledge, clock.now().date())

    def render(body: ConversationMessage) -> Rendered:
        return rendered(elements_of(body, context()))

    client = new_client(settings.bot_token, settings.slack_api_url)
    workspace = Workspace(client)
    support = _support(settings, clock, context, workspace)
    composer = overviews = None
    if support is not None:
        composer = TicketComposer(store.tickets, ticket_renderer(support.desk, context))
        overviews = Overviews(store, support, clock)
    parts = AppContext(
        answering,
        store,
        clock,
        render,
        wake.set,
        DEFAULT_LANGUAGE,
        watch=watch,
        support=support,
        is_foreign=workspace.is_foreign,
    )
    courier = SlackCourier(client, render, composer, overviews)
    hooks = None if support is None else TicketDeliveryHooks(support.desk)
    # In containers host names and process ids may be the same everywhere.
    owner = f"{gethostname()}:{getpid()}:{token_hex(3)}"
    worker = DeliveryWorker(store.outbox, courier, clock, owner=owner, policy=policy, watch=watch, hooks=hooks)
    return Bot(answering, new_front(settings, parts), worker, store, clock, wake, metrics, workspace, support)


def _support(
    settings: Settings, clock: Clock, context: Callable[[], RenderContext], workspace: Workspace
) -> SupportContext | None:
    """What triage needs; None where no support team is set."""
    if settings.desk is None:
        return None
    # An ack waits for what it tells: rather not known than too late.
    patient = new_client(settings.bot_token, settings.slack_api_url)
    hasty = new_client(settings.bot_token, settings.slack_api_url, timeout_seconds=ROLE_SECONDS)
    roles, modals = SlackMembership(hasty, settings.desk, clock), SlackModals(patient)
    return SupportContext(settings.desk, roles, modals, context, workspace)


def socket_front(settings: Settings, parts: AppContext) -> SocketFront:
    """The way in by Socket Mode."""
    client = new_client(None, settings.slack_api_url)
    return SocketFront(build_app(parts), settings.app_token, client, watch=parts.watch)


def http_front(settings: Settings, parts: AppContext, host: str = "0.0.0.0") -> HttpFront:  # noqa: S104 - Slack comes from outside
    """The way in by HTTP."""
    dispatch = dispatcher(build_app(parts), parts.watch)
    return HttpFront(Guard(dispatch, settings.signing_secrets, parts.clock), host, settings.port)


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
    bot = build_bot(settings, LiveAnswering(settings), store, _told_front)
    tell_start(settings, bot.answering.version)
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
        def told() -> float:
            try:
                return read(bot.store.outbox.backlog(bot.clock.now()))
            except StoreUnavailable:
                return nan

        return told

    gauge = bot.metrics.gauge
    gauge("outbox_waiting", "Messages that wait or are on their way", backlog(lambda found: found.waiting))
    gauge("outbox_dead", "Messages that were given up", backlog(lambda found: found.dead))
    gauge("outbox_oldest_seconds", "How late the oldest due message is", backlog(lambda found: found.oldest_seconds))
    gauge("teams_blocked", "Teams that take nothing until their token works", lambda: len(bot.worker.blocked_teams))
    gauge(
        "knowledge_current", "1 where the files are what is answered from", lambda: float(bot.answering.is_current())
    )
    bot.metrics.info("knowledge", "The knowledge base that is answered from", lambda: bot.answering.version)


def _can_be_read(store: Store) -> bool:
    try:
        store.read_memory(_NOBODYS, "")
    except StoreUnavailable:
        return False
    return True


def _has_room(store: Store) -> bool:
    """Whether events are still taken: beyond the bound they are left to Slack."""
    try:
        return store.outbox.waiting() < MOST_WAITING
    except StoreUnavailable:
        return False


def _told_front(settings: Settings, parts: AppContext) -> Front:
    """The way in that the settings say; the first line printed tells which."""
    if settings.mode == "http":
        front = http_front(settings, parts)
        print(f"Mode: HTTP, POST /slack/events on port {front.port}.", file=sys.stderr, flush=True)  # noqa: T201 - see above
        return front
    print("Mode: Socket Mode.", file=sys.stderr, flush=True)  # noqa: T201 - see above
    return socket_front(settings, parts)
