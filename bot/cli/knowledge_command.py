"""`knowledge copy`: a knowledge base of one's own, to be edited."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

import click

from bot.cli.command_settings import load_settings
from bot.knowledge.source_files import MADE_BY_MACHINES

_LEFT_OUT: Final = shutil.ignore_patterns("__pycache__", *(f"{sign}*" for sign in MADE_BY_MACHINES))


@click.group()
def knowledge() -> None:
    """Copy the knowledge base so that you can edit it."""


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
