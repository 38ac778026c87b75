"""`report`: what was asked, what became of it, and what people made of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from bot.bootstrap.answering import render_context
from bot.bootstrap.clock import SystemClock, today
from bot.bootstrap.reports import KnowledgeError, StoreError, StoreUnavailableError, current
from bot.cli.command_settings import load_settings
from bot.cli.since_option import Since
from bot.rendering.reports import report_formats, report_page
from bot.rendering.reports.report_tables import Words

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.language import Language
    from bot.domain.report import Report

_DAYS: Final = 7
_MARK: Final = "\ufeff"
FORMATS: Final = ("text", "markdown", "csv", "json", "html")


@click.command()
@click.option(
    "--since",
    type=Since(),
    default=f"{_DAYS}d",
    show_default=True,
    help="Start on this day where the support team is, or this long ago, such as 4w (four weeks).",
)
@click.option("--format", "form", type=click.Choice(FORMATS), help="[default: text]")
@click.option("--excel", "is_for_excel", is_flag=True, help="CSV as a Dutch Excel opens it: with semicolons.")
@click.option("--lang", "language", type=click.Choice(["en", "nl"]), default="en", show_default=True)
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file instead of the terminal."
)
def report(*, since: datetime, form: str | None, is_for_excel: bool, language: Language, output: Path | None) -> None:
    """Report what was asked, answered, handed over and rated helpful, the gaps, and the support team's times."""
    if is_for_excel and form not in {None, "csv"}:
        raise click.UsageError(f"--excel is CSV, and cannot be combined with --format {form}.")
    settings = load_settings()
    try:
        base, made = current(settings, since, SystemClock().now())
    except (KnowledgeError, StoreError, StoreUnavailableError) as error:
        raise click.ClickException(str(error)) from None
    words = Words(render_context(settings, base, today()), language)
    form = "csv" if is_for_excel else form or "text"
    text = report_formats.to_csv(made, words, ";") if is_for_excel else _written(made, words, form)
    # Spreadsheets know a file's letters by the mark in front; in a pipe to another program it would be a letter.
    if is_for_excel or (output is not None and form == "csv"):
        text = f"{_MARK}{text}"
    if output is None:
        click.echo(text, nl=False)
    else:
        try:
            output.write_bytes(text.encode("utf-8"))  # CSV has its own line ends
        except OSError as error:
            raise click.ClickException(f"{output} cannot be written: {error.strerror}.") from error
        click.echo(f"Wrote the report to {output}.", err=True)


def _written(made: Report, words: Words, form: str) -> str:
    match form:
        case "markdown":
            return report_formats.to_markdown(made, words)
        case "csv":
            return report_formats.to_csv(made, words)
        case "json":
            return report_formats.to_json(made)
        case "html":
            return report_page.to_page(made, words)
        case _:
            return report_formats.to_text(made, words)
