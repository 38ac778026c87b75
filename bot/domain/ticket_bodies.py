"""What is said of a ticket, as it waits in the outbox: it is drawn from the ticket as that stands when it is sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from bot.domain.told_kinds import NewsKind, NoteKind


@dataclass(frozen=True, slots=True)
class TicketCard:
    """The card in the triage channel, at least as it is from that version of the ticket on: posted, then edited.

    `is_again` where it was given up before, of which the requester was told if nobody had seen one yet.
    """

    ticket: str
    version: int
    is_again: bool = False


@dataclass(frozen=True, slots=True)
class TicketStatus:
    """The requester's status message, in the same way.

    `is_again` where it is edited although that version stands there, since what became of the card has changed.
    `is_unseen`, as is found out when it is sent, where the card was given up and nobody in the team sees the request.
    """

    ticket: str
    version: int
    is_again: bool = False
    is_unseen: bool = False


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
class TicketCorrection:
    """Take the bot's wrong answer back where it stands: in its place comes that it was wrong."""

    ticket: str


AboutTicket: TypeAlias = TicketCard | TicketStatus | TicketNews | TicketNote | TicketCorrection
