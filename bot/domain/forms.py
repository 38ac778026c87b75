"""The forms that open on top, as values: what they are about; how they look is rendering's business."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.incoming import HandOverDraft
    from bot.domain.language import Language
    from bot.domain.outgoing import Notice, TicketNews
    from bot.domain.ticket import Ticket, TransitionRecord

FormField: TypeAlias = Literal["title", "text", "article", "asks-back", "how", "lesson", "whom", "private"]


@dataclass(frozen=True, slots=True)
class HandOverForm:
    """A question on its way to the support team; `expected_at` is when it answers, or opens where it is closed."""

    draft: HandOverDraft
    text: str
    expected_at: datetime
    is_open_now: bool


@dataclass(frozen=True, slots=True)
class ReplyForm:
    """What a support member writes to the requester, to put right what the bot said, or to ask something back.

    `readers` is how many people are in the channel where it goes; None where that is not known.
    """

    ticket: Ticket
    is_correction: bool = False
    asks_back: bool = False
    readers: int | None = None


@dataclass(frozen=True, slots=True)
class PreviewForm:
    """The same as the requester will see it, above the form it was written in.

    `collision` is what a colleague told the requester meanwhile; `is_again` where that came after a first look.
    """

    ticket: Ticket
    news: TicketNews
    collision: TransitionRecord | None = None
    is_again: bool = False


@dataclass(frozen=True, slots=True)
class ResolveForm:
    """How a ticket was resolved; `collision` is what a colleague told the requester while that was filled in."""

    ticket: Ticket
    collision: TransitionRecord | None = None


@dataclass(frozen=True, slots=True)
class SupportMember:
    """Somebody to whom a ticket can be given, and the name that colleagues know them by."""

    person: str
    name: str


@dataclass(frozen=True, slots=True)
class AssignForm:
    """To whom a ticket is given: one of `members`; without any, whoever is chosen is looked at."""

    ticket: Ticket
    members: tuple[SupportMember, ...] = ()


Form: TypeAlias = HandOverForm | ReplyForm | PreviewForm | ResolveForm | AssignForm


@dataclass(frozen=True, slots=True)
class FormErrors:
    """What is wrong with a form: for each field the name of a text; the form stays."""

    language: Language
    fields: tuple[tuple[FormField, str], ...]


@dataclass(frozen=True, slots=True)
class FormNotice:
    """A word in the form's place; `is_on_top` where all that was typed is there again once it is closed."""

    notice: Notice
    is_on_top: bool = False


FormResult: TypeAlias = PreviewForm | ResolveForm | FormErrors | FormNotice | None
"""What a form shows after it was sent; it closes for None."""
