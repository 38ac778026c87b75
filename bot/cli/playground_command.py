"""`playground`: the whole product in a browser, without a Slack workspace."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.command_settings import load_settings, warn_of_unknown
from bot.domain.problem import KnowledgeError
from bot.playground.running import run_playground
from bot.playground.workspaces import WorkspaceError, workspace_in

if TYPE_CHECKING:
    from bot.playground.running import Playground

PORT = 3030
_REFUSED = (
    "Slack tokens are set, and the playground wants none: it shows a Slack of its own. "
    "Take them out of the environment and of .env, or pass --ignore-tokens."
)
_CONNECTING = (
    "To connect it to a real workspace, create an app from manifest.yml and set its tokens in .env: "
    'see "Connect it to Slack" in README.md.'
)


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="0 picks a free one.")
@click.option("--http/--socket", "is_http", default=False, help="How the bot is connected. [default: socket]")
@click.option("--open", "is_opened", is_flag=True, help="Open the page in the browser.")
@click.option(
    "--workspace",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="People, channels and first messages of your own, as YAML.",
)
@click.option("--ignore-tokens", is_flag=True, help="Start although Slack tokens are set; they are not used.")
def playground(*, port: int, is_http: bool, is_opened: bool, workspace: Path | None, ignore_tokens: bool) -> None:
    """Show the bot at work in a Slack of its own, in the browser, on this machine only."""
    settings = load_settings(ignores_tokens=ignore_tokens)
    if settings.mode != "chat":
        raise click.ClickException(_REFUSED)

    def started(running: Playground) -> None:
        _print_addresses(running, is_http=is_http)
        if is_opened:
            click.launch(running.requester)

    warn_of_unknown(settings)
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    try:
        code = run_playground(settings, port, "http" if is_http else "socket", workspace_in(workspace), started)
    except WorkspaceError as error:
        raise click.ClickException(f"The workspace cannot be used:\n{error}") from error
    except KnowledgeError as error:
        raise click.ClickException(f"The knowledge base cannot be used:\n{error}") from error
    except OSError as error:
        remedy = "choose another: econnect-bot playground --port 0 picks a free one"
        raise click.ClickException(f"Port {port} cannot be used ({error.strerror}); {remedy}.") from error
    sys.exit(code)


def _print_addresses(running: Playground, *, is_http: bool) -> None:
    transport = "HTTP" if is_http else "Socket Mode"
    click.echo(f"Mode: playground over {transport}; no real Slack is connected.", err=True)
    click.echo(
        f"\n  {running.requester}   to ask\n  {running.colleague}   and a second window, for support", err=True
    )
    click.echo(f"\n{_CONNECTING}\nCtrl-C ends it.", err=True)
