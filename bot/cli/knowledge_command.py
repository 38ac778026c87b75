"""`knowledge copy`, `knowledge add`: a knowledge base of one's own, and a package that it is to be about as well."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from bot.cli.command_settings import editable_folder, knowledge_option, load_settings, naming
from bot.cli.own_command import with_own_command
from bot.knowledge.article_editing import EditingError
from bot.knowledge.new_integration import write_integration
from bot.knowledge.source_files import CHECKS, INTEGRATION, MADE_BY_MACHINES, PRODUCTS, SETUP
from bot.knowledge.text_schemas import SLUG

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.knowledge.new_integration import NewIntegration

_LEFT_OUT: Final = shutil.ignore_patterns("__pycache__", *(f"{sign}*" for sign in MADE_BY_MACHINES))


@click.group()
def knowledge() -> None:
    """Copy the knowledge base to edit it, or add a package to it."""


@knowledge.command()
@click.argument("folder", type=click.Path(path_type=Path))
def copy(folder: Path) -> None:
    """Copy the knowledge base to FOLDER, which must be new or empty, so that you can edit it there."""
    source = load_settings().knowledge_dir
    if not source.is_dir():
        raise click.ClickException(f"The folder to copy, {source}, does not exist; check ECONNECT_KNOWLEDGE_DIR.")
    if folder.resolve().is_relative_to(source.resolve()):
        raise click.ClickException(f"{folder} is inside {source}; choose a folder elsewhere, such as ~/knowledge.")
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise click.ClickException(f"{folder} already exists and is not empty. Nothing was changed.")
        _copy_all(source, folder)
    except shutil.Error as error:  # a list of source, target and reason, for folders
        told = f"{error.args[0][0][0]} cannot be copied to {folder}; is it there, and may you read it?"
        raise click.ClickException(told) from error
    except OSError as error:
        raise click.ClickException(f"{folder} cannot be written: {error.strerror}.") from error
    click.echo(f"Copied the knowledge base to {folder}.")
    click.echo(f"To use it, set ECONNECT_KNOWLEDGE_DIR={folder.resolve()}, for example in .env.")


@knowledge.command()
@click.argument("folder")
@click.argument("product")
@knowledge_option
def add(*, folder: str, product: str, knowledge: Path | None) -> None:
    """Begin a new package in FOLDER, such as kasboek, for PRODUCT, the name of it: "Kasboek Pro".

    It is a draft: nobody is told of it until you publish it.
    """
    try:
        new = write_integration(editable_folder(knowledge), folder, product)
    except EditingError as error:
        raise click.ClickException(with_own_command(str(error))) from error
    click.echo(f"Created {new.path}: a draft, which nobody is told of yet.")
    for change in new.changes:
        click.echo(f"Changed {change}.")
    too = ", and what is there now in the files named above" if new.changes else ""
    click.echo(f"To take it back, delete the folder {new.path}{too}.")
    click.echo("Next:")
    for number, step in enumerate(_steps(new, knowledge), start=1):
        click.echo(with_own_command(f"{number:>3}. {step}"))


def _steps(new: NewIntegration, knowledge: Path | None) -> Iterator[str]:
    """Yield what to do next, with commands that can be typed as they stand."""
    folder, about = new.path.name, new.path / INTEGRATION
    article = f"{folder}/{next(iter(new.kinds), SLUG.example)}"
    of = naming(knowledge)
    names = "`short_name` and `aliases`; names that are everyday words go in `needs_context`"
    yield f"In {PRODUCTS}, add what else people call {new.product}: {names}."
    yield f"In {about}, fill in the title and the address of the text that its articles rest on."
    yield f"`econnect-bot new {article}{of}` begins the first article: fill it in from that text."
    yield f"`econnect-bot check {article}{of}` checks it, `econnect-bot preview {article}{of}` shows it."
    yield f"Once it is right, remove `status: draft` in it. {_others(new.kinds[1:])}"
    yield f"Write {SETUP} and {CHECKS}: `econnect-bot check{of}` says what is still missing."
    yield f'`econnect-bot ask --drafts{of} "{new.product} ..."` asks as if all of it were published.'
    also = f", and give {new.product} `role: ours` in {PRODUCTS}" if new.is_other else ""
    yield f"Remove `status: draft` in {about}{also}: from then on the bot answers about {new.product} too."


def _others(kinds: Sequence[str]) -> str:
    told = "Others go the same way"
    return f"{told}; people ask of every product: {', '.join(kinds)}." if kinds else f"{told}."


def _copy_all(source: Path, folder: Path) -> None:
    """Copy all files, or leave `folder` as it was, empty or not there.

    Raises:
        click.ClickException: a file cannot be copied.
        OSError: the folder cannot be made.
    """
    was_there = folder.exists()

    def copy_file(file: str, to: str) -> None:
        try:
            shutil.copyfile(file, to)  # without its mode: what a ConfigMap may not be written to can be
        except OSError as error:
            told = f"{file} cannot be copied to {folder}: {error.strerror}. Nothing was left there."
            raise click.ClickException(told) from error

    try:
        shutil.copytree(source, folder, dirs_exist_ok=True, ignore=_LEFT_OUT, copy_function=copy_file)
    except (click.ClickException, OSError):
        shutil.rmtree(folder, ignore_errors=True)
        if was_there:
            folder.mkdir(exist_ok=True)
        raise
