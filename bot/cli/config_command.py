"""`config`: every setting, its value and where it comes from."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from bot.cli.command_settings import indented
from bot.settings import reader_of
from bot.settings.shown_settings import show_settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.settings.shown_settings import ShownSetting


@click.command()
@click.option("--check", is_flag=True, help="Print only what is wrong; for CI. Names that are no setting count.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per line.")
def config(*, check: bool, as_json: bool) -> None:
    """Print every setting, its value (secrets masked) and where it comes from; exit code 1 if something is wrong.

    A setting is taken from the environment, else from .env in this folder, else it has its default. README.md says
    what each is for.
    """
    settings, problems = show_settings(reader_of())
    if as_json:
        for setting in settings:
            click.echo(json.dumps(asdict(setting), ensure_ascii=False))
    elif not check:
        _print(settings)
    if problems:
        click.echo("These settings need fixing:\n" + indented(problems), err=True)
    elif check:
        click.echo("The settings are valid.")
    raise SystemExit(int(bool(problems)))


def _print(settings: Sequence[ShownSetting]) -> None:
    longest = max(len(setting.name) for setting in settings)
    for setting in settings:
        value = setting.value or "(not set)"
        source = "" if setting.source == "default" and not setting.value else f"  [{setting.source}]"
        click.echo(f"{setting.name:<{longest}}  {value}{source}")
