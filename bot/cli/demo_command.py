"""`demo`: the playground with a week of life in it, and a clock to turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.bootstrap.clock import SystemClock
from bot.cli.command_settings import settings_errors_told
from bot.cli.own_command import with_own_command
from bot.cli.playground_command import KEEP_OPTION, OPEN_OPTION, PORT_OPTION, run
from bot.playground.demo_week import DEMO_WORKSPACE, TOUR, demo_clock, seed
from bot.playground.kept_folder import KeptFolderError, has_week
from bot.playground.running import Scene, Start, hours_of_team
from bot.settings import reader_of
from bot.settings.machine_language import language_of_machine

if TYPE_CHECKING:
    from pathlib import Path

    from bot.playground.running import Playground


@click.command()
@PORT_OPTION
@OPEN_OPTION
@KEEP_OPTION
def demo(*, port: int, is_opened: bool, folder: Path | None) -> None:
    """See a support team's week: tickets in every state, a digest, reminders, a report, and a clock to turn.

    Slack tokens are not used. Without --keep nothing is kept; with it, the week is played once, and the clock stands
    still until you open it again.
    """
    try:
        is_played = folder is not None and has_week(folder)
    except KeptFolderError as error:
        raise click.ClickException(with_own_command(str(error))) from error
    with settings_errors_told():
        clock = demo_clock(SystemClock().now(), hours_of_team(), is_played=is_played)
    scene = Scene(clock, TOUR, folder, team_language=language_of_machine(reader_of().values))
    start = Start(port, "socket", DEMO_WORKSPACE, scene, _tell_played if is_played else _play)
    run(start, is_opened=is_opened, ignores_tokens=True)


def _play(running: Playground) -> None:
    click.echo("Playing a week of questions and tickets; it takes some ten seconds.", err=True)
    seed(running, lambda line: click.echo(f"  {line}", err=True))
    if running.folder is not None:
        running.folder.note_week()


def _tell_played(running: Playground) -> None:
    stands_at = running.turner.clock.now().astimezone(running.hours.zone)
    told = "The week was played here before; the clock stands where you left it:"
    click.echo(f"{told} {stands_at:%A %d %b, %H:%M}.", err=True)
