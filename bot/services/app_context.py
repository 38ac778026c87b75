"""What the use cases work with: ports, and who the support team is."""

from __future__ import annotations

from dataclasses import dataclass, field
from secrets import token_hex
from typing import TYPE_CHECKING, Protocol

from bot.domain.article import HELP_ARTICLE
from bot.domain.conversation import outside
from bot.domain.forms import CalculatorForm, HandOverForm, SetupForm
from bot.domain.outgoing import ConversationMessage, Outgoing, ReplyMessage, SystemNotice
from bot.services.limiting import has_turn
from bot.services.ports import NullAudit, NullTelemetry

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.domain.calculation import CalculatorName, Outcome
    from bot.domain.conversation import Memory, Question
    from bot.domain.desk import SupportDeskConfig
    from bot.domain.explanation import FileLine
    from bot.domain.follow_ups import FollowUpKind, Heard
    from bot.domain.forms import Form
    from bot.domain.incoming import ButtonAction
    from bot.domain.language import Language
    from bot.domain.outgoing import Destination, Notice
    from bot.domain.reply import Answer, Calculation, Reply, Trace
    from bot.domain.setup_guide import SetupGuide
    from bot.services.own_questions import Reading
    from bot.services.ports import Audience, Audit, Clock, Membership, MessageLinks, Store, Telemetry


class ReplySource(Protocol):
    """Knows the answers. It neither reads nor keeps anything."""

    @property
    def version(self) -> str:
        """The version of the knowledge base that is answered from."""
        ...

    @property
    def products(self) -> tuple[str, ...]:
        """The products that there are answers about, where there are several."""
        ...

    def setup_guide(self, product: str | None, /) -> SetupGuide:
        """Return the steps of the guided set-up, of that product where there are several."""
        ...

    def calculators_of(self, product: str | None, /) -> tuple[CalculatorName, ...]:
        """Return what can be worked out, for that product where there are several."""
        ...

    def reply_to(self, question: Question, memory: Memory) -> tuple[Reply, Memory]:
        """Return the reply, and what to remember of the conversation from now on."""
        ...

    def hear(self, text: str) -> Heard:
        """Return whether `text` follows up, for whoever looks: a question takes it along, so that it is read once."""
        ...

    def follow_up_in(self, question: Question, memory: Memory) -> FollowUpKind | None:
        """Return what it asks for with what was said before; None where it is a question of its own."""
        ...

    def goes_on(self, question: Question, memory: Memory) -> bool:
        """Return whether it is said to the bot where who says it has talked with it: people also think aloud."""
        ...

    def reading_of(self, question: Question, memory: Memory) -> Reading:
        """Return how `question` reads to somebody who waits for its writer's answer."""
        ...

    def product_alone(self, text: str) -> str | None:
        """Return the one of several products that `text` names, where it says no more; None for anything else."""
        ...

    def product_opened(self, text: str) -> str | None:
        """Return the one of several products that `text` names, where it asks nothing of it yet."""
        ...

    def product_meant(self, text: str, memory: Memory, /) -> str | None:
        """Return the one of several products that `text` is about: that it names, else that is talked of."""
        ...

    def about_product(self, text: str, product: str) -> str:
        """Return `text` with the name of that product in the place of others, as if it had been asked about that."""
        ...

    def remember(self, reply: Reply, memory: Memory) -> Memory:
        """Return `memory` with what `reply` is about, so that one can go on from it."""
        ...

    def explain(self, question: Question, memory: Memory) -> tuple[Reply, Trace]:
        """Return the reply, and why it is that one."""
        ...

    def article(self, slug: str, language: Language) -> Answer | None:
        """Return the answer of one article; None where there is no such article (any more)."""
        ...

    def language_of(self, text: str, otherwise: Language) -> Language:
        """Return the language that `text` is written in; `otherwise` where it could be either."""
        ...

    def calculate(
        self, calculator: CalculatorName, text: str, language: Language | None, product: str | None = None, /
    ) -> Calculation:
        """Return what a calculator makes of `text`, in its language, or in `language` where it tells none.

        It is about the product that is named, else about `product`.
        """
        ...

    def numbers_in(self, text: str, /) -> tuple[Outcome, ...]:
        """Return what each calculator makes of a message whose numbers somebody wants checked."""
        ...


class ReplySourceHolder(Protocol):
    """Holds what answers at this moment; a use case takes it once, so that it answers from one knowledge base."""

    def locate(self, wanted: Sequence[tuple[str, str | None]]) -> tuple[FileLine, ...]:
        """Return where each article or gap, or a text in it, stands in the files as they are now."""
        ...

    @property
    def current(self) -> ReplySource:
        """What answers now."""
        ...


def no_word(_text: str, /) -> str | None:
    """Return that `_text` is no word to a set-up."""
    return None


@dataclass(frozen=True, slots=True)
class SupportContext:
    """The support team as the use cases need it: what it promises, who is in it, who reads along, links for it."""

    desk: SupportDeskConfig
    membership: Membership
    audience: Audience
    links: MessageLinks


@dataclass(frozen=True, slots=True)
class AppContext:
    """What the use cases work with.

    Attributes:
        wake: called after each commit that left something to send, so that the delivery worker need not wait.
        language: the bot's language where neither the text nor the conversation tells one.
        support: None where no triage channel is set.
        follows_threads: whether who asked in a thread goes on there without a mention.
        setup_word: returns what all of a text means where it is said to a set-up, in whatever language.
    """

    answering: ReplySourceHolder
    store: Store
    clock: Clock
    wake: Callable[[], None]
    language: Language
    telemetry: Telemetry = field(default_factory=NullTelemetry)
    support: SupportContext | None = None
    audit: Audit = field(default_factory=NullAudit)
    follows_threads: bool = True
    setup_word: Callable[[str], str | None] = no_word


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
    elif isinstance(form, CalculatorForm | SetupForm):
        language = form.language
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
