"""Kinds: what people ask of every integration, filled with the names of its product: its article's, or else a gap."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeAlias

from bot.domain.article import GENERAL, PLACEHOLDER, Article, Gap, Phrasings
from bot.domain.language import LANGUAGES, Bilingual
from bot.domain.near_names import did_you_mean
from bot.domain.problem import Problem
from bot.knowledge.answered_gaps import REMEDY
from bot.knowledge.gap_schemas import KIND, NO_TITLE
from bot.knowledge.schema_types import FileReader
from bot.knowledge.source_files import ARTICLES, KINDS, PRODUCTS
from bot.knowledge.text_schemas import SLUG
from bot.knowledge.yaml_nodes import parse

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from bot.domain.article import KnowledgeBase
    from bot.domain.language import Language
    from bot.domain.product import Product

PRODUCT: Final = "product"
SHORT_NAME: Final = "short_name"
"""The placeholders of a kind: the name of a product, and what people call it for short, where they do."""

OwnerKey: TypeAlias = tuple[type[Article | Gap], str]
"""What tells the article or gap: a draft has the name of its gap."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind, with placeholders; `lines` tells on which line of its file each text stands first."""

    path: str
    title: Bilingual
    phrasings: Phrasings
    lines: Mapping[str, int]

    def phrasings_for(self, product: Product) -> Phrasings:
        """Return the phrasings with the names of a product in them."""
        texts = {each: dict[str, None]() for each in LANGUAGES}
        for language, _, text in self._texts(product):
            texts[language][text] = None
        return Phrasings(**{each: tuple(texts[each]) for each in LANGUAGES})

    def title_for(self, product: Product) -> Bilingual:
        """Return the title of a gap, with the names of a product in it."""
        names = names_in(product.name, product.short_name)
        return Bilingual(**{each: filled(self.title.in_language(each), names) for each in LANGUAGES})

    def places_for(self, product: Product) -> dict[str, tuple[str, int]]:
        """Return file and line of each phrasing, by the phrasing with the names of a product in it."""
        return {text: (self.path, self.lines[written]) for _, written, text in reversed([*self._texts(product)])}

    def _texts(self, product: Product) -> Iterator[tuple[Language, str, str]]:
        """Yield each phrasing, as it is written and as it is asked of a product, with its language.

        What names the product itself is left out: it stands among other products there.
        """
        names = names_in(product.name, product.short_name)
        itself = _finder_of(product)
        for language, written in self.phrasings:
            if not itself.search(written):
                yield language, written, filled(written, names)


def filled(text: str, names: Mapping[str, str]) -> str:
    """Return a text of a kind with the names of a product in it."""
    return PLACEHOLDER.sub(lambda found: names.get(found[1], found[0]), text)


def names_in(name: str, short_name: str | None) -> Mapping[str, str]:
    """Return what the placeholders of a kind stand for."""
    return {PRODUCT: name, SHORT_NAME: short_name or name}


def path_of_kind(name: str) -> str:
    """Return the path of a kind's file."""
    return f"{KINDS}/{name}.yml"


def name_of_kind(path: str) -> str:
    """Return the name of the kind in the file at `path`."""
    return path.removeprefix(f"{KINDS}/").removesuffix(".yml")


def is_kind(path: str) -> bool:
    """Return whether the file at `path` is read as a kind."""
    folder, _, name = path.rpartition("/")
    return folder == KINDS and name.endswith(".yml")


def names_of_kinds(paths: Iterable[str]) -> tuple[str, ...]:
    """Return the names of all kinds that there are, whether they can be read or not."""
    return tuple(map(name_of_kind, filter(is_kind, paths)))


def read_kinds(contents: Mapping[str, bytes]) -> tuple[dict[str, Kind], tuple[Problem, ...]]:
    """Return the kinds that can be read, by name, and what is wrong in their files."""
    kinds: dict[str, Kind] = {}
    problems: list[Problem] = []
    for name in names_of_kinds(contents):
        path = path_of_kind(name)
        reader = FileReader(path, frozenset((PRODUCT, SHORT_NAME)))
        root, faults = parse(path, contents[path])
        written = None if root is None else KIND.read(root, "", reader)
        if isinstance(written, Gap):
            kinds[name] = Kind(path, written.title, written.phrasings, reader.lines)
        if not SLUG.fits(name):
            remedy = f"Use lowercase letters, digits and hyphens: {SLUG.example}.yml."
            reader.report(None, f"'{name}' is not a valid name of a kind", remedy)
        problems += (*faults, *reader.problems, *reader.unwritten)
    return kinds, tuple(problems)


