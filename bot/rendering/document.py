"""What a message is made of, wherever it is shown: the values that every renderer knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from bot.rendering.action_ids import NO_TRACE

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Title:
    """A heading, plain text."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Reviewed or own text, in Markdown."""

    markdown: str


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
class Person:
    """Somebody, by their id: Slack shows the name."""

    id: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A time in the reader's own zone, or as the time passed since; `told` is how it reads where neither is known."""

    at: datetime
    told: str
    is_ago: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A message in Slack, by its address."""

    url: str
    label: str


Part: TypeAlias = str | Person | Moment | Link


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the bot's own with people, times and links in it; text in it may have **bold** parts."""

    parts: tuple[Part, ...]


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

Element: TypeAlias = Title | Paragraph | Quote | Footnote | Choices | Line | Pressable
