"""The content of YAML files → all that is known, or every problem in them.

Nothing stops at the first fault: all files are read, all problems reported, and only then is nothing known.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeVar

from bot.domain.article import GENERAL, Article, Gap, KnowledgeBase
from bot.domain.follow_ups import FollowUpExamples, FollowUpWords
from bot.domain.library import LONGEST_SLUG, Library
from bot.domain.problem import Problem
from bot.domain.product import Product
from bot.knowledge import file_schemas
from bot.knowledge.cross_file_checks import problems_between
from bot.knowledge.doubled_phrasings import PhrasingPlaces, problems_with_doubles
from bot.knowledge.file_values import FileValues, items
from bot.knowledge.integration_loading import read_integration
from bot.knowledge.integrations import draft_folders, integration_folders
from bot.knowledge.kinds import (
    is_kind,
    names_of_kinds,
    problems_with_kinds,
    read_kinds,
    shared_places,
    with_kinds,
)
from bot.knowledge.source_files import (
    ARTICLES,
    EXAMPLES,
    FILE_ENDING,
    GAPS,
    INTEGRATION,
    OF_AN_INTEGRATION,
    PRODUCTS,
    SYNONYMS,
    WORDS,
    version_of,
)
from bot.knowledge.words_schema import EXAMPLES as EXAMPLES_SCHEMA
from bot.knowledge.words_schema import WORDS as WORDS_SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.domain.language import Language
    from bot.knowledge.kinds import OwnerKey
    from bot.knowledge.schema_types import SchemaType

_Read = TypeVar("_Read", FollowUpWords, FollowUpExamples)
_FIXED: Final = frozenset({PRODUCTS, SYNONYMS, *WORDS.values(), *EXAMPLES.values()})


def read(contents: Mapping[str, bytes]) -> tuple[Library | None, tuple[Problem, ...]]:
    """Return what `contents` (bytes by relative path) hold, None where an error stands in the way.

    Beside it stand all problems, sorted by place.
    """
    folders = integration_folders(contents)
    if not folders:
        remedy = "Restore it, or set ECONNECT_KNOWLEDGE_DIR, or --knowledge, to the folder above the one that has it."
        return None, (Problem(INTEGRATION, None, "No folder here has this file: nothing is known", remedy),)
    files = FileValues(contents)
    _check_places(files, folders)
    library = _library(files, folders)
    in_order = sorted(set(files.problems), key=lambda problem: (problem.path, problem.line or 0, problem.message))
    return (None if in_order else library), tuple(in_order)


def _library(files: FileValues, folders: Sequence[str]) -> Library:
    """Return what could be read: in each folder what it is about, and what is the same for all."""
    products = _products(files)
    shared = KnowledgeBase(
        articles={},
        gaps={},
        facts=file_schemas.NO_FACTS,
        setup=file_schemas.NO_GUIDE,
        synonyms=tuple(_texts(group) for group in items(files.read(SYNONYMS, file_schemas.SYNONYMS))),
        checks=(),
        version=version_of(files.contents),
        products=products,
        words=tuple(_each(files, WORDS, WORDS_SCHEMA, FollowUpWords)),
        examples=tuple(_each(files, EXAMPLES, EXAMPLES_SCHEMA, FollowUpExamples)),
    )
    kinds, problems_in_kinds = read_kinds(files.contents)
    named = names_of_kinds(files.contents)
    published = {*folders} - draft_folders(files.contents)
    if not published:
        remedy = "Remove `status: draft` in one of them."
        files.report(f"{folders[0]}/{INTEGRATION}", "Every integration is a draft: nothing would be known", remedy)
    read = [read_integration(files, each, shared, named, is_alone=published == {each}) for each in folders]
    files.problems += problems_in_kinds
    faulty = {problem.path for problem in files.problems}
    slugs = frozenset(slug for base, _, _ in read for slug in base.articles)
    bases = []
    for written, paths, folder in read:
        base, lines = with_kinds(written, kinds), files.lines
        owned: dict[OwnerKey, str] = {(Gap, slug): f"{folder}/{GAPS}" for slug in base.gaps}
        owned |= {(Article, slug): path for slug, path in paths.items()}
        files.problems += problems_with_kinds(written, kinds, lines, owned, faulty)
        files.problems += problems_with_doubles(
            written, base, PhrasingPlaces(shared_places(base, kinds), lines, owned)
        )
        files.problems += problems_between(base, folder, lines, paths, slugs)
        bases.append(base)
    _check_apart(files, bases)
    library = _with_drafts_apart(bases, products)
    _check_lengths(files, (*library.bases, *library.drafts))
    return library


def _with_drafts_apart(bases: Sequence[KnowledgeBase], products: Sequence[Product]) -> Library:
    """Return all that is known: of what is still being written, the product is another package as yet."""
    drafts = [base for base in bases if base.is_draft]
    published = [base for base in bases if not base.is_draft]
    written = {base.product for base in drafts}
    as_yet = [
        replace(each, role="other", is_draft=True) if each.slug in written and each.role == "ours" else each
        for each in products
    ]
    return Library(
        tuple(_told_apart(published, as_yet)), tuple(as_yet), tuple(_told_apart(drafts, products, is_beside=True))
    )


def _check_apart(files: FileValues, bases: Sequence[KnowledgeBase]) -> None:
    """Report integrations that could not be told apart."""
    of_product: dict[str, str] = {}
    bare = [each.folder for base in bases for each in base.integrations if each.has_bare_slugs]
    for folder in bare[1:]:
        remedy = "Leave `slugs` in one of them."
        files.report(f"{folder}/{INTEGRATION}", f"The slugs of {bare[0]} are bare too", remedy)
    for each in (each for base in bases for each in base.integrations):
        path, first = f"{each.folder}/{INTEGRATION}", of_product.setdefault(each.product, each.folder)
        if first != each.folder:
            line = files.lines[path][each.product]
            files.report(path, f"{first} is about '{each.product}' too", "Name another product.", line)


def _check_lengths(files: FileValues, bases: Sequence[KnowledgeBase]) -> None:
    """Report what is known by a longer name outside than can be kept."""
    for base in bases:
        for slug in (base.known_as(each) for each in (*base.articles, *base.gaps) if base.prefix):
            if len(slug) > LONGEST_SLUG:
                message = f"'{slug}' is longer than {LONGEST_SLUG} characters, folder and all"
                files.report(f"{base.prefix}{INTEGRATION}", message, "Give the folder or the article a shorter name.")


def _told_apart(
    bases: Sequence[KnowledgeBase], products: Sequence[Product], *, is_beside: bool = False
) -> Iterator[KnowledgeBase]:
    """Yield each knowledge base as it stands beside the others: the one with bare slugs first.

    `is_beside` where there are others than these.
    """
    in_order = sorted(bases, key=lambda base: not any(each.has_bare_slugs for each in base.integrations))
    for base in in_order:
        is_alone = len(bases) == 1 and not is_beside
        is_bare = is_alone or any(each.has_bare_slugs for each in base.integrations)
        prefix = "" if is_bare else "".join(f"{each.folder}/" for each in base.integrations)
        articles = {slug: _leading_within(article, base) for slug, article in base.articles.items()}
        yield replace(base, articles=articles, products=tuple(_seen_from(base, products)), prefix=prefix)


def _leading_within(article: Article, base: KnowledgeBase) -> Article:
    """Return `article` with what it leads to in its own knowledge base: small talk names articles of several."""
    related = tuple(slug for slug in article.related if slug in base.articles)
    return article if related == article.related else replace(article, related=related)


def _seen_from(base: KnowledgeBase, products: Sequence[Product]) -> Iterator[Product]:
    """Yield the products as they are to one integration: what another one is about is another product.

    What it is about itself is ours, also where it is another package for all others until it is published.
    """
    for product in products:
        is_own = product.slug == base.product
        if product.role == "ours" and not is_own:
            yield replace(product, role="other")
        else:
            yield replace(product, role="ours") if is_own and base.is_draft else product


def _each(files: FileValues, paths: Mapping[Language, str], schema: SchemaType, kind: type[_Read]) -> Iterator[_Read]:
    """Yield what stands in the file of each language that has one."""
    for path in paths.values():
        read = files.read(path, schema) if path in files.contents else None
        if isinstance(read, kind):
            yield read


def _products(files: FileValues) -> tuple[Product, ...]:
    """Return the products, where a file names any; each name leads to one of them."""
    if PRODUCTS not in files.contents:
        return ()
    written = files.read_map(PRODUCTS, file_schemas.PRODUCTS, Product)
    products = tuple(replace(product, slug=slug) for slug, product in written.items())
    first: dict[str, str] = {}
    for product in products:
        for name in dict.fromkeys((product.name, *product.aliases, *product.needs_context)):
            other = first.setdefault(name.casefold(), product.slug)
            if other != product.slug:
                line, remedy = files.lines[PRODUCTS].get(name), "Remove it from one of the two."
                files.report(PRODUCTS, f"'{name}' is also a name of {other}", remedy, line)
    return products


def _check_places(files: FileValues, folders: Sequence[str]) -> None:
    """Report the files that are not read."""
    expected = {*_FIXED, *(f"{folder}/{name}" for folder in folders for name in OF_AN_INTEGRATION)}
    shelves = (*(f"{folder}/{ARTICLES}" for folder in folders), GENERAL)
    for path in files.contents:
        ending, (folder, _, _) = FILE_ENDING.search(path), path.rpartition("/")
        if ending is not None and ending[0] != ".yml":
            remedy = f"Rename it to {path[: ending.start()].rpartition('/')[2]}.yml."
            files.report(path, f"The file name ends in {ending[0]}, so the file is not read", remedy)
        elif path not in expected and folder not in shelves and not is_kind(path):
            remedy = f"Articles go in {' or '.join(shelves)}."
            files.report(path, "The bot does not expect a file here", remedy)


def _texts(value: object) -> tuple[str, ...]:
    return tuple(item for item in items(value) if isinstance(item, str))
