"""`new`, `reviewed`, `schema`: an article's file."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

import click

from bot.bootstrap.clock import today
from bot.cli.command_settings import load_settings
from bot.cli.own_command import with_own_command
from bot.knowledge.article_editing import EditingError, skeleton, with_review
from bot.knowledge.article_schema import article_schema
from bot.knowledge.file_schemas import SLUG
from bot.settings.shipped import is_packages_copy

_knowledge = click.option(
    "--knowledge",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Use this knowledge base instead of the one in the settings.",
)
_ARTICLES = Path("exact-globe") / "articles"


@click.command()
@click.argument("slug")
@_knowledge
def new(*, slug: str, knowledge: Path | None) -> None:
    """Create an article named SLUG, such as mailbox-moved: a skeleton with comments that explain what goes where."""
    folder = _editable_folder(knowledge)
    path, general = folder / _ARTICLES / f"{slug}.yml", folder / "general" / f"{slug}.yml"
    if not folder.is_dir():
        raise click.ClickException(f"The folder {folder} does not exist.")
    if general.exists():
        raise click.ClickException(f"The article '{slug}' already exists: {general}. Nothing was changed.")
    try:
        text = skeleton(slug, today(), "../../article.schema.json")
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
@_knowledge
def reviewed(*, slug: str, knowledge: Path | None) -> None:
    """Set the review date of the article SLUG to today; nothing else in its file changes."""
    if not SLUG.fits(slug):
        raise click.ClickException(
            f"'{slug}' is not an article name. Leave out the folder and .yml, for example: {SLUG.example}."
        )
    folder = _editable_folder(knowledge)
    places = [folder / _ARTICLES / f"{slug}.yml", folder / "general" / f"{slug}.yml"]
    path = next((place for place in places if place.is_file()), None)
    if path is None:
        raise click.ClickException(f"There is no article '{slug}' in {folder}.")
    day = today()
    try:
        text = with_review(path.read_bytes().decode("utf-8"), day)
        _replace(path, text.encode("utf-8"))
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


def _editable_folder(path: Path | None) -> Path:
    """Return the knowledge base's folder, where it may be written: the one at `path`, else the settings'.

    Raises:
        click.ClickException: it is the copy in the installed package.
    """
    folder = load_settings(path).knowledge_dir
    if is_packages_copy(folder):
        raise click.ClickException(
            f"{folder} is the copy in the installed package, which the next installation overwrites. "
            "Make your own copy with `econnect-bot knowledge copy FOLDER` and set ECONNECT_KNOWLEDGE_DIR to it."
        )
    return folder


def _replace(path: Path, content: bytes) -> None:
    """Put `content` in the place of a file at once: whatever fails, there is the old text or the new."""
    target = path.resolve()
    fresh = target.with_name(f".{target.name}.tmp")
    try:
        fresh.write_bytes(content)
        shutil.copymode(target, fresh)
        fresh.replace(target)
    except OSError:
        with suppress(OSError):
            fresh.unlink()
        raise
