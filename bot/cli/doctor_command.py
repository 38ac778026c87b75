"""`doctor`: is everything there that the bot needs?"""

from __future__ import annotations

import json
import logging
from dataclasses import asdict, replace
from functools import partial
from typing import TYPE_CHECKING

import click

from bot import texts
from bot.bootstrap.answering import knowledge
from bot.bootstrap.clock import SystemClock
from bot.cli.command_settings import load_settings
from bot.cli.own_command import with_own_command
from bot.domain.finding import Finding
from bot.operations.doctor import Doctor
from bot.slack.directory.token_checks import post_test

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.settings import Settings

_SIGNS = {"ok": "ok     ", "note": "note   ", "warning": "WARNING", "problem": "PROBLEM"}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per line.")
@click.option("--post", is_flag=True, help="Post a test message in the triage channel as well.")
def doctor(*, as_json: bool, post: bool) -> None:
    """Check settings, tokens, scopes, database, knowledge, clock and backlog; exit code 1 if there is a problem."""
    found = examine(as_json=as_json)
    if post:
        found += post_test_message(as_json=as_json)
    has_problem = has_problems(found)
    if not as_json:
        click.echo("\nSome problems need fixing." if has_problem else "\nThe bot is ready to run.", err=True)
    raise SystemExit(int(has_problem))


def examine(*, as_json: bool = False) -> list[Finding]:
    """Print each finding as it comes; return them all."""
    return _print_all(
        Doctor(load_settings(), SystemClock(), partial(knowledge, is_kept=False)).examine(), as_json=as_json
    )


def post_test_message(*, as_json: bool = False) -> list[Finding]:
    """Post a test message in the triage channel; print and return what came of it."""
    return _print_all(_test_message(load_settings()), as_json=as_json)


def has_problems(findings: Iterable[Finding]) -> bool:
    """Return whether something was found that has to be mended."""
    return any(found.verdict == "problem" for found in findings)


def _print_all(findings: Iterable[Finding], *, as_json: bool) -> list[Finding]:
    logging.disable()  # what fails is a finding
    try:
        told = []
        for found in findings:
            print_finding(found, as_json=as_json)
            told.append(found)
        return told
    finally:
        logging.disable(logging.NOTSET)


def print_finding(found: Finding, *, as_json: bool = False) -> None:
    """Print what was found, and what to do in words that work here."""
    finding = replace(found, remedy=with_own_command(found.remedy)) if found.remedy else found
    if as_json:
        click.echo(json.dumps(asdict(finding), ensure_ascii=False))
        return
    click.echo(f"{_SIGNS[finding.verdict]}  {finding.what}: {finding.message}")
    if finding.remedy:
        click.echo(f"         → {finding.remedy}")


def _test_message(settings: Settings) -> Iterator[Finding]:
    if settings.desk is None or not settings.bot_token:
        remedy = "Set SLACK_BOT_TOKEN and ECONNECT_TRIAGE_CHANNEL."
        yield Finding("test message", "problem", "there is no channel to post it in, or no token", remedy)
        return
    text = texts.get("test-message", settings.desk.language)
    yield post_test(settings.desk, settings.bot_token, settings.slack_api_url, text)
