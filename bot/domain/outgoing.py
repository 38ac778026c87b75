"""Something to be said in Slack: a row of the outbox. It holds what to say, never how it looks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from bot.domain.redaction import redacted
from bot.domain.ticket_bodies import AboutTicket, TicketCard, TicketNews, TicketNote

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.explanation import WhyForm
    from bot.domain.feedback import UnhelpfulReason
    from bot.domain.follow_ups import FollowUpKind
    from bot.domain.language import Language
    from bot.domain.reply import Reply
    from bot.domain.ticket import TicketState


@dataclass(frozen=True, slots=True)
class ReplyMessage:
    """Post `reply` to what `asked` asked (shown as a quotation where the place has no question above it).

    `trace_id` is the question's in the log: with it people can go on from the reply, to a person for example.
    `is_cut_off` where nothing can be handed over now, since the store is away; `is_for_team` where what the support
    team can type stands below; `asked_at`, ISO 8601, where the question came so late that it has to be said.
    `address` is the reader's own mailbox address, where they alone read it and had it kept. It `can_be_shared` where
    one person alone reads it in a channel of several. `files` hang on the question: with it they go to a person.
    `followed` is what a follow-up that it replies to was taken to ask for; `why` is the reason of what was said
    before, where that was asked for in words.
    """

    reply: Reply
    asked: str | None = None
    trace_id: str | None = None
    is_cut_off: bool = False
    is_for_team: bool = False
    asked_at: str | None = None
    address: str | None = None
    can_be_shared: bool = False
    files: tuple[str, ...] = ()
    followed: FollowUpKind | None = None
    why: WhyForm | SystemNotice | None = None


@dataclass(frozen=True, slots=True)
class SharedReply:
    """Show everybody in a channel what `person` asked and what the bot replied, at that person's wish."""

    reply: Reply
    asked: str
    person: str


@dataclass(frozen=True, slots=True)
class SystemNotice:
    """One of the bot's own short texts, by its name in `texts`, with its values and people; `asked_at` as above."""

    text: str
    language: Language
    values: tuple[tuple[str, str], ...] = ()
    people: tuple[tuple[str, str], ...] = ()
    asked_at: str | None = None


@dataclass(frozen=True, slots=True)
class Sought:
    """A message that may stand in Slack: the key it carries, where it was tried, and between which moments.

    `thread` where it was tried in one; `person` where it may have gone to their direct messages instead. `since` and
    `until` are ISO 8601; None for until now.
    """

    key: str
    since: str
    until: str | None = None
    thread: str | None = None
    person: str | None = None


@dataclass(frozen=True, slots=True)
class InPlace:
    """Say `notice` in the place of a message whose buttons have served: that at `message`, else the one pressed on.

    What was pressed on is replaced where only one person sees it. If it is never delivered the old message stays, and
    its buttons are answered with how things stand. `is_erasure` where it stands in the place of words of somebody who
    was erased: they have to go, whatever becomes of the message; `sought` where it is not known whether it is there.
    """

    notice: SystemNotice
    channel: str = ""
    message: str = ""
    is_erasure: bool = False
    sought: Sought | None = None

    @property
    def language(self) -> Language:
        """The language of what is said."""
        return self.notice.language


@dataclass(frozen=True, slots=True)
class NotHelped:
    """Ask why an article's answer did not help, below the question of that trace id.

    With the `reason` that was given it says what may help instead: articles to choose from, and a person.
    """

    language: Language
    trace_id: str
    article: str
    reason: UnhelpfulReason | None = None
    offered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TransitionRefused:
    """Say why nothing was done with a ticket: how it stands, and who was first, where somebody was.

    `claimed_at` is ISO 8601; `is_too_late` where it ended too long ago to be reopened.
    """

    language: Language
    number: int
    state: TicketState
    is_too_late: bool = False
    assignee: str | None = None
    claimed_at: str | None = None


@dataclass(frozen=True, slots=True)
class Home:
    """A person's App Home, as it is when it is sent; a member of the team who chose no language reads the team's."""

    language: Language
    is_chosen: bool = True


@dataclass(frozen=True, slots=True)
class Requests:
    """A person's requests as they are when it is sent, in the place of a list whose button was pressed."""

    language: Language


@dataclass(frozen=True, slots=True)
class Digest:
    """How the team's tickets stand as its day begins, for the triage channel."""


@dataclass(frozen=True, slots=True)
class TeamReport:
    """The report of that many days until it was asked for."""

    language: Language
    days: int


