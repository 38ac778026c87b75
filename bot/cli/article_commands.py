"""`new`, `reviewed`, `schema`: an article's file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.bootstrap.clock import today
from bot.cli.command_settings import editable_folder, knowledge_option
from bot.cli.knowledge_file import replace_file
from bot.cli.own_command import with_own_command
from bot.domain.article import GENERAL
from bot.knowledge.article_editing import EditingError, skeleton, with_review
from bot.knowledge.article_schema import article_schema
from bot.knowledge.file_schemas import SLUG
from bot.knowledge.integrations import integration_folders, source_names
from bot.knowledge.source_files import ARTICLES, INTEGRATION

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("slug")
@knowledge_option
def new(*, slug: str, knowledge: Path | None) -> None:
    """Create an article named SLUG, such as mailbox-moved: a skeleton with comments that explain what goes where."""
    folder = editable_folder(knowledge)
    if not folder.is_dir():
        raise click.ClickException(f"The folder {folder} does not exist.")
    integrations = integration_folders(place.relative_to(folder).as_posix() for place in folder.glob("*/*.yml"))
    if not integrations:
        raise click.ClickException(f"No folder in {folder} has an integration.yml, so an article has no place there.")
    there = _place_of(slug, folder)
    if there is not None:
        raise click.ClickException(f"The article '{slug}' already exists: {there}. Nothing was changed.")
    path = folder / integrations[0] / ARTICLES / f"{slug}.yml"
    try:
        document = _first_source(folder / integrations[0] / INTEGRATION)
        text = skeleton(slug, today(), "../../article.schema.json", document)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except EditingError as error:
        raise click.ClickException(str(error)) from error
    except FileExistsError as error:
        what = f"{path} already exists" if path.exists() else f"{path.parent} is not a folder"
        raise click.ClickException(f"{what}. Nothing was changed.") from error
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror}.") from None
    click.echo(with_own_command(f"Created {path}. Fill it in, then run `econnect-bot check`."))


@click.command()
@click.argument("slug")
@knowledge_option
def reviewed(*, slug: str, knowledge: Path | None) -> None:
    """Set the review date of the article SLUG to today; nothing else in its file changes."""
    if not SLUG.fits(slug):
        raise click.ClickException(
            f"'{slug}' is not an article name. Leave out the folder and .yml, for example: {SLUG.example}."
        )
    folder = editable_folder(knowledge)
    path = _place_of(slug, folder)
    if path is None:
        raise click.ClickException(f"There is no article '{slug}' in {folder}.")
    day = today()
    try:
        text = with_review(path.read_bytes().decode("utf-8"), day)
        replace_file(path, text.encode("utf-8"))
    except EditingError as error:
        raise click.ClickException(f"{path}: {error}") from error
    except UnicodeDecodeError:
        raise click.ClickException(f"{path} is not UTF-8 text. Save it with UTF-8 encoding.") from None
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror}. Nothing was changed.") from None
    click.echo(f"{slug}: reviewed on {day}.")


@click.command()
def schema() -> None:
    """Print the JSON Schema of an article file, the same as in knowledge/article.schema.json."""
    click.echo(article_schema(), nl=False)


def _first_source(place: Path) -> str:
    """Return the name of the first source document of an integration; what an editor fills in where it has none."""
    names = source_names(place.read_bytes()) if place.is_file() else ()
    return next(iter(names), "…")


def _place_of(slug: str, folder: Path) -> Path | None:
    """Return the file of the article, in whichever folder it is; None where there is none."""
    places = (*folder.glob(f"*/{ARTICLES}/{slug}.yml"), folder / GENERAL / f"{slug}.yml")
    return next((place for place in places if place.is_file()), None)
