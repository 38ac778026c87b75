"""Starts the local Slack, the bot and the page together."""

from __future__ import annotations

import logging
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from bot.bootstrap.clock import ForwardClock
from bot.bootstrap.fronts import http_front, socket_front
from bot.bootstrap.in_slack import build_bot
from bot.bootstrap.live import LiveAnswering
from bot.operations.serving import leave_at_once, stop_on_signals
from bot.playground.bots_database import BotsDatabase
from bot.playground.draft_answering import DraftAnswering
from bot.playground.explaining import ObservedAnswering
from bot.playground.extension import BotExtension
from bot.playground.kept_folder import kept_folder
from bot.playground.turning import ClockTurner
from bot.playground.workbench import Workbench
from bot.services.supervising import Supervisor
from bot.settings import from_environment
from bot.settings.shipped import shipped
from bot.slack.ids import EVENTS_PATH
from bot.slack.transport.http import HttpFront
from bot.storage.access import open_store
from bot.storage.database import store_in_memory
from localslack import LocalSlack
from localslack.free_port import at_free_port
from localslack.keeping import StateKeeper
from localslack.page.page_server import PageServer
from localslack.workspace_spec import DEFAULT_WORKSPACE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from concurrent.futures import Future
    from pathlib import Path

    from bot.bootstrap.in_slack import Bot
    from bot.domain.desk import SupportDeskConfig
    from bot.domain.hours import Hours
    from bot.domain.language import Language
    from bot.playground.explaining import ObservedCalculation, ObservedQuestion
    from bot.playground.kept_folder import KeptFolder
    from bot.settings import Settings
    from bot.storage.database import DatabaseStore
    from localslack.workspace_spec import WorkspaceSpec

ConnectionMode: TypeAlias = Literal["socket", "http"]

log = logging.getLogger(__name__)

_LOOK_SECONDS: Final = 0.01


@dataclass(frozen=True, slots=True)
class Playground:
    """A running playground: the page's address and port, who is in it, and the local Slack behind it."""

    url: str
    port: int
    workspace: WorkspaceSpec
    slack: LocalSlack
    turner: ClockTurner
    hours: Hours
    folder: KeptFolder | None = None

    @property
    def requester(self) -> str:
        """Return where a newcomer begins: the page of the first person."""
        return self._page_of(self.first)

    @property
    def first(self) -> str:
        """Return the name of the first person."""
        return self.workspace.people[0].name

    @property
    def colleague(self) -> str:
        """Return the page of somebody on the other side: the first of a user group, or else the last person."""
        in_groups = (member for group in self.workspace.groups for member in group.members)
        return self._page_of(next(in_groups, self.workspace.people[-1].name))

    def _page_of(self, name: str) -> str:
        return f"{self.url}?as={name}"


@dataclass(frozen=True, slots=True)
class Scene:
    """A playground's clock, what its page tells each person to look at, and the folder it is kept in, if any.

    Where it `reads_database`, the editor's board also shows what was asked of the bot in the settings' database.
    The team speaks `team_language`, unless that is None or `.env` says otherwise.
    """

    clock: ForwardClock = field(default_factory=ForwardClock)
    tour: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    folder: Path | None = None
    reads_database: bool = False
    team_language: Language | None = None


@dataclass(frozen=True, slots=True)
class Start:
    """How a playground begins: its port, the bot's way in, who is there, its scene, and what is done first in it."""

    port: int
    mode: ConnectionMode
    workspace: WorkspaceSpec = DEFAULT_WORKSPACE
    scene: Scene = field(default_factory=Scene)
    prepare: Callable[[Playground], None] = lambda _: None


def run_playground(settings: Settings, start: Start, tell: Callable[[Playground], None]) -> int:
    """Run the playground until a signal stops it; return its exit code. `tell` gets it once it runs.

    Raises:
        KnowledgeError: It names every problem in the knowledge base.
        KeptFolderError, StoreError: The folder it is to be kept in cannot be used.
        OSError: Neither the port nor one behind it can be used.
    """
    stop = Event()
    ended = stop_on_signals(stop, Supervisor(), leave_at_once)
    try:
        with playground(settings, start.port, start.mode, start.workspace, scene=start.scene) as running:
            start.prepare(running)
            tell(running)
            stop.wait()
    finally:
        ended.set()
    return 0