@dataclass(frozen=True, slots=True)
class WaitingRequest:
    """A ticket that waits for its requester: its id, its number, its title, and who waits."""

    ticket: str
    number: int
    title: str
    assignee: str


@dataclass(frozen=True, slots=True)
class RelayOffer:
    """Ask the requester which of `requests` waits for what they wrote, if one does; it stands above the buttons.

    `message` is the one they wrote, empty in what earlier versions of the bot put into the outbox. It `is_answered`
    where it was a question too, and has its reply already.
    """

    language: Language
    requests: tuple[WaitingRequest, ...]
    text: str
    message: str = ""
    asked_at: str | None = None
    is_answered: bool = False


@dataclass(frozen=True, slots=True)
class SetupCard:
    """Where somebody is in their set-up, as it is when it is sent: instead of the message at `message`, or anew.

    A card that was asked for as a reminder is not sent where the set-up has another `version` by then.
    """

    language: Language
    setup: str
    version: int
    channel: str = ""
    message: str = ""
    is_reminder: bool = False


Notice: TypeAlias = SystemNotice | TransitionRefused
ConversationMessage: TypeAlias = ReplyMessage | SharedReply | Notice | NotHelped | InPlace | RelayOffer
Overview: TypeAlias = Home | Requests | Digest | TeamReport
OutgoingContent: TypeAlias = ConversationMessage | AboutTicket | Overview | SetupCard


@dataclass(frozen=True, slots=True)
class Destination:
    """Where something is said, in Slack's own terms, which only Slack's package reads; `person` is whom it is for.

    A channel and, where there is one, its thread; or a reply link, where the bot may be no member.

    Attributes:
        is_private: that person alone is to read it in the channel, for which there is no reply link.
    """

    team: str
    channel: str
    thread: str | None = None
    reply_link: str | None = None
    person: str | None = None
    is_private: bool = False

    @property
    def ordering_key(self) -> str:
        """The line in which messages wait for each other: Slack limits posts per channel, and all else apart."""
        is_post = self.reply_link is None and not self.is_private
        return self.channel if is_post else f"{self.channel}:response"


def message_key(name: Literal["card", "status"], team: str, ticket: str) -> str:
    """Return the key that a ticket's card or status message carries in all its versions, by which it is found."""
    return f"{name}:{team}:{ticket}"


def below_card(ticket: str) -> str:
    """Return the sequence of what the team reads of a ticket: its card, and the lines in the card's thread."""
    return f"card:{ticket}"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message to be sent. `id` is unique and goes along as metadata.

    Attributes:
        due_at: when it is tried, or tried again.
        attempts: the tries so far; `ambiguous` is how many of them may have arrived.
        first_due_at: when it was to be tried first; None where that is `due_at`.
    """

    id: str
    destination: Destination
    body: OutgoingContent
    due_at: datetime
    attempts: int = 0
    first_due_at: datetime | None = field(default=None, compare=False)
    ambiguous: int = 0

    @property
    def since(self) -> datetime:
        """Return when it may have been posted first, however often it has been put off since."""
        return self.first_due_at or self.due_at

    @property
    def sequence(self) -> str | None:
        """Return what is said one after the other, in order: a thread, a talk with one person, below a ticket's card.

        What waits to be tried again keeps back what comes after it there. None for what stands by itself.
        """
        where = self.destination
        if isinstance(self.body, TicketCard | TicketNote):
            return below_card(self.body.ticket)
        if where.thread is None and where.person is None:
            return None
        return f"{where.ordering_key}:{where.thread or ''}"


_LINK: Final = re.compile(r"https?://\S+")


def without_words(body: OutgoingContent) -> OutgoingContent:
    """Return `body` with what it quotes of a person redacted."""
    if isinstance(body, ReplyMessage):
        return replace(body, asked=body.asked and redacted(body.asked), files=(), why=None)
    if isinstance(body, SharedReply):
        return replace(body, asked=redacted(body.asked))
    if isinstance(body, RelayOffer):
        requests = tuple(replace(each, title=redacted(each.title)) for each in body.requests)
        return replace(body, requests=requests, text=_redacted_with_links(body.text))
    if isinstance(body, TicketNews | TicketNote):
        return replace(body, text=_redacted_with_links(body.text))
    return body


def _redacted_with_links(text: str) -> str:
    """Return `text` redacted, without links: a file's has its name, which may be a person's."""
    return redacted(_LINK.sub("", text)).strip()
