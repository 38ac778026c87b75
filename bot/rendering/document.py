"""What a message is made of, wherever it is shown: the values that every renderer knows."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

from bot.domain.markup import filled, linked
from bot.rendering.action_ids import NO_TRACE

if TYPE_CHECKING:
    from bot.domain.article import Facts
    from bot.domain.language import Language
    from bot.domain.markup import Inline, Link, RichText

REVIEWED_KEPT: Final = 256
"""Answers of which a writer keeps what they became: those of two knowledge bases, in every language."""


@dataclass(frozen=True, slots=True)
class Title:
    """A heading, plain text."""

    text: str


@dataclass(frozen=True, slots=True)
class FormattedText:
    """Reviewed or own text: paragraphs and lists that belong together."""

    blocks: RichText


@dataclass(frozen=True, slots=True)
class ReviewedText:
    """An article's answer: the same for everybody, so that what it becomes may be kept. Two are one where `key` is.

    Attributes:
        key: of which knowledge base, article, language and contact it is.
        template: the answer as it was written, with placeholders.
        facts: what they stand for, but the contact.
    """

    key: tuple[str, str, Language, str]
    template: RichText = field(compare=False, repr=False)
    facts: Facts = field(compare=False, repr=False)

    @property
    def blocks(self) -> RichText:
        """Return the answer, every placeholder filled."""
        return _filled(self)

    def for_reader(self, address: str) -> FormattedText:
        """Return the answer with their own mailbox address in it. Nothing of that is kept."""
        return FormattedText(filled(self.template, _values(self) | {"mailbox_address": address}))


@lru_cache(REVIEWED_KEPT)
def _filled(text: ReviewedText) -> RichText:
    return filled(text.template, _values(text))


def _values(text: ReviewedText) -> dict[str, Inline]:
    _, _, language, contact = text.key
    values = {**text.facts.in_language(language), "support_contact": contact}
    return {name: linked(value) for name, value in values.items()}


LONGEST_QUOTE: Final = 9000
"""Characters of what is quoted whole: of all blocks of a message together Slack takes some 13,000."""


@dataclass(frozen=True, slots=True)
class Quote:
    """What a person wrote: nothing in it is a mark. Shown cut short, or whole where the rest stands nowhere else.

    `links` stand below it, and lead to files.
    """

    text: str
    is_whole: bool = False
    links: tuple[Link, ...] = ()

    @property
    def content(self) -> tuple[Inline, ...]:
        """Return the words and the links, each in a line of its own."""
        lines = [(each,) for each in ((self.text,) if self.text else ()) + self.links]
        return tuple(part for number, line in enumerate(lines) for part in (("\n", *line) if number else line))


@dataclass(frozen=True, slots=True)
class Footnote:
    """A remark below the text: plain, or words with links in them."""

    text: str | tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """Articles to choose from: slug and title of each; `none` is the way out, where there is one.

    `trace` is the question's in the log.
    """

    intro: str
    articles: tuple[tuple[str, str], ...]
    none: str | None = None
    trace: str = NO_TRACE


@dataclass(frozen=True, slots=True)
class Button:
    """A button: its name, what is written on it, and what it carries, which is an id and nothing else."""

    action: str
    label: str
    value: str
    is_primary: bool = False
    is_danger: bool = False


@dataclass(frozen=True, slots=True)
class Menu:
    """Less frequent things to do: what each carries and its words."""

    action: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Actions:
    """What can be pressed. Only where there are buttons: it holds nothing that has to be read."""

    elements: tuple[Button | Menu, ...]


@dataclass(frozen=True, slots=True)
class Votes:
    """Did it help? What is written on the two buttons, and what is voted on."""

    helpful: str
    not_helpful: str
    on: str


Pressable: TypeAlias = Actions | Votes
"""What is only pressed, and never read."""

Element: TypeAlias = Title | FormattedText | ReviewedText | Quote | Footnote | Choices | Pressable
