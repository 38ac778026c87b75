"""`new`, `reviewed`, `schema`: an article's file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.bootstrap.clock import today
from bot.cli.command_settings import editable_folder, knowledge_option, naming
from bot.cli.own_command import with_own_command
from bot.domain.near_names import did_you_mean
from bot.knowledge.article_editing import EditingError, with_review
from bot.knowledge.article_schema import article_schema
from bot.knowledge.new_article import file_of, is_slug, names_in, others_than, write_article
from bot.knowledge.text_schemas import SLUG
from bot.knowledge.whole_files import write_whole

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("slug")
@knowledge_option
def new(*, slug: str, knowledge: Path | None) -> None:
    """Create an article named SLUG, such as mailbox-moved: a skeleton with comments that explain what goes where.

    Of several packages, it is about the first one; FOLDER/SLUG, such as kasboek/mailbox-moved, is about another.
    """
    folder = editable_folder(knowledge)
    try:
        path = write_article(folder, slug, today())
    except EditingError as error:
        raise click.ClickException(str(error)) from error
    of = f"{slug}{naming(knowledge)}"
    told = f"Created {path}. Fill it in, then run `econnect-bot check {of}` and `econnect-bot preview {of}`."
    others = () if "/" in slug else others_than(path, folder)
    if others:
        of_others = ", ".join(f"`econnect-bot new {each}/{of}`" for each in others)
        told += f"\nIt is about the package in {path.parent.parent.name}. About another one: {of_others}."
    click.echo(with_own_command(f"{told}\nTo take it back, delete that file."))


@click.command()
@click.argument("slug")
@knowledge_option
def reviewed(*, slug: str, knowledge: Path | None) -> None:
    """Set the review date of the article SLUG to today; nothing else in its file changes."""
    if not is_slug(slug):
        raise click.ClickException(
            f"'{slug}' is not an article name. Leave out the folder and .yml, for example: {SLUG.example}."
        )
    folder = editable_folder(knowledge)
    path = file_of(slug, folder)
    if path is None:
        meant = did_you_mean(slug, names_in(folder))
        raise click.ClickException(f"There is no article '{slug}' in {folder}. {meant}".rstrip())
    day = today()
    try:
        text = with_review(path.read_bytes().decode("utf-8"), day)
        write_whole(path, text.encode("utf-8"))
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
