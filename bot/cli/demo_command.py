"""`demo`: the playground with a week of life in it, and a clock to turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.bootstrap.clock import ForwardClock, SystemClock
from bot.cli.command_settings import settings_errors_told
from bot.cli.playground_command import OPEN_OPTION, PORT_OPTION, run
from bot.playground.demo_week import DEMO_WORKSPACE, TOUR, begins_at, seed
from bot.playground.running import Scene, Start, hours_of_team

if TYPE_CHECKING:
    from bot.playground.running import Playground


@click.command()
@PORT_OPTION
@OPEN_OPTION
def demo(*, port: int, is_opened: bool) -> None:
    """See a support team's week: tickets in every state, a digest, reminders, a report, and a clock to turn.

    Slack tokens are not used, and nothing is kept.
    """

    def play(running: Playground) -> None:
        click.echo("Playing a week of questions and tickets; it takes some ten seconds.", err=True)
        seed(running, lambda line: click.echo(f"  {line}", err=True))

    with settings_errors_told():
        clock = ForwardClock(begins_at=begins_at(SystemClock().now(), hours_of_team()))
    run(Start(port, "socket", DEMO_WORKSPACE, Scene(clock, TOUR), play), is_opened=is_opened, ignores_tokens=True)
