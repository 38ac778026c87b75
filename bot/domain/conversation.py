"""Where a question was asked, and what the bot remembers of the talk there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from bot.domain.calculation import CalculatorName
    from bot.domain.language import Language

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

    def key(self) -> str:
        """Return the key under which it is remembered."""
        return ":".join((self.kind, self.team, self.channel, self.thread or "", self.person or ""))


def outside(team: str, person: str) -> Conversation:
    """Return what a person does outside every conversation, as in App Home: only what they have chosen is known."""
    return Conversation("command", team, person, person=person)


@dataclass(frozen=True, slots=True)
class Memory:
    """What the bot remembers of a conversation: the calculator whose number it asked for, and the language.

    `chosen` is the language that the person chose for every conversation: one that has ended goes on in it.
    """

    expecting: CalculatorName | None = None
    language: Language | None = None
    updated_at: datetime | None = None
    chosen: Language | None = None

    def at(self, now: datetime, kind: ConversationKind) -> Memory:
        """Return this memory, or an empty one where the conversation has ended by `now`."""
        if self.updated_at is None or (kind != "thread" and now - self.updated_at > QUIET):
            return Memory(language=self.chosen, chosen=self.chosen)
        return self


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asked: the text as typed, who, where, and the language they chose, if they did."""

    text: str
    conversation: Conversation
    requester: str
    language: Language | None = None
