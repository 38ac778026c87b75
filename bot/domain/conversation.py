"""Where a question was asked, and what the bot remembers of the talk there."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from bot.domain.calculation import CalculatorName
    from bot.domain.channel_manners import ChannelManners
    from bot.domain.follow_ups import FollowUpKind, Heard
    from bot.domain.language import Language

CameBy: TypeAlias = "FollowUpKind | Literal['choice', 'setup']"
"""What a message was taken to ask for with what was said before; a choice from what was offered; a set-up's card."""

ConversationKind: TypeAlias = Literal["thread", "direct", "command"]

# A direct message's running conversation, and what a slash command remembers, end after this much silence.
QUIET = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Conversation:
    """A channel thread, a direct message's running talk, or one person's slash commands in a channel.

    `thread` is set for threads (in direct messages: only where the person wrote in one); `person` for commands.
    """

    kind: ConversationKind
    team: str
    channel: str
    thread: str | None = None
    person: str | None = None

    @property
    def is_private(self) -> bool:
        """Return whether one person alone reads what is said in it."""
        return self.kind != "thread"

    def key(self) -> str:
        """Return the key under which it is remembered."""
        return ":".join((self.kind, self.team, self.channel, self.thread or "", self.person or ""))

    def keys(self, person: str) -> tuple[str, ...]:
        """Return the keys under which what was said last may be remembered, to `person` where it is direct."""
        is_running_talk = self.kind == "direct" and self.thread is None
        return (self.key(), directly(self.team, person).key()) if is_running_talk else (self.key(),)


def outside(team: str, person: str) -> Conversation:
    """Return what a person does outside every conversation, as in App Home: only what they have chosen is known."""
    return Conversation("command", team, person, person=person)


def directly(team: str, person: str) -> Conversation:
    """Return the direct messages with a person where their channel is not known, as in App Home."""
    return Conversation("direct", team, person)


@dataclass(frozen=True, slots=True)
class Memory:
    """What the bot remembers of a conversation.

    Attributes:
        expecting: the calculator whose number it asked for.
        language: the one in which it goes on, else the person's, else the channel's.
        chosen: the language that the person chose for every conversation: one that has ended goes on in it.
        address: their own mailbox address, where they had it kept for their set-up: nobody else may read it.
        articles: what was answered last; empty where the last reply was no article.
        offered: the articles that could be chosen from below the last reply, in order.
        trace_id: that of the last question; a follow-up is no question.
        asker: who asked last.
        step: the step of the set-up that was talked of last, whatever was asked beside it.
        setup: the set-up whose card was said last, and of which alone was talked since; None where none was.
        manners: what is set for the channel; None where nothing is. It outlives every conversation there.
        came_by: how one came to what was said last; None where that is the reply to the last question.
        product: the one that was talked of last, where there are several.
    """

    expecting: CalculatorName | None = None
    language: Language | None = None
    updated_at: datetime | None = None
    chosen: Language | None = None
    address: str | None = None
    articles: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    trace_id: str | None = None
    asker: str | None = None
    step: str | None = None
    setup: str | None = None
    manners: ChannelManners | None = None
    came_by: CameBy | None = None
    product: str | None = None

    def at(self, now: datetime, kind: ConversationKind) -> Memory:
        """Return this memory, or an empty one where the conversation has ended by `now`.

        A card goes on being the last thing that was said: what it says to do may take longer than any talk is quiet.
        """
        if self.updated_at is None or (kind != "thread" and now - self.updated_at > QUIET):
            if self.setup is not None:
                return replace(self, expecting=None, updated_at=None, trace_id=None, asker=None)
            language = self.chosen or (self.manners.language if self.manners is not None else None)
            return Memory(language=language, chosen=self.chosen, address=self.address, manners=self.manners)
        return self

    @property
    def is_off(self) -> bool:
        """Whether the bot is off in the channel."""
        return self.manners is not None and self.manners.is_off


def led_by(memory: Memory) -> FollowUpKind | None:
    """Return what a message was taken to ask for that led to what was said last; None where none did."""
    match memory.came_by:
        case "choice" | "setup":
            return None
        case kind:
            return kind


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asked: the text as typed, what hangs on it, who, where, and the language they chose, if any.

    `heard` where it is handed on by whoever looked already whether it follows up.
    """

    text: str
    conversation: Conversation
    requester: str
    language: Language | None = None
    files: tuple[str, ...] = ()
    heard: Heard | None = field(default=None, compare=False, repr=False)
