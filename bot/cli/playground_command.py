"""`playground`: the whole product in a browser, without a Slack workspace."""

from __future__ import annotations

import logging
import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.bootstrap.clock import SystemClock
from bot.cli.command_settings import load_settings, settings_errors_told, warn_of_unknown
from bot.cli.own_command import with_own_command
from bot.domain.problem import KnowledgeError
from bot.playground.kept_folder import KeptFolderError
from bot.playground.running import Scene, Start, run_playground
from bot.playground.workspaces import WorkspaceError, workspace_in
from bot.storage.engines import StoreError

if TYPE_CHECKING:
    from bot.playground.running import Playground

_REFUSED = (
    "Slack tokens are set, but the playground does not use them: it runs its own local Slack. "
    "Remove them from the environment and from .env, or pass --ignore-tokens."
)
_AHEAD = timedelta(minutes=1)
_CLOCK_AHEAD = (
    "The page's clock is ahead of this machine's, and `report` counts until now: "
    "what came later is in the page's own, /econnect-triage report."
)
_REPORTED = timedelta(weeks=3)
_CLOCK_BEHIND = "The page's clock is weeks behind this machine's: give `report` a --since from before."
_CONNECTING = (
    "To connect the bot to a real workspace, run `econnect-bot setup` (with make: `make setup`), which asks for "
    "everything, or do it by hand as docs/connecting.md says."
)


PORT_OPTION = click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=3030,
    show_default=True,
    help="Use this port, or the next one that is free; 0 picks any.",
)
KEEP_OPTION = click.option(
    "--keep",
    "folder",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Keep everything in this folder, and go on from there next time.",
)
OPEN_OPTION = click.option("--open", "is_opened", is_flag=True, help="Open the page in your browser.")


@click.command()
@PORT_OPTION
@click.option("--http/--socket", "is_http", default=False, help="Connect the bot this way. [default: socket]")
@OPEN_OPTION
@click.option(
    "--workspace",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Use the people, channels and first messages in this YAML file.",
)
@KEEP_OPTION
@click.option("--ignore-tokens", is_flag=True, help="Start even if Slack tokens are set; they are not used.")
def playground(
    *, port: int, is_http: bool, is_opened: bool, workspace: Path | None, folder: Path | None, ignore_tokens: bool
) -> None:
    """Try the bot in a local Slack, in your browser; only this machine can reach it."""
    try:
        start = Start(
            port, "http" if is_http else "socket", workspace_in(workspace), Scene(folder=folder, reads_database=True)
        )
    except WorkspaceError as error:
        raise click.ClickException(f"The workspace cannot be used:\n{error}") from error
    run(start, is_opened=is_opened, ignores_tokens=ignore_tokens)


def run(start: Start, *, is_opened: bool, ignores_tokens: bool) -> None:
    """Run a playground until a signal stops it, print its addresses, and leave with its exit code."""
    settings = load_settings(ignores_tokens=ignores_tokens)
    if settings.mode != "chat":
        raise click.ClickException(_REFUSED)

    def started(running: Playground) -> None:
        if start.port and running.port != start.port:
            click.echo(f"Port {start.port} is in use, so the page is at {running.port}.", err=True)
        _print_addresses(running, start)
        if is_opened:
            click.launch(running.colleague if start.scene.tour else running.requester)

    warn_of_unknown(settings)
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    try:
        with settings_errors_told():
            code = run_playground(settings, start, started)
    except KnowledgeError as error:
        raise click.ClickException(f"The knowledge base cannot be used:\n{error}") from error
    except (KeptFolderError, StoreError) as error:
        raise click.ClickException(with_own_command(str(error))) from error
    except OSError as error:
        remedy = "use another; econnect-bot playground --port 0 picks a free one"
        raise click.ClickException(f"Port {start.port} cannot be used ({error.strerror}); {remedy}.") from error
    sys.exit(code)


def _print_addresses(running: Playground, start: Start) -> None:
    transport = "HTTP" if start.mode == "http" else "Socket Mode"
    click.echo(f"Mode: playground over {transport}; no real Slack is connected.", err=True)
    if start.scene.tour:
        click.echo(f"\n  {running.colleague}   to look around as the support team: begin here", err=True)
        click.echo(f"  {running.requester}   in a second window, to ask", err=True)
    else:
        click.echo(f"\n  {running.requester}   to ask", err=True)
        click.echo(f"  {running.colleague}   in a second window, to play the support team", err=True)
    _print_commands(running)
    click.echo(f"\n{_CONNECTING}\nPress Ctrl-C to stop.", err=True)


def _print_commands(running: Playground) -> None:
    """Print how to look at what is kept, from another terminal."""
    if running.folder is None:
        return
    support = running.turner.bot.context.support
    channel, person = None if support is None else support.desk.channel, running.slack.people[running.first].id
    click.echo(f"\nKept in {running.folder.path}. To look at it, in another terminal:", err=True)
    click.echo(f"  export {running.folder.settings(channel)}", err=True)
    for words in ("report", "lessons", f"privacy export {person}", "outbox list"):
        click.echo(with_own_command(f"  econnect-bot {words}"), err=True)
    ahead = running.turner.clock.now() - SystemClock().now()
    if ahead > _AHEAD:
        click.echo(_CLOCK_AHEAD, err=True)
    elif ahead < -_REPORTED:
        click.echo(_CLOCK_BEHIND, err=True)
