"""`config`: every setting, what it means, its value and where that comes from."""

from __future__ import annotations

import json
from dataclasses import asdict
from itertools import groupby
from textwrap import wrap
from typing import TYPE_CHECKING, Final

import click

from bot.cli.command_settings import indented
from bot.settings import reader_of
from bot.settings.shown_settings import show_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.settings.shown_settings import ShownSetting, ShownSettings

_WIDTH: Final = 80
_BELOW: Final = " " * 6


@click.command()
@click.option("--check", is_flag=True, help="Print only what is wrong; for CI. Names that are no setting count.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per line.")
def config(*, check: bool, as_json: bool) -> None:
    """Print every setting: what it means, its value (secrets masked) and where it comes from.

    A setting is taken from the environment, else from .env in this folder, else it has its default. What is wrong is
    told with its place and gives exit code 1; what has no effect because of another setting is a warning.
    """
    shown = show_settings(reader_of())
    if as_json:
        _print_objects(shown, check=check)
    else:
        _print(shown, check=check)
    raise SystemExit(int(bool(shown.problems)))


def _print_objects(shown: ShownSettings, *, check: bool) -> None:
    """Print the settings, or what is wrong with them, as one JSON object per line."""
    told = (("error", shown.problems), ("warning", shown.warnings))
    remarks = [{"verdict": verdict, **remark._asdict()} for verdict, remarks in told for remark in remarks]
    for each in remarks if check else [asdict(setting) for setting in shown.settings]:
        click.echo(json.dumps(each, ensure_ascii=False))


def _print(shown: ShownSettings, *, check: bool) -> None:
    if not check:
        for group, settings in groupby(shown.settings, lambda each: each.group):
            click.echo(f"{group}\n" + "\n".join(line for each in settings for line in _lines(each)) + "\n")
    if shown.warnings:
        click.echo(
            "These settings have no effect because of another one; remove them, or change the other:\n"
            + indented(shown.warnings),
            err=True,
        )
    if shown.problems:
        click.echo("These settings need fixing:\n" + indented(shown.problems), err=True)
    elif check:
        click.echo("The settings are valid.")
    if check and shown.without_slack:
        click.echo(shown.without_slack, err=True)


def _lines(setting: ShownSetting) -> Iterator[str]:
    """Yield a setting as it is read in a terminal; a value that is long has a line of its own, and is not broken."""
    value = setting.value or "(not set)"
    source = "" if setting.source == "default" and not setting.value else f"  [{setting.source}]"
    line = f"  {setting.name}  {value}{source}"
    if len(line) <= _WIDTH:
        yield line
    else:
        yield f"  {setting.name}{source}"
        yield f"{_BELOW}{value}"
    yield from wrap(setting.meaning, _WIDTH, initial_indent=_BELOW, subsequent_indent=_BELOW)
