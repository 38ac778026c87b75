"""The forms that open on top, as values: what they are about; how they look is rendering's business."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from bot.domain.explanation import WhyForm

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.domain.calculation import CalculatorName, Outcome
    from bot.domain.channel_manners import ChannelManners
    from bot.domain.feedback import UnhelpfulReason
    from bot.domain.incoming import HandOverDraft
    from bot.domain.language import Language
    from bot.domain.outgoing import Notice, SystemNotice
    from bot.domain.setup import Setup
    from bot.domain.ticket import PostedMessage, Ticket, TransitionRecord
    from bot.domain.ticket_bodies import TicketNews
    from bot.domain.views import QueueView

FormField: TypeAlias = Literal[
    "title",
    "text",
    "article",
    "asks-back",
    "how",
    "lesson",
    "whom",
    "private",
    "name",
    "release",
    "number",
    "keep",
    "screen",
]


CALCULATOR_FIELDS: Final[Mapping[CalculatorName, FormField]] = {
    "mailbox-address": "number",
    "version-check": "release",
}
"""The field in which each calculator's input is typed."""


@dataclass(frozen=True, slots=True)
class HandOverForm:
    """A question on its way to the support team; `expected_at` is when it answers, or opens where it is closed.

    `setup` is the one that does not go on, where it is about that: it says in words what `text` would. `not_helped`
    is the article, or calculator, that did not help, and why, where that is known.
    """

    draft: HandOverDraft
    text: str
    expected_at: datetime
    is_open_now: bool
    setup: Setup | None = None
    not_helped: tuple[str, UnhelpfulReason] | None = None


@dataclass(frozen=True, slots=True)
class SetupForm:
    """What is known of a set-up before its first step, and can be changed at each; `setup` is None for a new one.

    `card` is the message that shows it, where it was opened from one that can be edited. `number` and `release` are
    what was checked just before, of which nothing is kept yet. `product` is the one that is set up; where that is
    still to be chosen, `talked_of` is the one that was talked of.
    """

    language: Language
    setup: Setup | None
    card: PostedMessage | None = None
    is_in_home: bool = False
    number: str = ""
    release: str = ""
    product: str | None = None
    talked_of: str | None = None


@dataclass(frozen=True, slots=True)
class CalculatorForm:
    """What the calculators need, to be typed where nobody else reads it.

    Attributes:
        inputs: the calculators that are asked, each with what stands in its field already.
        remarks: the texts that say what was read in a message, where the form was opened for one.
    """

    language: Language
    inputs: tuple[tuple[CalculatorName, str], ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ResultForm:
    """What the calculators found; from there a set-up of `product` can begin with what was checked."""

    language: Language
    outcomes: tuple[Outcome, ...]
    product: str | None = None

    @property
    def number(self) -> str:
        """Return the one KvK number that there is an address for; empty where there are several, or none."""
        return self._read("mailbox-address")

    @property
    def release(self) -> str:
        """Return the one version that there is a verdict on; empty where there are several, or none."""
        read = self._read("version-check")
        return "" if "/" in read else read

    @property
    def can_begin(self) -> bool:
        """Return whether nothing found stands in the way of a set-up: no version is too old."""
        found = (each for outcome in self.outcomes for each in (outcome, *outcome.also))
        return all(each.value != "no" for each in found)

    def _read(self, calculator: CalculatorName) -> str:
        found = (each for each in self.outcomes if each.calculator == calculator and each.value is not None)
        return next((each.read or "" for each in found), "")


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


@dataclass(frozen=True, slots=True)
class QueueForm:
    """The first page of the team's tickets, to look at."""

    view: QueueView


@dataclass(frozen=True, slots=True)
class ChannelForm:
    """How the bot behaves in a channel; `chosen` is what was to be set, where a colleague was quicker meanwhile."""

    manners: ChannelManners
    chosen: ChannelManners | None = None


@dataclass(frozen=True, slots=True)
class WhyNotice:
    """A word in the place of why an earlier question got its reply."""

    notice: SystemNotice


TeamForm: TypeAlias = ChannelForm | QueueForm | ReplyForm | PreviewForm | ResolveForm | AssignForm
Form: TypeAlias = HandOverForm | SetupForm | CalculatorForm | ResultForm | TeamForm | WhyForm | WhyNotice


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


FormResult: TypeAlias = (
    ChannelForm | PreviewForm | ResolveForm | ResultForm | SetupForm | FormErrors | FormNotice | None
)
"""What a form shows after it was sent; it closes for None."""
