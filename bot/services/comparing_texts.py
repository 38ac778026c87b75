"""What reads otherwise in one knowledge base than in another: articles and steps as they are shown, and facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.language import LANGUAGES
from bot.domain.markup import filled, plain_text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import TypeAlias

    from bot.domain.article import Article, KnowledgeBase
    from bot.domain.language import Bilingual, Language
    from bot.domain.library import Library
    from bot.domain.markup import Inline, RichText
    from bot.domain.setup_guide import SetupStep

    ShownText: TypeAlias = tuple[str, RichText]
    Shown: TypeAlias = Mapping[Language, ShownText]


@dataclass(frozen=True, slots=True)
class ChangedText:
    """A title and the text below it, as people read them before and after: None where there is none."""

    language: Language
    before: ShownText | None
    after: ShownText | None


class _Changed:
    """What is told of texts that read otherwise, whatever they belong to."""

    __slots__ = ()
    texts: tuple[ChangedText, ...]

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages in which it reads otherwise."""
        return tuple(each.language for each in self.texts)

    @property
    def is_new(self) -> bool:
        """Whether there was none before."""
        return all(each.before is None for each in self.texts)

    @property
    def is_gone(self) -> bool:
        """Whether there is none any more."""
        return all(each.after is None for each in self.texts)

    @property
    def title(self) -> str:
        """Its title, the one now where there is one."""
        return next(shown[0] for each in self.texts for shown in (each.after, each.before) if shown is not None)


@dataclass(frozen=True, slots=True)
class Reworded(_Changed):
    """An article whose title or answer reads otherwise; one that is new or gone does so in all languages.

    `phrasings` is how many it has, or had.
    """

    article: str
    texts: tuple[ChangedText, ...]
    phrasings: int = 0


@dataclass(frozen=True, slots=True)
class RewordedStep(_Changed):
    """A step of the guided set-up that reads otherwise, likewise. `folder` is that of its integration."""

    folder: str
    step: str
    texts: tuple[ChangedText, ...]


@dataclass(frozen=True, slots=True)
class ChangedFact:
    """A fact that has another value: None where it is not there. `folder` is that of its integration."""

    folder: str
    name: str
    before: Bilingual | None
    after: Bilingual | None


def reworded(before: Library, after: Library) -> Iterator[Reworded]:
    """Yield the articles that read otherwise: those that there are now, and then those that are gone."""
    known = {each.slug: each for library in (before, after) for each in library.published()}
    old, new = ({each.slug: _shown(each, library) for each in library.published()} for library in (before, after))
    for slug in dict.fromkeys((*new, *old)):
        if texts := _reading_otherwise(old.get(slug, {}), new.get(slug, {})):
            yield Reworded(slug, texts, len([*known[slug].phrasings]))


def reworded_steps(before: Library, after: Library) -> Iterator[RewordedStep]:
    """Yield the steps of all set-ups that read otherwise, likewise."""
    old, new = _steps(before), _steps(after)
    for place in dict.fromkeys((*new, *old)):
        if texts := _reading_otherwise(old.get(place, {}), new.get(place, {})):
            yield RewordedStep(*place, texts)


def _reading_otherwise(was: Shown, reads: Shown) -> tuple[ChangedText, ...]:
    texts = (ChangedText(each, was.get(each), reads.get(each)) for each in LANGUAGES)
    return tuple(each for each in texts if each.before != each.after)


def changed_facts(before: Library, after: Library) -> Iterator[ChangedFact]:
    """Yield the facts of all integrations that have another value: those that there are now, and then those gone."""
    old, new = _facts(before), _facts(after)
    for place in dict.fromkeys((*new, *old)):
        if old.get(place) != new.get(place):
            yield ChangedFact(*place, old.get(place), new.get(place))


def _shown(article: Article, known: Library) -> Shown:
    """Return title and answer as people read them, with what the knowledge base has in the place of placeholders."""
    base = known.base_of(article.slug)
    products = ", ".join(_names_of_ours(known))
    shown: dict[Language, ShownText] = {}
    for language in LANGUAGES:
        values: dict[str, Inline] = {**base.facts.in_language(language), "products": products}
        shown[language] = article.title.in_language(language), filled(article.answer.in_language(language), values)
    return shown


def _steps(known: Library) -> dict[tuple[str, str], Shown]:
    """Return what people read in the steps of all integrations, by folder and name."""
    return {
        (integration.folder, step.slug): {language: _step_shown(step, base, language) for language in LANGUAGES}
        for base in known.bases
        for integration in base.integrations
        for step in base.setup.steps
    }


def _step_shown(step: SetupStep, base: KnowledgeBase, language: Language) -> ShownText:
    """Return title and text of a step, with the words on the screens in the same language."""
    on_screen = {name: words.in_language(language) for name, words in base.screen.items()}
    values: dict[str, Inline] = {**base.facts.in_language(language), **on_screen}
    text = (*plain_text_of(step.needs.in_language(language)), *step.do.in_language(language))
    where = plain_text_of("" if step.where is None else on_screen[step.where])
    return step.title.in_language(language), (*filled(text, values), *where)


def _names_of_ours(known: Library) -> Iterator[str]:
    names = {each.slug: each.name for each in known.products}
    yield from (names.get(each.product, each.product) for each in known.integrations)


def _facts(known: Library) -> dict[tuple[str, str], Bilingual]:
    """Return the facts of all integrations, by folder and name."""
    return {
        (integration.folder, name): value
        for base in known.bases
        for integration in base.integrations
        for name, value in base.facts.texts.items()
    }
