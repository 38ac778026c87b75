"""Writes the folder of a new integration into a knowledge base: a draft, which nobody is told of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.domain.article import GENERAL
from bot.domain.product import Product
from bot.knowledge import file_schemas
from bot.knowledge.article_editing import EditingError
from bot.knowledge.entry_editing import with_entry
from bot.knowledge.file_values import FileValues
from bot.knowledge.integration_skeleton import files_of
from bot.knowledge.integrations import bare_folder, draft_folders, integration_folders, product_names
from bot.knowledge.loading import read
from bot.knowledge.raw_text import quoted
from bot.knowledge.source_files import INTEGRATION, KINDS, PRODUCTS, contents_of
from bot.knowledge.text_schemas import SLUG
from bot.knowledge.whole_files import write_folder
from bot.markdown.parser import has_marks

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bot.domain.article import KnowledgeBase
    from bot.domain.library import Library

_TAKEN: Final = frozenset({GENERAL, KINDS, "words"})
"""Names of folders that hold what all integrations share."""


@dataclass(frozen=True, slots=True)
class NewIntegration:
    """What was written, and what goes on from there.

    Attributes:
        path: the folder.
        product: the name of the product, as people read it.
        changes: what changed in other files.
        is_other: whether the product is another package among the products, until it is published.
        kinds: what people ask of every product and the first integration answers, what its set-up needs first.
    """

    path: Path
    product: str
    changes: tuple[str, ...]
    is_other: bool
    kinds: tuple[str, ...] = ()


def write_integration(folder: Path, name: str, product: str) -> NewIntegration:
    """Write the folder `name` for an integration of the `product`, by any of its names, beside those in `folder`.

    Raises:
        EditingError: it cannot be written; it says what to do, and nothing is changed.
    """
    contents = _contents_of(folder)
    _refuse_name(folder, name)
    slug, known = _known_product(contents, name, " ".join(product.split()))
    _refuse_product(contents, slug, known)
    shown = " ".join(product.split()) if known is None else known.name
    changed, told = _changes(contents, slug, shown, known)
    written = files_of(name, slug, shown)
    beside = {f"{name}/{path}": content for path, content in written.items()}
    library = _sound(contents, {**contents, **changed, **beside})
    path = folder / name
    try:
        write_folder(path, written, {folder / each: content for each, content in changed.items()})
    except OSError as error:
        raise EditingError(f"{path} cannot be written: {error.strerror}. Nothing was changed.") from error
    kinds = () if library is None else _answered_kinds(library.bases[0])
    return NewIntegration(path, shown, told, known is not None and known.role == "other", kinds)


def _contents_of(folder: Path) -> Mapping[str, bytes]:
    contents = contents_of(folder) if folder.is_dir() else {}
    if not integration_folders(contents):
        remedy = "Name a knowledge base with --knowledge, or make one with `econnect-bot knowledge copy FOLDER`."
        raise EditingError(f"No folder in {folder} has an {INTEGRATION}. {remedy}")
    return contents


def _refuse_name(folder: Path, name: str) -> None:
    """Refuse what cannot be the name of a new folder."""
    if not SLUG.fits(name):
        remedy = "Use lowercase letters, digits and hyphens, such as kasboek-pro."
        raise EditingError(f"'{name}' is not a valid name for a folder. {remedy}")
    if name in _TAKEN:
        raise EditingError(f"'{name}' is the name of what all packages share. Choose another one.")
    if (folder / name).exists():
        remedy = f"Choose another name, or write articles for it: `econnect-bot new {name}/{SLUG.example}`."
        raise EditingError(f"{folder / name} already exists. Nothing was changed. {remedy}")


def _known_product(contents: Mapping[str, bytes], name: str, product: str) -> tuple[str, Product | None]:
    """Return the slug of a product, and what is known of it: by any of its names, else new by the folder's `name`."""
    files = FileValues(contents)
    known = files.read_map(PRODUCTS, file_schemas.PRODUCTS, Product) if PRODUCTS in contents else {}
    if files.problems:
        raise EditingError("Correct this first:\n" + "\n".join(map(str, files.problems)))
    for slug, each in known.items():
        names = (each.name, each.short_name or each.name, *each.aliases, *each.needs_context)
        if product.casefold() in map(str.casefold, names):
            return slug, each
    if not product or has_marks(product):
        remedy = "give that as its maker writes it, without Markdown or HTML, such as Kasboek Pro."
        raise EditingError(f"'{product}' is not the name of a package: {remedy}")
    if name in known:
        remedy = f"Give that name, add '{product}' to its aliases, or choose another folder."
        raise EditingError(f"'{name}' in {PRODUCTS} is {known[name].name}, not {product}. {remedy}")
    return name, None


