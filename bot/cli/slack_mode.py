"""What `run` does where Slack's tokens are set."""

from __future__ import annotations

import errno
import sys
from typing import TYPE_CHECKING

import click

from bot.bootstrap.in_slack import run_in_slack
from bot.cli.command_settings import load_settings
from bot.domain.problem import KnowledgeError
from bot.operations import logs
from bot.slack.transport.http import DoorError
from bot.slack.transport.socket import RefusedBySlackError
from bot.storage.engines import StoreError

if TYPE_CHECKING:
    from bot.settings import Settings


@click.command()
def run_slack() -> None:
    """Run the bot in Slack, and leave with its exit code."""
    settings = load_settings()
    logs.set_up(settings)
    try:
        code = run_in_slack(settings)
    except KnowledgeError as error:
        raise click.ClickException(f"The knowledge base cannot be used:\n{error}") from error
    except (RefusedBySlackError, StoreError) as error:
        raise click.ClickException(str(error)) from error
    except DoorError as error:
        raise click.ClickException(_told(error, settings)) from error
    sys.exit(code)


def _told(error: DoorError, settings: Settings) -> str:
    """Return which setting names a place where the bot cannot listen, and what to do."""
    prefix, host, port = "", settings.host, settings.port
    if error.name == "health":
        prefix, host, port = "HEALTH_", settings.health_host, settings.health_port
    if error.errno == errno.EADDRINUSE:
        return f"{prefix}PORT {port} is taken. Set {prefix}PORT to another port, or stop the program that has it."
    if error.errno == errno.EACCES:
        return f"{prefix}PORT {port} is not open to the bot's user. Set {prefix}PORT to one above 1023."
    remedy = "Set it to an address of this machine, such as 127.0.0.1, or to 0.0.0.0 for all of them."
    return f"The bot cannot listen where {prefix}HOST is {host}: {error.strerror}. {remedy}"
