"""Kinds: phrasings that the articles of every integration share, filled with the names of each one's product."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from bot.domain.article import GENERAL, PLACEHOLDER, Phrasings
from bot.domain.language import LANGUAGES
from bot.domain.problem import Problem
from bot.knowledge.file_schemas import KIND, SLUG
from bot.knowledge.schema_types import FileReader
from bot.knowledge.source_files import KINDS, PRODUCTS
from bot.knowledge.yaml_nodes import parse

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from bot.domain.article import Article, KnowledgeBase
    from bot.domain.product import Product

PRODUCT: Final = "product"
SHORT_NAME: Final = "short_name"
"""The placeholders of a kind: the name of a product, and what people call it for short, where they do."""

_FIRST: Final = 3
"""Ways of asking that stand for a kind, in each language."""

ALREADY_SHARED: Final = "Remove it here: the article has it from its kind."


@dataclass(frozen=True, slots=True)
class Kind:
    """The phrasings of one kind, with placeholders; `lines` tells on which line of its file each stands first."""

    path: str
    phrasings: Phrasings
    lines: Mapping[str, int]

    def filled(self, names: Mapping[str, str]) -> Phrasings:
        """Return the phrasings with `names` in them."""
        return Phrasings(
            **{each: _once(filled(text, names) for text in self.phrasings.in_language(each)) for each in LANGUAGES}
        )

    def places(self, names: Mapping[str, str]) -> dict[str, tuple[str, int]]:
        """Return file and line of each phrasing, by the phrasing with `names` in it."""
        return {filled(text, names): (self.path, self.lines[text]) for _, text in reversed([*self.phrasings])}


def filled(text: str, names: Mapping[str, str]) -> str:
    """Return a phrasing of a kind with the names of a product in it."""
    return PLACEHOLDER.sub(lambda found: names.get(found[1], found[0]), text)


def names_in(name: str, short_name: str | None) -> Mapping[str, str]:
    """Return what the placeholders of a kind stand for."""
    return {PRODUCT: name, SHORT_NAME: short_name or name}


def path_of_kind(name: str) -> str:
    """Return the path of a kind's file."""
    return f"{KINDS}/{name}.yml"


def is_kind(path: str) -> bool:
    """Return whether the file at `path` is read as a kind."""
    folder, _, name = path.rpartition("/")
    return folder == KINDS and name.endswith(".yml")


def read_kinds(contents: Mapping[str, bytes]) -> tuple[dict[str, Kind], tuple[Problem, ...]]:
    """Return the kinds that can be read, by name, and what is wrong in their files."""
    kinds: dict[str, Kind] = {}
    problems: list[Problem] = []
    for path in filter(is_kind, contents):
        name = path.removeprefix(f"{KINDS}/").removesuffix(".yml")
        reader = FileReader(path, frozenset((PRODUCT, SHORT_NAME)))
        root, faults = parse(path, contents[path])
        phrasings = None if root is None else KIND.read(root, "", reader)
        if isinstance(phrasings, Phrasings):
            kinds[name] = Kind(path, phrasings, reader.lines)
        if not SLUG.fits(name):
            remedy = f"Use lowercase letters, digits and hyphens: {SLUG.example}.yml."
            reader.report(None, f"'{name}' is not a valid name of a kind", remedy)
        problems += (*faults, *reader.problems, *reader.unwritten)
    return kinds, tuple(problems)


def with_kinds(knowledge: KnowledgeBase, kinds: Mapping[str, Kind]) -> KnowledgeBase:
    """Return `knowledge` with the phrasings of their kinds in front of what its articles add."""
    articles = {name: _filled(article, knowledge, kinds) for name, article in knowledge.articles.items()}
    return replace(knowledge, articles=articles, kinds=tuple(kinds))


def shared_places(knowledge: KnowledgeBase, kinds: Mapping[str, Kind]) -> dict[str, dict[str, tuple[str, int]]]:
    """Return, by article and phrasing, file and line of what the articles have from their kinds."""
    places = {}
    for name, article in knowledge.articles.items():
        kind, product = kinds.get(article.kind or ""), _product_of(article, knowledge)
        if kind is not None and product is not None:
            places[name] = kind.places(names_in(product.name, product.short_name))
    return places


