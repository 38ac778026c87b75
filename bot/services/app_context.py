"""What the use cases work with: ports, and who the support team is."""

from __future__ import annotations

from dataclasses import dataclass, field
from secrets import token_hex
from typing import TYPE_CHECKING, Final, Protocol

from bot.domain.conversation import outside
from bot.domain.forms import HandOverForm
from bot.domain.outgoing import ConversationMessage, Outgoing, ReplyMessage, SystemNotice
from bot.services.limiting import has_turn
from bot.services.ports import NullTelemetry

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.calculation import CalculatorName
    from bot.domain.conversation import Memory, Question
    from bot.domain.desk import SupportDeskConfig
    from bot.domain.forms import Form
    from bot.domain.incoming import ButtonAction
    from bot.domain.language import Language
    from bot.domain.outgoing import Destination, Notice
    from bot.domain.reply import Answer, Calculation, Reply
    from bot.services.ports import Audience, Clock, Membership, Store, Telemetry

HELP_ARTICLE: Final = "help"


class ReplySource(Protocol):
    """Knows the answers. It neither reads nor keeps anything."""

    @property
    def version(self) -> str:
        """The version of the knowledge base that is answered from."""
        ...

    def reply_to(self, question: Question, memory: Memory) -> tuple[Reply, Memory]:
        """Return the reply, and what to remember of the conversation from now on."""
        ...

    def article(self, slug: str, language: Language) -> Answer | None:
        """Return the answer of one article; None where there is no such article (any more)."""
        ...

    def language_of(self, text: str, otherwise: Language) -> Language:
        """Return the language that `text` is written in; `otherwise` where it could be either."""
        ...

    def calculate(self, calculator: CalculatorName, text: str, language: Language | None) -> Calculation:
        """Return what a calculator makes of `text`, in its language, or in `language` where it tells none."""
        ...


class ReplySourceHolder(Protocol):
    """Holds what answers at this moment; a use case takes it once, so that it answers from one knowledge base."""

    @property
    def current(self) -> ReplySource:
        """What answers now."""
        ...


@dataclass(frozen=True, slots=True)
class SupportContext:
    """The support team as the use cases need it: what it promises, who is in it, and who reads what it says."""

    desk: SupportDeskConfig
    membership: Membership
    audience: Audience


@dataclass(frozen=True, slots=True)
class AppContext:
    """What the use cases work with.

    Attributes:
        wake: called after each commit that left something to send, so that the delivery worker need not wait.
        language: the bot's language where neither the text nor the conversation tells one.
        support: None where no triage channel is set.
    """

    answering: ReplySourceHolder
    store: Store
    clock: Clock
    wake: Callable[[], None]
    language: Language
    telemetry: Telemetry = field(default_factory=NullTelemetry)
    support: SupportContext | None = None


def help_in(context: AppContext, language: Language) -> ReplyMessage | SystemNotice:
    """Return what the bot says it can do."""
    article = context.answering.current.article(HELP_ARTICLE, language)
    return SystemNotice("help", language) if article is None else ReplyMessage(article)


def language_of(context: AppContext, team: str, person: str) -> Language:
    """Return the language that a person has chosen, else the bot's own: where nothing they wrote tells one."""
    return context.store.read_memory(outside(team, person), person).language or context.language


def language_of_presser(context: AppContext, action: ButtonAction, otherwise: Language | None = None) -> Language:
    """Return the language that somebody reads where they pressed; `otherwise`, or the bot's, where none is known."""
    where = action.conversation or outside(action.team, action.person)
    return context.store.read_memory(where, action.person).language or otherwise or context.language


def ask_to_press_again(context: AppContext, form: Form, private: Destination) -> None:
    """Tell the person, where only they read it, that `form` did not open."""
    if isinstance(form, HandOverForm):
        language = form.draft.language
    else:
        language = context.language if context.support is None else context.support.desk.language
    say_privately(context, private, SystemNotice("press-again", language))


def say_privately(context: AppContext, private: Destination, notice: Notice) -> None:
    """Tell the person of `private` something, where only they read it, unless they have asked for too much."""
    now, key = context.clock.now(), f"word:{private.team}:{private.person}:{token_hex(8)}"
    with context.store.transaction() as transaction:
        if has_turn(transaction, key, private, notice.language, now):
            transaction.send(Outgoing(key, private, notice, now))
    context.wake()


def say(context: AppContext, outgoing_id: str, destination: Destination, content: ConversationMessage) -> None:
    """Keep what is to be said in the outbox, once for each id, also where it was sent already."""
    now = context.clock.now()
    with context.store.transaction() as transaction:
        if transaction.seen_keys.claim([f"said:{outgoing_id}"], now):
            transaction.send(Outgoing(outgoing_id, destination, content, now))
    context.wake()
