"""The settings, as every command reads them."""

from __future__ import annotations

import shlex
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.settings import SettingsError, from_environment
from bot.settings.shipped import why_not_to_edit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.domain.problem import KnowledgeError
    from bot.settings import Settings

knowledge_option = click.option(
    "--knowledge",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Use this knowledge base instead of the one in the settings.",
)
"""The option that `load_settings` takes."""


def naming(knowledge: Path | None) -> str:
    """Return what has a command that is told to somebody use that `knowledge` too, as it is typed behind it."""
    return "" if knowledge is None else f" --knowledge {shlex.quote(str(knowledge))}"


@contextmanager
def settings_errors_told() -> Iterator[None]:
    """Have settings that cannot work told, every problem at once, and the misspelt names that may be why.

    Raises:
        click.ClickException: they cannot.
    """
    try:
        yield
    except SettingsError as error:
        told = (*error.problems, *error.unknown)
        raise click.ClickException("The settings are not valid:\n" + indented(told)) from error


def load_settings(knowledge: Path | None = None, *, ignores_tokens: bool = False) -> Settings:
    """Return the settings; `knowledge` overrides the folder.

    Raises:
        click.ClickException: they cannot work; it names every problem.
    """
    with settings_errors_told():
        settings = from_environment(ignores_tokens=ignores_tokens)
    return settings if knowledge is None else replace(settings, knowledge_dir=knowledge)


def editable_folder(path: Path | None) -> Path:
    """Return the knowledge base's folder, where it may be written: the one at `path`, else the settings'.

    Raises:
        click.ClickException: it is the copy in the installed package.
    """
    folder = load_settings(path).knowledge_dir
    objection = why_not_to_edit(folder)
    if objection is not None:
        raise click.ClickException(objection)
    return folder


def warn_of_unknown(settings: Settings) -> None:
    """Print what is set as if it were a setting, and is none."""
    for remark in settings.unknown:
        click.echo(f"Warning: {remark}", err=True)


def indented(lines: Iterable[object]) -> str:
    """Return `lines` as they stand below an error's first one."""
    return "\n".join(f"  {line}" for line in lines)


def unusable(error: KnowledgeError) -> click.ClickException:
    """Return what is told of a knowledge base that cannot be used: every problem in it."""
    return click.ClickException(f"The knowledge base cannot be used:\n{indented(error.problems)}")
