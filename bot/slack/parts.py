"""What the journeys work with, put together once by the assembly."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Protocol

from bot.domain.outgoing import ConversationMessage, ReplyMessage, SystemNotice
from bot.services.ports import NullTelemetry
from bot.slack.reference import new_reference

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.calculation import CalculatorName
    from bot.domain.conversation import Memory, Question
    from bot.domain.desk import SupportDeskConfig
    from bot.domain.language import Language
    from bot.domain.reply import Answer, Calculation, Reply
    from bot.rendering.context import RenderContext
    from bot.rendering.targets.block_kit import Rendered
    from bot.services.ports import Clock, Store, Telemetry
    from bot.slack.directory.membership import Membership
    from bot.slack.directory.workspace import Workspace
    from bot.slack.incoming import Payload


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


class Modals(Protocol):
    """Opens modals."""

    def open(self, trigger_id: str, view: dict[str, Any], otherwise: Callable[[], None]) -> None:
        """Open `view`, soon; `otherwise` is called where it does not open: too late for its trigger, or no Slack."""
        ...


@dataclass(frozen=True, slots=True)
class SupportContext:
    """The support team as the journeys need it: where it sits, who is in it, forms, words, and its workspace."""

    desk: SupportDeskConfig
    roles: Membership
    modals: Modals
    context: Callable[[], RenderContext]
    workspace: Workspace


@dataclass(frozen=True, slots=True)
class AppContext:
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
    render: Callable[[ConversationMessage], Rendered]
    wake: Callable[[], None]
    language: Language = "en"
    reference: Callable[[], str] = new_reference
    watch: Telemetry = field(default_factory=NullTelemetry)
    support: SupportContext | None = None
    is_foreign: Callable[[Payload], bool] = lambda _: False

    def help(self, language: Language) -> ConversationMessage:
        """What the bot can do."""
        article = self.answering.article(HELP_ARTICLE, language)
        return SystemNotice("help", language) if article is None else ReplyMessage(article)
