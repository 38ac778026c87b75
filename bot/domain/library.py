"""All that is known: a knowledge base for each integration, and how their articles are told apart."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from bot.domain.setup_guide import SetupGuide

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.domain.article import Article, Check, Gap, KnowledgeBase
    from bot.domain.integration import Integration, SourceDocument
    from bot.domain.product import Product
    from bot.domain.setup_guide import SetupStep


LONGEST_SLUG: Final = 79
"""Characters of the name by which an article is known outside, as it is kept."""


@dataclass(frozen=True)
class Library:
    """The knowledge bases of all integrations, the first of them first, and `products` as the editors wrote them.

    Those that are still being written stand among `drafts`, and their products are other packages until then.
    Within a knowledge base an article is known by its file's name. Outside it, where articles of several stand side
    by side, its slug says whose it is: see `KnowledgeBase.known_as`.
    """

    bases: tuple[KnowledgeBase, ...]
    products: tuple[Product, ...] = ()
    drafts: tuple[KnowledgeBase, ...] = ()

    def with_drafts(self) -> Library:
        """Return all that is known, with the integrations that are still being written as if they were published."""
        written = {base.product for base in self.drafts}
        products = tuple(
            replace(each, role="ours", is_draft=False) if each.slug in written else each for each in self.products
        )
        return Library((*self.bases, *self.drafts), products)

    @property
    def version(self) -> str:
        """The version of all files."""
        return self.bases[0].version

    @property
    def is_of_several(self) -> bool:
        """Whether there is more than one integration, so that it must be told which one is talked of."""
        return len(self.bases) > 1

    @cached_property
    def articles(self) -> Mapping[str, Article]:
        """The articles of all, each by the slug it is known by outside; small talk once."""
        known: dict[str, Article] = {}
        for base in self.bases:
            for article in base.articles.values():
                known.setdefault(base.known_as(article.slug), _outside(article, base))
        return known

    @cached_property
    def gaps(self) -> Mapping[str, Gap]:
        """The gaps of all, likewise."""
        known = ((base, gap) for base in self.bases for gap in base.gaps.values())
        return {base.known_as(gap.slug): replace(gap, slug=base.known_as(gap.slug)) for base, gap in known}

    def matched(self, slug: str) -> Article | Gap:
        """Return the article or gap that questions are matched with: of a draft and its gap, the gap."""
        return self.gaps.get(slug) or self.articles[slug]

    @property
    def checks(self) -> tuple[Check, ...]:
        """The checks of all; each is asked of its own knowledge base."""
        return tuple(check for base in self.bases for check in base.checks)

    @property
    def integrations(self) -> tuple[Integration, ...]:
        """The integrations, in order."""
        return tuple(each for base in self.bases for each in base.integrations)

    def published(self) -> Iterator[Article]:
        """Return the articles that may be shown: all but the drafts."""
        return (article for article in self.articles.values() if not article.is_draft)

    def is_draft(self, article: Article) -> bool:
        """Return whether the article, or the whole of its integration, is still being written."""
        integration = self.integration_of(article)
        return article.is_draft or (integration is not None and integration.is_draft)

    def of_product(self, product: str | None) -> KnowledgeBase | None:
        """Return the knowledge base of a product; the only one for none, where there is but one."""
        if product is None:
            return None if self.is_of_several else self.bases[0]
        return next((base for base in self.bases if base.product == product), None)

    def base_of(self, slug: str) -> KnowledgeBase:
        """Return whose article, or gap, that is; small talk is everybody's, the first one's as well."""
        return next((base for base in self.bases if base.prefix and slug.startswith(base.prefix)), self.bases[0])

    def guide_of(self, base: KnowledgeBase) -> SetupGuide:
        """Return the steps of a set-up, with the articles as they are known outside."""
        if not base.prefix:
            return base.setup
        overview = None if base.setup.overview is None else base.known_as(base.setup.overview)
        return SetupGuide(tuple(_step_outside(step, base) for step in base.setup.steps), overview)

    def integration_of(self, article: Article) -> Integration | None:
        """Return the integration whose folder the article is in; None for small talk."""
        return self.base_of(article.slug).integration_of(article)

    def source_of(self, article: Article) -> SourceDocument | None:
        """Return the document that the article names as its source, where its integration tells of it."""
        return self.base_of(article.slug).source_of(article)


def name_of(slug: str) -> str:
    """Return what an article is called within its own knowledge base."""
    return slug.rpartition("/")[2]


def _step_outside(step: SetupStep, base: KnowledgeBase) -> SetupStep:
    return replace(step, article=base.known_as(step.article), troubles=tuple(map(base.known_as, step.troubles)))


def _outside(article: Article, base: KnowledgeBase) -> Article:
    """Return `article` with its slug and those of what it leads to as they are known outside."""
    if not base.prefix:
        return article
    return replace(article, slug=base.known_as(article.slug), related=tuple(map(base.known_as, article.related)))
