"""`healthcheck`: is the bot that runs here alive, or ready?"""

from __future__ import annotations

import click

from bot.cli.command_settings import load_settings
from bot.operations.health_question import ALIVE, READY, ask_health


@click.command()
@click.option("--ready", "is_ready", is_flag=True, help="Ask whether it is ready, not only whether it is alive.")
def healthcheck(*, is_ready: bool) -> None:
    """Ask the running bot on HEALTH_PORT whether it is alive; exit code 1 if it is not, with the reason.

    Restart it when this fails. --ready also fails while Slack or the database is away, which no restart mends.
    """
    settings = load_settings()
    if settings.health_port == 0:
        raise click.ClickException("HEALTH_PORT is 0, so the bot takes any free port: set it to a port.")
    found = ask_health(settings.health_host, settings.health_port, READY if is_ready else ALIVE)
    if found.verdict != "ok":
        raise click.ClickException(f"{found.what}: {found.message}" + (f". {found.remedy}" if found.remedy else ""))
    click.echo(found.message)
