"""What people type that is understood only with what was said before, and what each of it asks for."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.domain.language import Language

FollowUpKind: TypeAlias = Literal[
    "next",
    "previous",
    "where",
    "how",
    "fails",
    "why",
    "again",
    "shorter",
    "in-en",
    "in-nl",
    "thanks",
    "never-mind",
    "first",
    "second",
    "third",
    "that-one",
    "begin",
    "resume",
    "at-step",
    "last",
    "both",
    "other",
    "none",
    "by-name",
]
FOLLOW_UP_KINDS: Final[tuple[FollowUpKind, ...]] = tuple(
    each for each in get_args(FollowUpKind) if each not in {"at-step", "by-name"}
)
"""What words tell; a step is named by its number, and what is offered by its titles."""
CHOICES: Final[tuple[FollowUpKind, ...]] = ("first", "second", "third")
"""What chooses from an offer by its place, in order."""
OF_THE_SETUP: Final[frozenset[FollowUpKind]] = frozenset({"begin", "resume"})
"""What asks for the guided set-up, whatever was said before."""
OF_A_STEP: Final[tuple[FollowUpKind, ...]] = (
    *("next", "previous", "where", "how", "fails", "again", "shorter", "in-en", "in-nl"),
)
"""What can be asked of a step that is named."""
BY_PLACE: Final[tuple[FollowUpKind, ...]] = (*CHOICES, "last")
"""What chooses by the place, whatever the number of those offered."""
OF_AN_OFFER: Final[tuple[FollowUpKind, ...]] = (*BY_PLACE, "that-one", "both", "other", "none", "by-name")
"""What is understood with what was offered."""
WITHOUT_CUES: Final[frozenset[FollowUpKind]] = OF_THE_SETUP | {"that-one", "both", "other", "by-name"}
"""What nothing tells within a sentence, and what is never supposed."""
GUESSED: Final[tuple[FollowUpKind, ...]] = tuple(
    each for each in FOLLOW_UP_KINDS if each not in OF_AN_OFFER and each not in OF_THE_SETUP
)
"""What is guessed from how people typed it."""
LANGUAGE_CHANGES: Final[Mapping[FollowUpKind, Language]] = {"in-en": "en", "in-nl": "nl"}


@dataclass(frozen=True, slots=True)
class NamedStep:
    """A step that a text names by its `number`, and the `rest` of the text.

    `asks` where the text is a question or a request; `is_alone` where it is about the step itself.
    """

    number: int
    rest: str
    asks: bool = False
    is_alone: bool = False


class Heard:
    """What a text asks for with what was said before: worked out when it is looked at first, and once a message.

    Where it names a `step`, that is what the rest of it is about.
    """

    def __init__(
        self,
        find_phrase: Callable[[], FollowUpKind | None],
        find_freely: Callable[[], FollowUpKind | None],
        step: NamedStep | None = None,
        find_done: Callable[[], bool] = lambda: False,
    ) -> None:
        self._find_phrase, self._find_freely, self.step = find_phrase, find_freely, step
        self._find_done = find_done

    @cached_property
    def phrase(self) -> FollowUpKind | None:
        """What it asks for where it is nothing else."""
        return self._find_phrase()

    @cached_property
    def freely(self) -> FollowUpKind | None:
        """What it asks for in free words."""
        return self._find_freely()

    @cached_property
    def tells_done(self) -> bool:
        """Whether it surely tells that something was done."""
        return self._find_done()


@dataclass(frozen=True, slots=True)
class StepWords:
    """How a step of the set-up is named in one language.

    Attributes:
        named: its names, with `…` where the number stands.
        numbers: the words for 1, 2, 3 and on, in order.
        asked: what may stand beside it where nothing else is asked for.
        at: words beside it that tell that somebody is there.
        away: words in front of it that lead away from it.
    """

    named: tuple[str, ...] = ()
    numbers: tuple[tuple[str, ...], ...] = ()
    asked: tuple[str, ...] = ()
    at: tuple[str, ...] = ()
    away: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChoosingWords:
    """The words of one language with which somebody chooses by name from what is offered.

    Attributes:
        told: what tells a choice; the last `…` stands where the name does, one in front of it for any words.
        beside: what may stand in front of or behind that.
        within: what tells nothing in a name.
    """

    told: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FollowUpWords:
    """The words of one language.

    Attributes:
        phrases: by kind, what people type and nothing else.
        around: what may stand before or behind any of it.
        cues: by kind, what tells it wherever it stands in a sentence whose other words name nothing.
        light: words that name nothing.
        negations: words beside which a cue tells something else.
        done: words with which somebody tells what was done, before they go on.
        did: words beside which it is what the talk is about that was done.
        with_product: words beside a product's name with which somebody only tells which one is meant; several words
            count only together.
        opening: words beside a product's name with which somebody asks nothing yet.
        steps: how a step of the set-up is named.
        choosing: words with which somebody chooses by name from what is offered.
    """

    phrases: Mapping[str, tuple[str, ...]]
    around: tuple[str, ...] = ()
    cues: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    light: tuple[str, ...] = ()
    negations: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    did: tuple[str, ...] = ()
    with_product: tuple[str, ...] = ()
    opening: tuple[str, ...] = ()
    steps: StepWords = StepWords()
    choosing: ChoosingWords = ChoosingWords()


@dataclass(frozen=True, slots=True)
class FollowUpExamples:
    """How people typed follow-ups in one language, beyond what its word lists tell.

    Attributes:
        follow_ups: by kind, whole messages.
        others: messages that follow up on nothing and ask for nothing known.
    """

    follow_ups: Mapping[str, tuple[str, ...]]
    others: tuple[str, ...] = ()
