"""Something to be said in Slack: a row of the outbox. It holds what to say, never how it looks."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from bot.domain.redaction import redacted

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.language import Language
    from bot.domain.reply import Reply
    from bot.domain.ticket import TicketState

NewsKind: TypeAlias = Literal[
    "claimed",
    "reply",
    "question",
    "resolved",
    "corrected",
    "closed",
    "dismissed",
    "reopened",
    "unreachable",
    "not-passed-on",
]
NoteKind: TypeAlias = Literal[
    "opened",
    "claimed",
    "assigned",
    "replied",
    "asked",
    "delivered",
    "undelivered",
    "outdated",
    "waiting",
    "answered",
    "edited",
    "resolved",
    "dismissed",
    "withdrawn",
    "confirmed",
    "expired",
    "reopened",
    "corrected",
    "response-soon",
    "response-late",
    "resolution-soon",
    "resolution-late",
]


@dataclass(frozen=True, slots=True)
class ReplyMessage:
    """Post `reply` to what `asked` asked (shown as a quotation where the place has no question above it).

    `trace_id` is the question's in the log: with it people can go on from the reply, to a person for example.
    `is_cut_off` where nothing can be handed over now, since the store is away; `is_for_team` where what the support
    team can type stands below; `asked_at`, ISO 8601, where the question came so late that it has to be said.
    """

    reply: Reply
    asked: str | None = None
    trace_id: str | None = None
    is_cut_off: bool = False
    is_for_team: bool = False
    asked_at: str | None = None


@dataclass(frozen=True, slots=True)
class SystemNotice:
    """One of the bot's own short texts, by its name in `texts`, with its values and people; `asked_at` as above."""

    text: str
    language: Language
    values: tuple[tuple[str, str], ...] = ()
    people: tuple[tuple[str, str], ...] = ()
    asked_at: str | None = None


@dataclass(frozen=True, slots=True)
class InPlace:
    """Say `notice` in the place of a message whose buttons have served: that at `message`, else the one pressed on.

    What was pressed on is replaced where only one person sees it. If it is never delivered the old message stays, and
    its buttons are answered with how things stand. `is_erasure` where it stands in the place of words of somebody who
    was erased: they have to go, whatever becomes of the message.
    """

    notice: SystemNotice
    channel: str = ""
    message: str = ""
    is_erasure: bool = False

    @property
    def language(self) -> Language:
        """The language of what is said."""
        return self.notice.language


@dataclass(frozen=True, slots=True)
class AskWhy:
    """Ask why an article's answer did not help, below the question of that trace id."""

    language: Language
    trace_id: str
    article: str


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
class TicketCard:
    """The card in the triage channel, at least as it is from that version of the ticket on: posted, then edited."""

    ticket: str
    version: int


@dataclass(frozen=True, slots=True)
class TicketStatus:
    """The requester's status message, in the same way."""

    ticket: str
    version: int


@dataclass(frozen=True, slots=True)
class TicketNews:
    """A word to the requester about their ticket: what `kind` says, from `person`, with their text or an article.

    `is_private` where they read it directly, and not in the thread where they asked.
    """

    ticket: str
    kind: NewsKind
    person: str | None = None
    text: str = ""
    article: str | None = None
    is_private: bool = False


@dataclass(frozen=True, slots=True)
class TicketNote:
    """A line in the thread of a ticket's card, for the team alone; `written_at`, ISO 8601, where it came so late."""

    ticket: str
    kind: NoteKind
    person: str | None = None
    text: str = ""
    article: str | None = None
    written_at: str | None = None


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
class TicketCorrection:
    """Take the bot's wrong answer back where it stands: in its place comes that it was wrong."""

    ticket: str


@dataclass(frozen=True, slots=True)
class RelayOffer:
    """Ask the requester whether what they wrote is the answer that a ticket waits for; it stands above the buttons.

    `message` is the one they wrote, empty in what earlier versions of the bot put into the outbox.
    """

    language: Language
    ticket: str
    number: int
    assignee: str
    text: str
    message: str = ""
    asked_at: str | None = None


Notice: TypeAlias = SystemNotice | TransitionRefused
ConversationMessage: TypeAlias = ReplyMessage | Notice | AskWhy | InPlace | RelayOffer
AboutTicket: TypeAlias = TicketCard | TicketStatus | TicketNews | TicketNote | TicketCorrection
Overview: TypeAlias = Home | Requests | Digest | TeamReport
OutgoingContent: TypeAlias = ConversationMessage | AboutTicket | Overview


@dataclass(frozen=True, slots=True)
class Destination:
    """Where something is said, in Slack's own terms, which only Slack's package reads; `person` is whom it is for.

    A channel and, where there is one, its thread; or a reply link, where the bot may be no member.
    """

    team: str
    channel: str
    thread: str | None = None
    reply_link: str | None = None
    person: str | None = None

    @property
    def ordering_key(self) -> str:
        """The line in which messages wait for each other: Slack limits posts per channel, and reply links apart."""
        return self.channel if self.reply_link is None else f"{self.channel}:response"


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


def without_words(body: OutgoingContent) -> OutgoingContent:
    """Return `body` with what it quotes of a person redacted."""
    if isinstance(body, ReplyMessage) and body.asked:
        return replace(body, asked=redacted(body.asked))
    if isinstance(body, TicketNews | TicketNote | RelayOffer):
        return replace(body, text=redacted(body.text))
    return body
