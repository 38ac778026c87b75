"""What every command needs: the settings, a session, and how to print. Imports nothing that takes time."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pathlib import Path

    from bot.cli.local_conversation import Session
    from bot.domain.language import Language
    from bot.settings import Settings


def settings_of(knowledge: Path | None = None, *, ignores_tokens: bool = False) -> Settings:
    """The settings; told as one error where they cannot work. `knowledge` overrides the folder."""
    from dataclasses import replace  # noqa: PLC0415 - `--help` needs none of this

    from bot.settings import SettingsError, from_environment  # noqa: PLC0415 - same

    try:
        settings = from_environment(ignores_tokens=ignores_tokens)
    except SettingsError as error:
        raise click.ClickException("These settings cannot work:\n" + _listed(error.problems)) from error
    return settings if knowledge is None else replace(settings, knowledge_dir=knowledge)


def warn_of_unknown(settings: Settings) -> None:
    """Print what is set as if it were a setting, and is none."""
    for line in settings.unknown:
        click.echo(f"Warning: {line}", err=True)


def open_session(knowledge: Path | None = None, language: Language | None = None) -> Session:
    """A session; the knowledge base's problems are told as one error."""
    from bot.bootstrap import answering as assembly  # noqa: PLC0415 - numpy and YAML take their time
    from bot.bootstrap.clock import SystemClock, today  # noqa: PLC0415 - same
    from bot.cli.local_conversation import Session  # noqa: PLC0415 - same

    settings = settings_of(knowledge)
    try:
        answering = assembly.answering(settings)
    except assembly.KnowledgeError as error:
        told = "The knowledge base cannot be used:\n" + _listed(tuple(str(problem) for problem in error.problems))
        raise click.ClickException(told) from error
    context = assembly.render_context(settings, answering.knowledge, today())
    return Session(answering, context, SystemClock(), language=language)


def show(markdown: str) -> None:
    """Print `markdown` for people: styled on a terminal, and readable without."""
    from shutil import get_terminal_size  # noqa: PLC0415 - `--json` needs none of this

    from bot.rendering.targets.terminal import to_terminal  # noqa: PLC0415 - same

    width = min(get_terminal_size().columns, 100)
    click.echo(to_terminal(markdown, width=width, colour=sys.stdout.isatty()))


def _listed(lines: tuple[str, ...]) -> str:
    return "\n".join(f"  {line}" for line in lines)
