"""`playground`: the whole product in a browser, without a Slack workspace."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.command_settings import load_settings, warn_of_unknown
from bot.domain.problem import KnowledgeError
from bot.playground.running import Start, run_playground
from bot.playground.workspaces import WorkspaceError, workspace_in

if TYPE_CHECKING:
    from bot.playground.running import Playground

PORT = 3030
_REFUSED = (
    "Slack tokens are set, but the playground does not use them: it runs its own local Slack. "
    "Remove them from the environment and from .env, or pass --ignore-tokens."
)
_CONNECTING = (
    "To connect the bot to a real workspace, create an app from manifest.yml and set its tokens in .env; "
    'see "Connect it to Slack" in README.md.'
)


@click.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=PORT,
    show_default=True,
    help="Use this port, or the next one that is free; 0 picks any.",
)
@click.option("--http/--socket", "is_http", default=False, help="Connect the bot this way. [default: socket]")
@click.option("--open", "is_opened", is_flag=True, help="Open the page in your browser.")
@click.option(
    "--workspace",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Use the people, channels and first messages in this YAML file.",
)
@click.option("--ignore-tokens", is_flag=True, help="Start even if Slack tokens are set; they are not used.")
def playground(*, port: int, is_http: bool, is_opened: bool, workspace: Path | None, ignore_tokens: bool) -> None:
    """Try the bot in a local Slack, in your browser; only this machine can reach it."""
    try:
        start = Start(port, "http" if is_http else "socket", workspace_in(workspace))
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
        code = run_playground(settings, start, started)
    except KnowledgeError as error:
        raise click.ClickException(f"The knowledge base cannot be used:\n{error}") from error
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
    click.echo(f"\n{_CONNECTING}\nPress Ctrl-C to stop.", err=True)