@contextmanager
def playground(
    settings: Settings,
    port: int,
    mode: ConnectionMode,
    workspace: WorkspaceSpec = DEFAULT_WORKSPACE,
    manifest: Path | None = None,
    scene: Scene | None = None,
) -> Iterator[Playground]:
    """Run the playground; everything is stopped when the block ends.

    Raises:
        KnowledgeError: It names every problem in the knowledge base.
        KeptFolderError, StoreError: The folder it is to be kept in cannot be used.
        OSError: Neither the port nor one behind it can be used.
    """
    observed: list[ObservedQuestion | ObservedCalculation] = []
    scene = scene or Scene()
    clock = scene.clock
    answering = LiveAnswering(settings, partial(ObservedAnswering, observed=observed, clock=clock.seconds))
    with ExitStack() as stack:
        folder = None if scene.folder is None else stack.enter_context(kept_folder(scene.folder))
        workspace = workspace if folder is None else folder.workspace_or(workspace, DEFAULT_WORKSPACE)
        slack = stack.enter_context(
            LocalSlack(manifest or shipped("manifest.yml"), workspace=workspace, clock=clock.seconds)
        )
        store = stack.enter_context(_kept_store(folder, slack, workspace, clock))
        new_front = socket_front if mode == "socket" else http_front
        bot = build_bot(
            _for_local_slack(settings, slack, workspace, scene.team_language), answering, store, new_front, clock
        )
        _connect(slack, bot, stack.enter_context(_running(bot, slack.wake)))
        turner, hours = ClockTurner(bot, clock), hours_of_team()
        database = BotsDatabase(settings) if scene.reads_database else None
        workbench = Workbench(DraftAnswering(answering, settings), settings, turner, hours, database)
        extension = BotExtension(answering, observed, settings, hours, turner, workbench, scene.tour)
        page = at_free_port(port, lambda each: PageServer(slack, each, extension))
        stack.callback(page.stop)
        page.start()
        yield Playground(page.url, page.port, workspace, slack, turner, hours, folder)


@contextmanager
def _kept_store(
    folder: KeptFolder | None, slack: LocalSlack, workspace: WorkspaceSpec, clock: ForwardClock
) -> Iterator[DatabaseStore]:
    """Yield what the bot keeps; in a folder local Slack is kept beside it, and the clock goes on from there."""
    if folder is None:
        with closing(store_in_memory()) as store:
            yield store
        return
    with StateKeeper(slack.state, workspace, folder.slack_file, log.warning) as keeper:
        clock.put_forward(datetime.fromtimestamp(keeper.stood_at, UTC))
        with open_store(folder.database_url) as store:
            yield store


def _for_local_slack(
    settings: Settings, slack: LocalSlack, workspace: WorkspaceSpec, team_language: Language | None
) -> Settings:
    """Return `settings` with the local Slack's address, tokens and channels instead of real ones.

    What is played is no line of the real audit log.
    """
    return replace(
        settings,
        desk=_desk(slack, workspace, team_language),
        bot_token=slack.bot_token,
        app_token=slack.app_token,
        signing_secrets=(slack.signing_secret,),
        slack_api_url=slack.api_url,
        audit_log=None,
        host="127.0.0.1",
        port=0,
    )


def _desk(slack: LocalSlack, workspace: WorkspaceSpec, language: Language | None) -> SupportDeskConfig | None:
    """Return a support team in the first private channel that the bot can write in; None where there is none."""
    fit = (room for room in workspace.channels if room.is_private and room.has_bot and not room.is_archived)
    room = next(fit, None)
    if room is None:
        return None
    return _team_in(slack.channels[room.name].id, language)


def hours_of_team() -> Hours:
    """Return the support team's hours, by which the page's clock goes.

    Raises:
        SettingsError: What `.env` says of the team cannot work.
    """
    desk = _team_in("C0LOCAL000")
    if desk is None:
        raise LookupError("A support team always has its hours.")
    return desk.hours


def _team_in(channel: str, language: Language | None = None) -> SupportDeskConfig | None:
    """Return the support team as `.env` has it, in that channel; Slack's tokens there are for another Slack."""
    settings = from_environment({"ECONNECT_TRIAGE_CHANNEL": channel}, ignores_tokens=True)
    if settings.desk is None or language is None or "ECONNECT_TEAM_LANGUAGE" in settings.chosen:
        return settings.desk
    return replace(settings.desk, language=language)


@contextmanager
def _running(bot: Bot, on_change: Callable[[], None]) -> Iterator[Future[int]]:
    stop = Event()
    running = bot.supervisor.once("bot", lambda: bot.run(stop, on_change))
    try:
        yield running
    finally:
        stop.set()
        running.result()


def _connect(slack: LocalSlack, bot: Bot, running: Future[int]) -> None:
    """Let the local Slack find the bot, and wait until each knows the other: before, nothing is taken."""
    if isinstance(bot.front, HttpFront):
        while not running.done() and not bot.front.is_ready():
            Event().wait(_LOOK_SECONDS)
        slack.deliver_to(f"http://127.0.0.1:{bot.front.port}{EVENTS_PATH}")
    else:
        slack.wait_for(lambda: slack.connections)
    while not running.done() and not bot.workspace.is_known():
        Event().wait(_LOOK_SECONDS)