def with_kinds(knowledge: KnowledgeBase, kinds: Mapping[str, Kind]) -> KnowledgeBase:
    """Return `knowledge` with the phrasings of their kinds in front of what its articles and gaps add.

    A kind that none of them has is a gap of its own.
    """
    product = _product_of(knowledge)
    if product is None:
        return knowledge
    articles = {name: _article_of(article, product, kinds) for name, article in knowledge.articles.items()}
    own = {slug: _gap_of(gap, product, kinds) for slug, gap in knowledge.gaps.items()}
    answered = {name for article in knowledge.published() for name in (article.slug, article.kind)}
    taken = answered | own.keys() | {gap.kind for gap in own.values()}
    others = (Gap(name, NO_TITLE, Phrasings((), ()), name) for name in kinds if name not in taken)
    gaps = own | {gap.slug: _gap_of(gap, product, kinds) for gap in others}
    return replace(knowledge, articles=articles, gaps=gaps)


def key_of(owner: Article | Gap) -> OwnerKey:
    """Return what tells an article or a gap from all others of its integration."""
    return type(owner), owner.slug


def shared_places(knowledge: KnowledgeBase, kinds: Mapping[str, Kind]) -> dict[OwnerKey, dict[str, tuple[str, int]]]:
    """Return, by article or gap and phrasing, file and line of what they have from their kinds."""
    places: dict[OwnerKey, dict[str, tuple[str, int]]] = {}
    product = _product_of(knowledge)
    for owner in _of_a_kind(knowledge):
        kind = kinds.get(owner.kind or "")
        if kind is not None and product is not None and not _is_talk(owner):
            places[key_of(owner)] = kind.places_for(product)
    return places


def problems_with_kinds(
    written: KnowledgeBase,
    kinds: Mapping[str, Kind],
    lines: Mapping[str, Mapping[str, int]],
    paths: Mapping[OwnerKey, str],
    faulty: Collection[str],
) -> Iterator[Problem]:
    """Yield what is wrong with the kinds that are named, and with what has the name of one.

    Args:
        written: what could be read, without what the kinds add.
        kinds: those that could be read.
        lines: per path, the line on which each text stands first.
        paths: per article and gap, the path of its file.
        faulty: paths of files in which something is wrong already.
    """
    first: dict[str, str] = {}
    for owner in _of_a_kind(written):
        kind, path = owner.kind or "", paths[key_of(owner)]
        fault = (
            _fault_of(owner, written, kinds, faulty)
            or _fault_of_two(written, owner, first)
            or _fault_of_name(written, owner, kinds)
        )
        if fault is not None:
            yield Problem(path, lines[path][kind if isinstance(owner, Article) else owner.slug], *fault)
    for name in (each.slug for each in written.articles.values() if each.topic == GENERAL and each.slug in kinds):
        message = f"Small talk has the name '{name}' ({paths[Article, name]}), so no integration has this kind"
        yield Problem(kinds[name].path, None, message, "Rename one of the two.")


def unnamed_kinds(knowledge: KnowledgeBase, paths: Iterable[str]) -> Iterator[Problem]:
    """Yield a warning for each article that has the name of a kind, and none of its phrasings."""
    kinds = names_of_kinds(paths)
    for article in knowledge.articles.values():
        if article.slug in kinds and article.kind is None and article.topic != GENERAL:
            path, kind = f"{article.topic}/{ARTICLES}/{article.slug}.yml", path_of_kind(article.slug)
            message = f"{article.slug} does not name the kind of its name, so it has none of the phrasings in {kind}"
            remedy = f"Write `kind: {article.slug}` in it, or give it another name if it answers something else."
            yield Problem(path, 1, message, remedy, severity="warning")


def _of_a_kind(knowledge: KnowledgeBase) -> Iterator[Article | Gap]:
    """Yield the articles and gaps that have a kind."""
    owners: tuple[Article | Gap, ...] = (*knowledge.articles.values(), *knowledge.gaps.values())
    yield from (owner for owner in owners if owner.kind is not None)


