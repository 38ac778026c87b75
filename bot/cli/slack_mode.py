"""What `run` does where Slack's tokens are set."""

from __future__ import annotations

import errno
import sys
from socket import gaierror
from typing import Final

import click

from bot.bootstrap.in_slack import run_in_slack
from bot.cli.command_settings import load_settings
from bot.domain.problem import KnowledgeError
from bot.operations import logs
from bot.slack.transport.socket import RefusedBySlackError
from bot.storage.engines import StoreError

_OF_A_PORT: Final = (errno.EADDRINUSE, errno.EACCES, errno.EADDRNOTAVAIL)


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
    except OSError as error:
        if error.errno not in _OF_A_PORT and not isinstance(error, gaierror):
            raise
        ports = f"PORT is {settings.port}, HEALTH_PORT is {settings.health_port}"
        hosts = f"HOST is {settings.host}, HEALTH_HOST is {settings.health_host}"
        raise click.ClickException(
            f"A port cannot be used ({error.strerror}). {ports}; set the one that is taken to another. "
            f"{hosts}; each must be an address of this machine, such as 127.0.0.1, or 0.0.0.0 for all of them."
        ) from error
    sys.exit(code)
