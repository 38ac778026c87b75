"""Writes the file of a new article into a knowledge base's folder: a draft, which nobody sees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.domain.article import GENERAL
from bot.domain.near_names import did_you_mean
from bot.knowledge.article_editing import NO_PHRASINGS, EditingError, skeleton
from bot.knowledge.integrations import bare_folder, integration_folders, source_names
from bot.knowledge.kinds import path_of_kind
from bot.knowledge.loading import read
from bot.knowledge.source_files import ARTICLES, GAPS, INTEGRATION, contents_of
from bot.knowledge.text_schemas import SLUG
from bot.knowledge.whole_files import write_new
from bot.knowledge.yaml_nodes import parse, text_at, value_at

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from bot.domain.article import Phrasings

_FOLDER_AND_NAME: Final = 2
_SCHEMA: Final = "../../article.schema.json"


def write_article(folder: Path, slug: str, today: date, phrasings: Phrasings = NO_PHRASINGS) -> Path:
    """Write the skeleton of an article with these `phrasings` into the first integration; return its path.

    Raises:
        EditingError: it cannot be written, or stands there already; it says what to do, and nothing is changed.
    """
    if not folder.is_dir():
        raise EditingError(f"The folder {folder} does not exist.")
    integration, name = _place_of(slug, folder)
    source = _first_source(folder / integration / INTEGRATION)
    text = skeleton(slug, today, _SCHEMA, source, phrasings, _kind_of(name, folder, integration))
    there = file_of(slug, folder)
    if there is not None:
        raise EditingError(f"The article '{slug}' already exists: {there}. Nothing was changed.")
    path = folder / integration / ARTICLES / f"{name}.yml"
    if phrasings != NO_PHRASINGS:
        _refuse_faulty(folder, path, text)
    _write(path, text)
    return path


def others_than(path: Path, folder: Path) -> tuple[str, ...]:
    """Return the integrations in `folder` to which the article at `path` does not belong."""
    return tuple(each.name for each in _in_order(folder) if each not in path.parents)


def _place_of(slug: str, folder: Path) -> tuple[str, str]:
    """Return the integration that a new article belongs to, and its name there: `folder/name`, or the first one's."""
    integrations = [each.name for each in _in_order(folder)]
    if not integrations:
        raise EditingError(f"No folder in {folder} has an integration.yml, so an article has no place there.")
    named, _, name = slug.rpartition("/")
    if slug in integrations:
        remedy = f"Name an article in it, such as {slug}/{SLUG.example}."
        raise EditingError(f"'{slug}' is the folder of a package. {remedy}")
    if named and named not in integrations:
        meant = did_you_mean(named, integrations)
        raise EditingError(f"There is no integration '{named}'. {meant}There are: {', '.join(sorted(integrations))}.")
    return named or integrations[0], name


def _kind_of(name: str, folder: Path, integration: str) -> str | None:
    """Return the kind of what an article of that name answers: that of the gap, or that which has the name itself."""
    gaps = folder / integration / GAPS
    told = text_at(value_at(parse(GAPS, gaps.read_bytes())[0], name), "kind") if gaps.is_file() else ""
    return told or (name if (folder / path_of_kind(name)).is_file() else None)


def _in_order(folder: Path) -> list[Path]:
    """Return the folders of the integrations, that first whose articles are known by their files' names alone."""
    files = {place.relative_to(folder).as_posix(): place for place in folder.glob("*/*.yml")}
    first = bare_folder({name: place.read_bytes() for name, place in files.items() if name.endswith(INTEGRATION)})
    return [folder / each for each in sorted(integration_folders(files), key=lambda each: each != first)]


def is_slug(text: str) -> bool:
    """Return whether `text` can be what an article is known as: its name, or its integration's folder and that."""
    parts = text.split("/")
    return len(parts) <= _FOLDER_AND_NAME and all(map(SLUG.fits, parts))


def file_of(slug: str, folder: Path) -> Path | None:
    """Return the file of the article, in whichever folder it is; None where there is none, or that is no slug."""
    if not is_slug(slug):
        return None
    integration, _, name = slug.rpartition("/")
    within = [folder / integration] if integration else _in_order(folder)[:1]
    places = (*(each / ARTICLES / f"{name}.yml" for each in within), folder / GENERAL / f"{name}.yml")
    return next((place for place in places if place.is_file()), None)


def names_in(folder: Path) -> tuple[str, ...]:
    """Return what the articles in `folder` are known as, by their files."""
    in_order = _in_order(folder)
    of_first = [place.stem for each in in_order[:1] for place in each.glob(f"{ARTICLES}/*.yml")]
    of_others = [f"{each.name}/{place.stem}" for each in in_order[1:] for place in each.glob(f"{ARTICLES}/*.yml")]
    return (*of_first, *of_others, *(place.stem for place in (folder / GENERAL).glob("*.yml")))


def _first_source(place: Path) -> str:
    """Return the name of the first source document of an integration; what an editor fills in where it has none."""
    names = source_names(place.read_bytes()) if place.is_file() else ()
    return next(iter(names), "…")


def _refuse_faulty(folder: Path, path: Path, text: str) -> None:
    """Refuse a file with a fault, as a phrasing that stands elsewhere: the bot would take no other change either."""
    before = contents_of(folder)
    name = path.relative_to(folder).as_posix()
    known = set(read(before)[1])
    faults = [each for each in read({**before, name: text.encode("utf-8")})[1] if each not in known]
    if faults:
        raise EditingError("It was not written:\n" + "\n".join(map(str, faults)))


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_new(path, text.encode("utf-8"))
    except FileExistsError as error:
        what = f"{path} already exists" if path.exists() else f"{path.parent} is not a folder"
        raise EditingError(f"{what}. Nothing was changed.") from error
    except OSError as error:
        raise EditingError(f"{path} cannot be written: {error.strerror}. Nothing was written.") from None