def _refuse_product(contents: Mapping[str, bytes], slug: str, known: Product | None) -> None:
    """Refuse a product that has an integration, and one that may be named beside ours."""
    taken = {product: folder for folder, product in product_names(contents).items()}
    if known is not None and slug in taken:
        remedy = f"Write articles there: `econnect-bot new {taken[slug]}/{SLUG.example}`."
        raise EditingError(f"{taken[slug]} is about {known.name} already. {remedy}")
    if known is not None and known.role == "beside":
        told = f"{known.name} has `role: beside` in {PRODUCTS}: people may name it in a question about our product."
        remedy = "As one of ours it would be asked about itself. If that is meant, give it `role: ours` there first."
        raise EditingError(f"{told} {remedy}")


def _changes(
    contents: Mapping[str, bytes], slug: str, shown: str, known: Product | None
) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """Return the files of others that change, by path, and what changes in them."""
    changed, told = {}, []
    products = contents.get(PRODUCTS, b"").decode("utf-8")
    if known is None:
        entry = f"{slug}: {{name: {quoted(shown)}, role: ours}}"
        changed[PRODUCTS] = with_entry(products, entry, _last_of_ours(contents)).encode("utf-8")
        told.append(f"{_place_of(shown, changed)}: {shown} is there now, with `role: ours`")
    alone = {*integration_folders(contents)} - draft_folders(contents)
    if len(alone) == 1 and bare_folder(contents) is None:
        path = f"{next(iter(alone))}/{INTEGRATION}"
        if path in contents:
            text = with_entry(contents[path].decode("utf-8"), "slugs: bare", "product")
            changed[path] = text.encode("utf-8")
            told.append(f"{path}: `slugs: bare` is there now, so that its articles keep their names")
    return changed, tuple(told)


def _place_of(product: str, contents: Mapping[str, bytes]) -> str:
    """Return the file of the products, and the line on which the name of one stands."""
    files = FileValues(contents)
    files.read(PRODUCTS, file_schemas.PRODUCTS)
    return f"{PRODUCTS}:{files.lines[PRODUCTS].get(product)}"


def _last_of_ours(contents: Mapping[str, bytes]) -> str | None:
    """Return the last of our products as they stand in the file; None where there is none."""
    known = FileValues(contents).read_map(PRODUCTS, file_schemas.PRODUCTS, Product)
    return next((slug for slug in reversed(known) if known[slug].role == "ours"), None)


def _answered_kinds(base: KnowledgeBase) -> tuple[str, ...]:
    """Return the kinds that an integration has a published article for: first what its set-up leads to."""
    needed = (base.setup.overview, *(step.article for step in base.setup.steps))
    articles = [*(base.articles[slug] for slug in needed if slug is not None), *base.published()]
    return tuple(dict.fromkeys(each.kind for each in articles if each.kind is not None))


def _sound(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> Library | None:
    """Return what would be known; None where faults that were there before stand in the way.

    Raises:
        EditingError: there would be a new one: the bot would take no other change either.
    """
    known = {(each.path, each.message) for each in read(before)[1]}
    library, problems = read(after)
    faults = [each for each in problems if (each.path, each.message) not in known]
    if faults:
        raise EditingError("Nothing was written, as it would not be valid:\n" + "\n".join(map(str, faults)))
    return library
