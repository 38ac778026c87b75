"""`doctor`: is everything there that the bot needs?"""

from __future__ import annotations

import json
import logging
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

import click

from bot.bootstrap.answering import knowledge
from bot.bootstrap.clock import SystemClock
from bot.cli.command_settings import load_settings
from bot.cli.own_command import with_own_command
from bot.operations.doctor import Doctor

if TYPE_CHECKING:
    from bot.settings import Settings

_SIGNS = {"ok": "ok     ", "warning": "WARNING", "problem": "PROBLEM"}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per line.")
def doctor(*, as_json: bool) -> None:
    """Check settings, tokens, scopes, database, knowledge, clock and backlog; exit code 1 if there is a problem."""
    settings = load_settings()
    logging.disable()  # what fails is a finding
    try:
        has_problem = _examine(settings, as_json=as_json)
    finally:
        logging.disable(logging.NOTSET)
    if not as_json:
        click.echo("\nSome problems need fixing." if has_problem else "\nThe bot is ready to run.", err=True)
    raise SystemExit(int(has_problem))


def _examine(settings: Settings, *, as_json: bool) -> bool:
    """Print each finding as it comes; return whether one is a problem."""
    has_problem = False
    for found in Doctor(settings, SystemClock(), knowledge).examine():
        finding = replace(found, remedy=with_own_command(found.remedy)) if found.remedy else found
        has_problem |= finding.verdict == "problem"
        if as_json:
            click.echo(json.dumps(asdict(finding), ensure_ascii=False))
            continue
        click.echo(f"{_SIGNS[finding.verdict]}  {finding.what}: {finding.message}")
        if finding.remedy:
            click.echo(f"         → {finding.remedy}")
    return has_problem
