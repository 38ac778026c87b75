"""What the bot says, and why.

`is_cut` where the middle of a very long message was not read; `supposed` is what it was taken to ask for with what
was said before, where that is likely and not sure. `about` is the slug of the product that it is about, where there
is more than one that it could be about.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from bot.domain.calculation import Outcome
    from bot.domain.follow_ups import FollowUpKind
    from bot.domain.language import Language


@dataclass(frozen=True, slots=True)
class Match:
    """An article with its score, 0 to about 1; comparable within one utterance only."""

    article: str
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    """Reviewed text. More than one article, or a `gap` beside them, where the message asked more than one thing."""

    language: Language
    articles: tuple[str, ...]
    confidence: float
    candidates: tuple[Match, ...] = ()
    gap: str | None = None
    is_cut: bool = False
    supposed: FollowUpKind | None = None
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Clarification:
    """Did you mean: one to three articles to choose from, the likeliest first.

    None of them where `unknown` is a name that stands in a product's place and that nobody here knows, and where it
    may be about each of several `products`, by their slugs; `calculated` is what was worked out for some of those.
    It `is_opening` where a product was named and nothing asked of it yet: what can be asked is offered.
    """

    language: Language
    articles: tuple[str, ...]
    confidence: float
    candidates: tuple[Match, ...] = ()
    unknown: str | None = None
    is_cut: bool = False
    supposed: FollowUpKind | None = None
    products: tuple[str, ...] = ()
    calculated: tuple[Calculation, ...] = ()
    is_opening: bool = False
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Calculation:
    """A calculator's outcome; `more` are another's in the same message, `articles` and `gap` what else it asked.

    `offered` is what else it may have asked, where that is not sure; `confidence` is that of the articles.
    """

    language: Language
    outcome: Outcome
    articles: tuple[str, ...] = ()
    candidates: tuple[Match, ...] = ()
    gap: str | None = None
    more: tuple[Outcome, ...] = ()
    is_cut: bool = False
    offered: tuple[str, ...] = ()
    confidence: float = 1.0
    about: str | None = None


@dataclass(frozen=True, slots=True)
class HandOver:
    """No reviewed answer: over to the support team. `gap` names the topic where it is a known one.

    `is_after_choice` where articles were offered and the person took none of them; `product` is the name of another
    product, where the question is about that; `is_foreign` where it is in a language that the bot does not speak;
    `is_file_alone` where there is no question, but a file, which the bot cannot look at; `is_of_channel` where the
    question names no product, and the channel is about that one.
    """

    language: Language
    gap: str | None
    confidence: float
    candidates: tuple[Match, ...] = ()
    is_after_choice: bool = False
    product: str | None = None
    is_foreign: bool = False
    is_cut: bool = False
    is_file_alone: bool = False
    is_of_channel: bool = False
    about: str | None = None


FollowUpWord: TypeAlias = Literal[
    "where",
    "fails",
    "shorter",
    "beside",
    "why",
    "last-step",
    "first-step",
    "nothing-before",
    "never-mind",
    "welcome",
]


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A word on what was said last, which is no article by itself.

    Attributes:
        articles: what was said last, or what the word is about.
        offered: articles to choose from below it.
        screen: the name of the words on the product's screens that lead there.
    """

    language: Language
    word: FollowUpWord
    articles: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    screen: str | None = None
    confidence: float = 1.0
    candidates: tuple[Match, ...] = ()
    gap: str | None = None
    is_cut: bool = False
    supposed: FollowUpKind | None = None
    about: str | None = None


DecisionReason: TypeAlias = Literal[
    "bands",
    "another-product",
    "channel-product",
    "unknown-name",
    "doubted",
    "foreign",
    "complaint",
    "no-version",
    "error-text",
    "thing-in-use",
    "other-address",
    "no-choice",
    "parts-differ",
    "topics",
    "which-product",
    "opening",
]
"""Why a reply is what it is: its confidence in its band, or what stood above that."""

Reply: TypeAlias = Answer | Clarification | Calculation | HandOver | FollowUp


def as_supposed(reply: Reply, kind: FollowUpKind) -> Reply:
    """Return `reply`, which says that it rests on a supposition."""
    return replace(reply, supposed=kind) if isinstance(reply, Answer | Clarification | FollowUp) else reply


def supposed_in(reply: Reply) -> FollowUpKind | None:
    """Return what the bot supposes in `reply` that was asked for; None where it is sure, or at a loss."""
    return reply.supposed if isinstance(reply, Answer | Clarification | FollowUp) else None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A phrasing that carried the match; `weight` is its share in the score, and may be negative."""

    phrasing: str
    target: str
    weight: float


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """What the bot would have said without the word that counted most: a true run, not a guess.

    `is_same` where that says the same as the reply, however sure it is.
    """

    word: str
    reply: Reply
    is_same: bool = False


@dataclass(frozen=True, slots=True)
class TracedPart:
    """A part of the message: its kind, what fits it best, how surely, and whether it decided.

    `about` is the part that it took along, where it names nothing itself; `is_quoted` where somebody else wrote it.
    """

    text: str
    kind: str
    best: str
    confidence: float
    has_decided: bool
    about: str | None = None
    is_quoted: bool = False


@dataclass(frozen=True, slots=True)
class Trace:
    """Why the bot said what it said, of the part that decided.

    `repairs` are (typed, read as); `numbers` were taken out before matching; `asides` are (kind, lines) that stood
    around the message; `product` is another product's name, where that is, or may be, what the message is about.
    `answer_from` is the bar that held for the part that decided. `follow_up` is what it asks for with what was said
    before.
    """

    cleaned: str
    repairs: tuple[tuple[str, str], ...]
    numbers: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    candidates: tuple[Match, ...]
    confidence: float
    answer_from: float
    offer_from: float
    counterfactual: Counterfactual | None
    knowledge_version: str
    parts: tuple[TracedPart, ...] = ()
    asides: tuple[tuple[str, str], ...] = ()
    product: str | None = None
    reason: DecisionReason = "bands"
    follow_up: FollowUpKind | None = None
