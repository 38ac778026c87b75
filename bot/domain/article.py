"""The knowledge base as values: articles, gaps, facts, set-up steps, checks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, Literal, get_args

from bot.domain.calculation import CalculatorName
from bot.domain.language import LANGUAGES, AnswerText, Bilingual, Language

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.domain.follow_ups import FollowUpExamples, FollowUpWords
    from bot.domain.integration import Integration, SourceDocument
    from bot.domain.product import Product
    from bot.domain.setup_guide import SetupGuide

GENERAL: Final = "general"
"""The topic of small talk; that of every other article is the folder of its integration."""

PLEA: Final = "contact-support"
"""What a call for help is taken for, whatever it is about: an article, or the kind of a gap."""

HELP_ARTICLE: Final = "help"
"""The article that says what the bot can do, where there is one."""

THANKS_ARTICLE: Final = "thanks"
"""The article that answers thanks, where there is one."""

GREETING_ARTICLE: Final = "greeting"
"""The article that greets back, where there is one."""

PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")

# Filled when a reply is rendered, and not from facts.yml: from the settings, and the names of our products.
RUNTIME_PLACEHOLDERS = frozenset({"support_contact", "products"})


@dataclass(frozen=True, slots=True)
class Source:
    """The reviewed text that an article rests on."""

    document: str
    section: str


@dataclass(frozen=True, slots=True)
class Phrasings:
    """Ways of asking, per language, each as written."""

    en: tuple[str, ...]
    nl: tuple[str, ...]

    def in_language(self, language: Language) -> tuple[str, ...]:
        """Return the phrasings in `language`."""
        return self.nl if language == "nl" else self.en

    def __iter__(self) -> Iterator[tuple[Language, str]]:
        """Return every phrasing with its language."""
        return ((language, text) for language in LANGUAGES for text in self.in_language(language))


@dataclass(frozen=True, slots=True)
class Article:
    """One reviewed answer with its phrasings; `slug` is its name and its file's name.

    `kind` names what people ask of every integration, where it answers that; without an article it is a gap.
    """

    slug: str
    topic: str
    title: Bilingual
    answer: AnswerText
    phrasings: Phrasings
    source: Source
    owner: str
    reviewed_on: date
    review_every_days: int
    related: tuple[str, ...] = ()
    is_draft: bool = False
    kind: str | None = None

    def review_due_on(self) -> date:
        """Return the day from which a new review is due."""
        return self.reviewed_on + timedelta(days=self.review_every_days)

    def is_past_review(self, today: date) -> bool:
        """Return whether `today` lies after the day its review was due."""
        return today > self.review_due_on()


@dataclass(frozen=True, slots=True)
class Gap:
    """A named topic near ours that has no reviewed answer. `title` fits after "an answer about".

    `kind` names what people ask of every integration, where it is that.
    """

    slug: str
    title: Bilingual
    phrasings: Phrasings
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """An utterance and what the bot must do with it: answer with, offer, never answer, or calculate.

    `also` is the article that must be answered beside `article`; `value` is what must come of a calculation.
    """

    ask: str
    language: Language
    must: Literal["answer", "offer", "not_answer", "calculate"]
    article: str | None
    path: str
    line: int
    also: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What articles and calculators have in common; `texts` holds every fact by name, as placeholders show it."""

    minimum_update: int
    mailbox_domain: str
    texts: Mapping[str, Bilingual]

    def in_language(self, language: Language) -> Mapping[str, str]:
        """Return every fact by name, as it is shown in `language`."""
        return {name: text.in_language(language) for name, text in self.texts.items()}


@dataclass(frozen=True, slots=True)
class KnowledgeBase:
    """What the editors wrote of one integration, with small talk, checked.

    Attributes:
        version: a hash over all files: same files, same version.
        products: all that people name: the integration's is ours, those of other integrations are others.
        screen: the words on the product's screens by name, in the languages that these screens have.
        words: what people say that follows up on what was said before.
        examples: messages that do, and that do not.
        prefix: what tells its articles apart from those of other integrations.
    """

    articles: Mapping[str, Article]
    gaps: Mapping[str, Gap]
    facts: Facts
    setup: SetupGuide
    synonyms: tuple[tuple[str, ...], ...]
    checks: tuple[Check, ...]
    version: str
    products: tuple[Product, ...] = ()
    screen: Mapping[str, Bilingual] = field(default_factory=dict)
    words: tuple[FollowUpWords, ...] = ()
    integrations: tuple[Integration, ...] = ()
    examples: tuple[FollowUpExamples, ...] = ()
    prefix: str = ""

    @property
    def product(self) -> str | None:
        """The slug of the product that it is about."""
        return next((each.product for each in self.integrations), None)

    @property
    def is_draft(self) -> bool:
        """Whether the integration is still being written."""
        return any(each.is_draft for each in self.integrations)

    @property
    def calculators(self) -> tuple[CalculatorName, ...]:
        """Return what can be worked out: all of it, where there is no other integration and that is not told."""
        told = next((each.calculators for each in self.integrations), ())
        return (() if self.prefix else get_args(CalculatorName)) if told is None else told

    def known_as(self, slug: str) -> str:
        """Return what an article, or a gap, is known as outside: small talk is the same for all."""
        is_talk = slug in self.articles and self.articles[slug].topic == GENERAL
        return slug if is_talk else f"{self.prefix}{slug}"

    def published(self) -> Iterator[Article]:
        """Return the articles that may be shown: all but the drafts, in the order of their files."""
        return (article for article in self.articles.values() if not article.is_draft)

    def integration_of(self, article: Article) -> Integration | None:
        """Return the integration whose folder the article is in; None for small talk."""
        return next((each for each in self.integrations if each.folder == article.topic), None)

    def source_of(self, article: Article) -> SourceDocument | None:
        """Return the document that the article names as its source, where its integration tells of it."""
        integration = self.integration_of(article)
        return None if integration is None else integration.sources.get(article.source.document)
