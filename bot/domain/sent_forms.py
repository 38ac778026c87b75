"""Forms that people sent, as values: read once where they come in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from bot.domain.calculation import CalculatorName
    from bot.domain.channel_manners import Listening
    from bot.domain.incoming import HandOverDraft
    from bot.domain.language import Language
    from bot.domain.ticket import Lesson, PostedMessage, Resolution
    from bot.domain.told_kinds import NewsKind


@dataclass(frozen=True, slots=True)
class HandOverSubmission:
    """The form with which a question goes to the support team."""

    id: str
    draft: HandOverDraft
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class TicketSubmission:
    """What the support team's forms have in common; `seen` is the version of the ticket that the form opened for."""

    id: str
    team: str
    person: str
    ticket: str
    seen: int | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class ReplyDrafted(TicketSubmission):
    """What a support member wants to say to the requester, to be looked at before it is sent."""

    text: str
    article: str | None
    asks_back: bool = False
    is_correction: bool = False
    is_private: bool = False


@dataclass(frozen=True, slots=True)
class ReplyApproved(TicketSubmission):
    """What was looked at and is to be sent; `purpose` is the kind of news that it is for the requester."""

    text: str
    article: str | None
    purpose: NewsKind
    is_private: bool = False


@dataclass(frozen=True, slots=True)
class ResolutionChosen(TicketSubmission):
    """How a ticket was resolved, and what can be learnt from it."""

    resolution: Resolution
    article: str | None
    lesson: Lesson


@dataclass(frozen=True, slots=True)
class AssigneeChosen(TicketSubmission):
    """To whom a ticket is given."""

    assignee: str | None


@dataclass(frozen=True, slots=True)
class SetupSubmission:
    """What is known of a set-up, as it was filled in.

    Attributes:
        setup: which one; None for a new one.
        card: the message that shows it, where that can be edited.
        version: the release of the product, as typed.
        number: the KvK number, as typed.
        may_keep: whether the person agrees that the number is kept.
        product: the one that is set up, where there are several.
    """

    id: str
    team: str
    person: str
    language: Language
    setup: str | None = None
    card: PostedMessage | None = None
    is_in_home: bool = False
    name: str = ""
    version: str = ""
    number: str = ""
    may_keep: bool = False
    screen: Language = "nl"
    product: str | None = None


@dataclass(frozen=True, slots=True)
class NumbersSent:
    """What is to be calculated with: for each calculator that was asked, its input as typed."""

    language: Language
    inputs: tuple[tuple[CalculatorName, str], ...]


@dataclass(frozen=True, slots=True)
class SetupWanted:
    """Somebody goes on to the form of a set-up, with the number and the version that were checked.

    `product` is the one that is set up, where there are several and it is told.
    """

    language: Language
    number: str = ""
    release: str = ""
    product: str | None = None
    is_in_home: bool = field(default=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class WrongReplyReported:
    """A support member says that the reply to a question was wrong; `article` is the right one, None for none."""

    team: str
    person: str
    trace_id: str
    article: str | None
    language: Language


@dataclass(frozen=True, slots=True)
class MannersChosen:
    """How the bot is to behave in a channel; `seen` is the version that the form opened for."""

    team: str
    person: str
    channel: str
    seen: int
    listens: Listening
    language: Language | None = None
    product: str | None = None
    most_replies: int | None = None


TeamSubmission: TypeAlias = ReplyDrafted | ReplyApproved | ResolutionChosen | AssigneeChosen
OwnSubmission: TypeAlias = HandOverSubmission | SetupSubmission | NumbersSent | SetupWanted
"""The forms that anybody may send."""
Submission: TypeAlias = OwnSubmission | WrongReplyReported | MannersChosen | TeamSubmission