def problems_with_kinds(
    written: KnowledgeBase,
    kinds: Mapping[str, Kind],
    lines: Mapping[str, Mapping[str, int]],
    paths: Mapping[str, str],
    faulty: Collection[str],
) -> Iterator[Problem]:
    """Yield what is wrong with the kinds that articles name, and what they add although their kind has it.

    Args:
        written: what could be read, without what the kinds add.
        kinds: those that could be read.
        lines: per path, the line on which each text stands first.
        paths: per article, the path of its file.
        faulty: paths of files in which something is wrong already.
    """
    places, first = shared_places(written, kinds), dict[tuple[str, str], str]()
    for name, article in written.articles.items():
        if article.kind is None:
            continue
        path, other = paths[name], first.setdefault((article.topic, article.kind), name)
        fault = _fault_of(article, written, kinds, faulty) or _fault_of_two(article.kind, name, other)
        if fault is not None:
            yield Problem(path, lines[path][article.kind], *fault)
        shared = places.get(name, {})
        for text in (text for _, text in article.phrasings if text in shared):
            yield Problem(path, lines[path][text], doubled(text, shared[text]), ALREADY_SHARED)


def doubled(text: str, place: tuple[str, int]) -> str:
    """Return how a phrasing is told of that also stands in `place`."""
    return f"The phrasing '{text}' is also in {place[0]}, line {place[1]}"


def unused_kinds(bases: Sequence[KnowledgeBase]) -> Iterator[Problem]:
    """Yield a warning for each kind that no article of any integration has."""
    used = {article.kind for base in bases for article in base.articles.values()}
    for name in dict.fromkeys(each for base in bases for each in base.kinds if each not in used):
        remedy = f"Write `kind: {name}` in the article that answers it, or remove the file."
        yield Problem(path_of_kind(name), 1, f"No article has the kind '{name}'", remedy, severity="warning")


def asked_of(knowledge: KnowledgeBase, contents: Mapping[str, bytes]) -> dict[str, list[str]]:
    """Return by kind the first ways of asking about the product of `knowledge`, in each language."""
    product = next((each for each in knowledge.products if each.slug == knowledge.product), None)
    names = {} if product is None else names_in(product.name, product.short_name)
    kinds, _ = read_kinds(contents)
    return {
        name: [filled(text, names) for each in LANGUAGES for text in kind.phrasings.in_language(each)[:_FIRST]]
        for name, kind in kinds.items()
    }


def _fault_of(
    article: Article, knowledge: KnowledgeBase, kinds: Mapping[str, Kind], faulty: Collection[str]
) -> tuple[str, str] | None:
    """Return why the kind of `article` cannot be filled, and the remedy."""
    kind, integration = article.kind or "", knowledge.integration_of(article)
    if article.topic == GENERAL:
        remedy = "Remove it, and write the phrasings here."
        return f"'kind' names '{kind}', but small talk is about no product", remedy
    if kind not in kinds and path_of_kind(kind) not in faulty:
        remedy = f"Name one of {', '.join(kinds)}, or write that file." if kinds else "Write that file, or remove it."
        return f"'kind' names '{kind}', and there is no {path_of_kind(kind)}", remedy
    if integration is not None and not knowledge.products and PRODUCTS not in faulty:
        message = f"'kind' needs the name of '{integration.product}', which is not in {PRODUCTS}"
        return message, "Add the product there."
    return None


def _fault_of_two(kind: str, article: str, other: str) -> tuple[str, str] | None:
    """Return what is wrong where two articles of an integration have one kind, and the remedy."""
    if article == other:
        return None
    message = f"'kind' names '{kind}', which is already that of '{other}'"
    return message, "Keep it in the article whose answer fits best."


def _filled(article: Article, knowledge: KnowledgeBase, kinds: Mapping[str, Kind]) -> Article:
    """Return `article` with what its kind adds."""
    kind, product = kinds.get(article.kind or ""), _product_of(article, knowledge)
    if kind is None or product is None:
        return article
    shared, own = kind.filled(names_in(product.name, product.short_name)), article.phrasings
    both = {each: _once((*shared.in_language(each), *own.in_language(each))) for each in LANGUAGES}
    return replace(article, phrasings=Phrasings(**both))


def _product_of(article: Article, knowledge: KnowledgeBase) -> Product | None:
    """Return the product of an article's integration, where it is known."""
    integration = knowledge.integration_of(article)
    slug = None if integration is None else integration.product
    return next((each for each in knowledge.products if each.slug == slug), None)


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
