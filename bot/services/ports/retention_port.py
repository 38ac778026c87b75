"""What takes long since years are kept: work in batches, and who is told when it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.language import Language

OnBatch: TypeAlias = Callable[[str, int], None]
"""Called after each batch with its kind and how many of it are done; what it raises ends the work there."""


def ignore(kind: str, count: int) -> None:
    """Do nothing after a batch."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """A person who is being forgotten: everything that was there at `asked_at` goes."""

    team: str
    person: str
    language: Language
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class ErasedMessage:
    """A message in Slack that still shows a ticket that is forgotten.

    Attributes:
        name: whether it is the team's card, or the requester's status message in the ticket's `language`.
        message: empty where one may stand there, and Slack never said whether it arrived.
        place: in whose line it is edited, behind what may be on its way there.
        is_past: whether the ticket was closed so long ago that it went; else its requester was erased.
        person, thread, since, until: where `message` is empty, who may have got it directly, the thread and the span
            of time in which it was tried; None for until now.
    """

    team: str
    ticket: str
    name: Literal["card", "status"]
    number: int
    language: Language
    place: str
    channel: str
    message: str
    is_past: bool = False
    person: str | None = None
    thread: str | None = None
    since: datetime | None = None
    until: datetime | None = None


class Erasures(Protocol):
    """The people who are being forgotten, and what is left to be done for them in Slack."""

    def begin(self, erasure: Erasure) -> None:
        """Keep it until it is finished; it takes the place of an earlier one of the same person."""
        ...

    def finish(self, erasure: Erasure) -> bool:
        """Keep it no longer. Return False where somebody else was first, or it was begun again meanwhile."""
        ...

    def take_off(self, message: ErasedMessage) -> bool:
        """Keep it no longer, since it is seen to. Return False where somebody else was first."""
        ...
