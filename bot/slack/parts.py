"""What the journeys work with, put together once by the assembly."""

from __future__ import annotations

from dataclasses import dataclass, field
from secrets import token_hex
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeAlias

from bot.domain.outgoing import Notice, Say, Spoken
from bot.rendering.blocks.messages import BLOCKS_OF_A_MESSAGE, blocks_of, fallback_of
from bot.services.ports import Unwatched

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.calculation import CalculatorName
    from bot.domain.conversation import Memory, Question
    from bot.domain.desk import Desk
    from bot.domain.language import Language
    from bot.domain.reply import Answer, Calculation, Reply
    from bot.rendering.context import RenderContext
    from bot.rendering.pieces import Piece
    from bot.services.ports import Clock, Store, Watch
    from bot.slack.incoming import Payload
    from bot.slack.modals import Modals
    from bot.slack.roles import Roles
    from bot.slack.workspace import Workspace


class Answering(Protocol):
    """The service that answers. It neither reads nor keeps anything."""

    @property
    def version(self) -> str:
        """The version of the knowledge base that is answered from."""
        ...

    def reply_to(self, question: Question, memory: Memory) -> tuple[Reply, Memory]:
        """The reply, and what to remember of the conversation from now on."""
        ...

    def article(self, slug: str, language: Language) -> Answer | None:
        """The answer of one article; None where there is no such article (any more)."""
        ...

    def language_of(self, text: str) -> Language | None:
        """The language that `text` is written in; None where it could be either."""
        ...

    def calculate(self, calculator: CalculatorName, text: str, language: Language | None) -> Calculation:
        """What a calculator makes of `text`, in its language, or in `language` where it tells none."""
        ...


HELP_ARTICLE: Final = "help"

# Block Kit, as it goes over the wire.
Blocks: TypeAlias = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Rendered:
    """How something looks in Slack: blocks, if it has any, and always the full plain text."""

    text: str
    blocks: Blocks | None = None


def look_of(pieces: tuple[Piece, ...], most: int = BLOCKS_OF_A_MESSAGE) -> Rendered:
    """How `pieces` look, in `most` blocks at most."""
    return Rendered(fallback_of(pieces), blocks_of(pieces, most))


class Render(Protocol):
    """Turns what the bot says into what Slack shows."""

    def __call__(self, body: Spoken) -> Rendered:
        """How `body` looks."""
        ...


def new_reference() -> str:
    """A reference number that a person can read out and an operator can find in the log."""
    return token_hex(4)


@dataclass(frozen=True, slots=True)
class Support:
    """The support team as the journeys need it: where it sits, who is in it, forms, words, and its workspace."""

    desk: Desk
    roles: Roles
    modals: Modals
    context: Callable[[], RenderContext]
    workspace: Workspace


@dataclass(frozen=True, slots=True)
class Parts:
    """What the journeys work with.

    Attributes:
        wake: called after each commit that left something to send, so that the delivery worker need not wait.
        language: the bot's language where neither the text nor the conversation tells one.
        reference: a new reference number for each fault.
        watch: looks on.
        support: the support team, with what its journeys need; None where no triage channel is set.
        is_foreign: whether a payload is of another workspace than the bot's.
    """

    answering: Answering
    store: Store
    clock: Clock
    render: Render
    wake: Callable[[], None]
    language: Language = "en"
    reference: Callable[[], str] = new_reference
    watch: Watch = field(default_factory=Unwatched)
    support: Support | None = None
    is_foreign: Callable[[Payload], bool] = lambda _: False

    def help(self, language: Language) -> Spoken:
        """What the bot can do."""
        article = self.answering.article(HELP_ARTICLE, language)
        return Notice("help", language) if article is None else Say(article)