def _is_talk(owner: Article | Gap) -> bool:
    return isinstance(owner, Article) and owner.topic == GENERAL


def _fault_of(
    owner: Article | Gap, knowledge: KnowledgeBase, kinds: Mapping[str, Kind], faulty: Collection[str]
) -> tuple[str, str] | None:
    """Return why the kind of an article or a gap cannot be filled, and the remedy."""
    kind, integration = owner.kind or "", next(iter(knowledge.integrations), None)
    if _is_talk(owner):
        remedy = "Remove it, and write the phrasings here."
        return f"'kind' names '{kind}', but small talk is about no product", remedy
    if kind not in kinds and path_of_kind(kind) not in faulty:
        meant = did_you_mean(kind, kinds)
        remedy = (
            f"{meant}Name one of {', '.join(kinds)}, or write that file."
            if kinds
            else "Write that file, or remove it."
        )
        return f"'kind' names '{kind}', and there is no {path_of_kind(kind)}", remedy
    if integration is not None and not knowledge.products and PRODUCTS not in faulty:
        message = f"'kind' needs the name of '{integration.product}', which is not in {PRODUCTS}"
        return message, "Add the product there."
    return None


def _fault_of_two(knowledge: KnowledgeBase, owner: Article | Gap, first: dict[str, str]) -> tuple[str, str] | None:
    """Return what is wrong where two articles or gaps of an integration have one kind, and the remedy.

    A draft may stand beside the gap that it is to answer. `first` has those seen so far, by kind.
    """
    kind, name = owner.kind or "", owner.slug
    if isinstance(owner, Article):
        other, remedy = first.setdefault(kind, name), "Keep it in the article whose answer fits best."
    else:
        answers = (each.slug for each in knowledge.published() if each.kind == kind)
        article = next(answers, None)
        other = article or first.setdefault(f"gap {kind}", name)
        remedy = REMEDY if article is not None else "Keep one of the two, with the phrasings of both."
    return None if other == name else (f"'kind' names '{kind}', which is already that of '{other}'", remedy)


def _fault_of_name(
    knowledge: KnowledgeBase, owner: Article | Gap, kinds: Mapping[str, Kind]
) -> tuple[str, str] | None:
    """Return what is wrong where the name of a kind is taken by another, so that nothing has it, and the remedy."""
    name, kind = owner.slug, owner.kind
    if name == kind or name not in kinds or any(each.kind == name for each in _of_a_kind(knowledge)):
        return None
    message = f"'{name}' has the kind '{kind}', so nothing has the kind in {path_of_kind(name)}"
    return message, f"Give it another name, or write `kind: {name}`."


def _article_of(article: Article, product: Product, kinds: Mapping[str, Kind]) -> Article:
    """Return `article` with what its kind adds."""
    kind = None if _is_talk(article) else kinds.get(article.kind or "")
    if kind is None:
        return article
    return replace(article, phrasings=_both(kind.phrasings_for(product), article.phrasings))


def _gap_of(gap: Gap, product: Product, kinds: Mapping[str, Kind]) -> Gap:
    """Return `gap` with what its kind adds: the phrasings, and the title where it has none of its own."""
    kind = kinds.get(gap.kind or "")
    if kind is None:
        return gap
    title = kind.title_for(product) if gap.title == NO_TITLE else gap.title
    return replace(gap, title=title, phrasings=_both(kind.phrasings_for(product), gap.phrasings))


def _both(shared: Phrasings, own: Phrasings) -> Phrasings:
    both = {each: dict.fromkeys((*shared.in_language(each), *own.in_language(each))) for each in LANGUAGES}
    return Phrasings(**{language: tuple(texts) for language, texts in both.items()})


def _product_of(knowledge: KnowledgeBase) -> Product | None:
    """Return the product of the integration, where it is known."""
    return next((each for each in knowledge.products if each.slug == knowledge.product), None)


def _finder_of(product: Product) -> re.Pattern[str]:
    """Return what finds the names of a product: those that are also everyday words as they are written alone."""
    names, words = (product.name, *product.aliases), product.needs_context
    alone = "".join(f"|{re.escape(word)}" for word in words)
    return re.compile(rf"(?<!\w)(?:(?i:{'|'.join(map(re.escape, names))}){alone})(?!\w)")
