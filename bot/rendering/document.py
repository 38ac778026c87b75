"""What a message is made of, wherever it is shown: the values that every renderer knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from bot.rendering.action_ids import NO_TRACE

if TYPE_CHECKING:
    from bot.domain.markup import RichText


@dataclass(frozen=True, slots=True)
class Title:
    """A heading, plain text."""

    text: str


@dataclass(frozen=True, slots=True)
class FormattedText:
    """Reviewed or own text: paragraphs and lists that belong together."""

    blocks: RichText


@dataclass(frozen=True, slots=True)
class Quote:
    """What a person wrote: nothing in it is a mark. Shown cut short, or whole where the rest stands nowhere else."""

    text: str
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Footnote:
    """A remark below the text, plain."""

    text: str


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

Element: TypeAlias = Title | FormattedText | Quote | Footnote | Choices | Pressable
