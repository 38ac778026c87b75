"""What people do in Slack, as values: read once where it comes in, and never looked up in a payload again.

An `id` is the same however often Slack delivers the same thing. Channels, threads and messages are Slack's own
values, which nobody but Slack's package reads.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final, TypeAlias

from bot.domain.conversation import Question
from bot.domain.outgoing import Destination

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.conversation import Conversation
    from bot.domain.follow_ups import Heard
    from bot.domain.language import Language
    from bot.domain.ticket import Place, PostedMessage


LATE: Final = timedelta(minutes=15)
"""What took longer to arrive is answered with when it was written: Slack's own retries take five minutes."""


def message_ref(team: str, channel: str, message: str) -> str:
    """Return the one string that names a message."""
    return f"{team}:{channel}:{message}"


@dataclass(frozen=True, slots=True)
class IncomingMessage:
    """A message that a person wrote where the bot can read it.

    Attributes:
        text: as it was typed, without the bot's mention.
        files: the links of what hangs on it, or their names.
        edited: when it was edited, in Slack's words, empty where Slack does not say; None for its first text.
        was: what it said before the edit; None where Slack does not say.
        said_at: when it was written, or edited; None where Slack does not say.
        is_for_bot: whether it is written to the bot: directly, or with its mention.
        is_mention: whether the bot is mentioned in it.
        is_in_thread: whether it stands in a thread that was there before.
        heard: whether it follows up, once anybody has looked.
    """

    event_id: str
    conversation: Conversation
    id: str
    person: str
    text: str
    files: tuple[str, ...] = ()
    edited: str | None = None
    was: str | None = None
    said_at: datetime | None = None
    is_for_bot: bool = field(kw_only=True)
    is_mention: bool = False
    is_in_thread: bool = False
    heard: Heard | None = field(default=None, compare=False, repr=False)

    @property
    def question(self) -> Question:
        """Return what it asks, if it is for the bot."""
        return Question(self.text, self.conversation, self.person, files=self.files, heard=self.heard)

    @property
    def destination(self) -> Destination:
        """Return where it is answered."""
        where = self.conversation
        return Destination(where.team, where.channel, where.thread, person=self.person)

    @property
    def private(self) -> Destination:
        """Return where its person alone reads a word about it: beside it, where they are looking."""
        return replace(
            self.destination, thread=self.conversation.thread if self.is_in_thread else None, is_private=True
        )

    @property
    def ref(self) -> str:
        """Return the one string that names the message, whatever event tells of it."""
        return message_ref(self.conversation.team, self.conversation.channel, self.id)

    @property
    def key(self) -> str:
        """Return the key of this text of the message: the same in the twin event that a mention has."""
        return f"message:{self.ref}" if self.edited is None else f"edit:{self.ref}:{self.edited or self.digest}"

    def said_long_ago(self, now: datetime) -> str | None:
        """Return when it was written, ISO 8601, where that is so long ago that an answer would puzzle people."""
        if self.said_at is None or now - self.said_at < LATE:
            return None
        return self.said_at.isoformat()

    @property
    def digest(self) -> str:
        """Return what tells its text from others without holding a word of it."""
        return hashlib.blake2b(self.text.encode("utf-8", "replace"), digest_size=12).hexdigest()


@dataclass(frozen=True, slots=True)
class MessageDeleted:
    """A message is gone: should it arrive only now, it wants no answer any more."""

    team: str
    channel: str
    id: str

    @property
    def ref(self) -> str:
        """Return the one string that names the message."""
        return message_ref(self.team, self.channel, self.id)


@dataclass(frozen=True, slots=True)
class Reaction:
    """Somebody reacted to a message; `link` leads to it, and `team_link` too where the support team can follow it."""

    team: str
    person: str
    name: str
    channel: str
    message: str
    is_by_bot: bool
    is_on_bots_message: bool
    link: str
    team_link: str | None

    @property
    def ref(self) -> str:
        """Return the one string that names the message that was reacted to."""
        return message_ref(self.team, self.channel, self.message)


@dataclass(frozen=True, slots=True)
class HomeOpened:
    """A person looks at their App Home."""

    team: str
    person: str
    id: str


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command as it was typed.

    Attributes:
        private: where the person alone reads what comes after the ack.
        form_handle: by which a form opens, for three seconds.
        near: the keyword that a single word resembles, where it is none itself.
        others_read: whether others read in the channel where it was typed.
        spoken: the language of a request in one's own words, where its keywords tell one.

    A keyword at the beginning of `text` is the one that use cases know, in whatever language it was typed.
    """

    name: str
    text: str
    conversation: Conversation
    person: str
    private: Destination
    form_handle: str = ""
    near: str | None = None
    others_read: bool = False
    spoken: Language | None = None


@dataclass(frozen=True, slots=True)
class ButtonAction:
    """A button that was pressed, or something chosen from a menu.

    Attributes:
        name: the button's, up to its colon where it has one.
        argument: what the name says behind the colon: an article, what is done with a ticket.
        value: what it carries: a trace id, a ticket's id.
        destination: where it is answered: where it stands, or to the person alone where only they see it.
        private: where the person alone reads it.
        message: the bot's message below which it stands, where that can be edited.
        team_link: leads to that message, where the support team can follow it.
        conversation: the one in which it stands; None in App Home.
        form_handle: by which a form opens, for three seconds.
        quoted: what the bot quotes of a person in that message, for the button that is about it.
        quoted_at: when the person wrote that; None where Slack does not say.
    """

    id: str
    name: str
    argument: str
    value: str
    team: str
    person: str
    destination: Destination
    private: Destination
    conversation: Conversation | None = None
    message: PostedMessage | None = None
    team_link: str | None = None
    form_handle: str = ""
    quoted: str = ""
    quoted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class MessageShortcut:
    """A message that somebody wants handed over, or its numbers checked; `files` are what hangs on it."""

    team: str
    person: str
    text: str
    private: Destination
    team_link: str | None
    form_handle: str = ""
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GlobalShortcut:
    """Something that somebody chose from the menu that is there everywhere."""

    team: str
    person: str
    private: Destination
    form_handle: str = ""


@dataclass(frozen=True, slots=True)
class HandOverDraft:
    """Who wants a person, and what is known of the question; it travels inside the form.

    Attributes:
        home: where they are to hear of it.
        replied_at: the bot's reply below which they pressed, where it is one that can be edited.
        files: the links of what goes along.
    """

    team: str
    person: str
    home: Place
    language: Language
    trace_id: str | None = None
    permalink: str | None = None
    replied_at: PostedMessage | None = None
    files: tuple[str, ...] = ()


IncomingEvent: TypeAlias = IncomingMessage | MessageDeleted | Reaction | HomeOpened
