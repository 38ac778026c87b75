"""`doctor`: is everything there that the bot needs?"""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from bot.cli.opening import settings_of

_SIGNS = {"ok": "ok     ", "warning": "WARNING", "problem": "PROBLEM"}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def doctor(*, as_json: bool) -> None:
    """Look at settings, tokens, scopes, database, knowledge, clock and backlog; exit code 1 on a problem."""
    import logging  # noqa: PLC0415 - takes a moment to import

    from bot.assembly.doctor import examine  # noqa: PLC0415 - same

    logging.disable()  # what fails is a finding, told below
    has_problem = False
    for finding in examine(settings_of()):
        has_problem |= finding.verdict == "problem"
        if as_json:
            click.echo(json.dumps(asdict(finding), ensure_ascii=False))
            continue
        click.echo(f"{_SIGNS[finding.verdict]}  {finding.what}: {finding.told}")
        if finding.remedy:
            click.echo(f"         → {finding.remedy}")
    if not as_json:
        click.echo("\nSomething must be mended." if has_problem else "\nThe bot can run.", err=True)
    raise SystemExit(int(has_problem))
