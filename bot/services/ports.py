"""The ports: what the services need from storage, from Slack and from the clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from contextlib import AbstractContextManager
    from datetime import datetime

    from bot.domain.conversation import Conversation, Memory
    from bot.domain.language import Language
    from bot.domain.outgoing import Outgoing
    from bot.domain.question_log import LoggedQuestion


class StoreUnavailable(Exception):  # noqa: N818 - it says what is the matter
    """The store cannot take anything now, and kept nothing: do not acknowledge, so that Slack asks again."""


# How long things are kept. Slack's last retry of an event comes after five minutes; a day leaves room for an outage.
KEYS_LIVE: Final = timedelta(hours=24)
QUESTIONS_LIVE: Final = timedelta(days=90)
CONVERSATIONS_LIVE: Final = timedelta(days=90)
DEAD_LETTERS_LIVE: Final = timedelta(days=30)


class Clock(Protocol):
    """The one source of the time."""

    def now(self) -> datetime:
        """The time now, timezone-aware, UTC."""
        ...


class SeenKeys(Protocol):
    """Deduplication keys."""

    def claim(self, keys: Sequence[str], now: datetime) -> bool:
        """Insert each of `keys` once; False where one was there already. A key is forgotten after a day."""
        ...


class Conversations(Protocol):
    """What the bot remembers of each conversation."""

    def get(self, conversation: Conversation, person: str) -> Memory:
        """The memory of `conversation`, an empty one where there is none, with what `person` has chosen."""
        ...

    def put(self, conversation: Conversation, memory: Memory) -> None:
        """Replace the memory of `conversation`."""
        ...


class QuestionLog(Protocol):
    """What was asked, and what became of it."""

    def add(self, question: LoggedQuestion) -> None:
        """Keep `question`, once."""
        ...

    def count(self, team: str, person: str, since: datetime) -> int:
        """How many questions `person` has asked since then."""
        ...


class PersonSettings(Protocol):
    """What a person has chosen for themselves."""

    def choose_language(self, team: str, person: str, language: Language | None) -> None:
        """Keep their choice; None takes it back."""
        ...


class Transaction(Protocol):
    """One commit: everything done through it becomes lasting together, or not at all."""

    @property
    def seen_keys(self) -> SeenKeys:
        """The deduplication keys."""
        ...

    @property
    def conversations(self) -> Conversations:
        """The conversations."""
        ...

    @property
    def questions(self) -> QuestionLog:
        """The question log."""
        ...

    @property
    def people(self) -> PersonSettings:
        """The people's settings."""
        ...

    def send(self, outgoing: Outgoing) -> None:
        """Put `outgoing` into the outbox, once: an id that waits there already, or is dead, is not put in again.

        Raises:
            StoreUnavailable: the outbox is full.
        """
        ...


@dataclass(frozen=True, slots=True)
class Backlog:
    """How the outbox stands: messages that wait, are in flight, are dead, and how late the oldest due one is."""

    waiting: int
    in_flight: int
    dead: int
    oldest_seconds: float


@dataclass(frozen=True, slots=True)
class Letter:
    """A message in the outbox as its operator sees it, without a word of what it says. `reason` why it is dead."""

    id: str
    team: str
    channel: str
    due_at: datetime
    attempts: int
    reason: str | None = None

    @property
    def is_dead(self) -> bool:
        """Whether it was given up."""
        return self.reason is not None


class Outbox(Protocol):
    """Slack calls still to be made, as the delivery worker and the operator see them.

    A message's lane is its team and `Destination.lane`: in each, one message at a time is in flight.
    """

    def lease(self, now: datetime, owner: str, lasting: timedelta, most: int = 1) -> tuple[Outgoing, ...]:
        """Take the oldest due messages for `owner`: one of a lane at most, none where it rests or is busy."""
        ...

    def settle(self, outgoing_id: str, owner: str, rest_until: datetime) -> bool:
        """Mark it sent, and let its lane rest. False where `owner` no longer holds the lease."""
        ...

    def retry(self, outgoing_id: str, owner: str, due_at: datetime) -> bool:
        """Put it back, due at `due_at`, one more attempt counted. False where the lease is no longer `owner`'s."""
        ...

    def release(self, outgoing_id: str, owner: str) -> bool:
        """Put it back as it was, no attempt counted. False where the lease is no longer `owner`'s."""
        ...

    def give_back(self, owner: str) -> int:
        """Put back everything that `owner` holds; how much that was.

        Whether it was sent is not known, so an attempt is counted, as where a lease runs out: the next owner looks.
        """
        ...

    def hold(self, team: str, lane: str | None, until: datetime) -> None:
        """Lease nothing of `lane` before `until`; nothing of the whole team where `lane` is None."""
        ...

    def bury(self, outgoing_id: str, owner: str, reason: str, now: datetime) -> bool:
        """Give it up for good and keep it with its reason. False where the lease is no longer `owner`'s."""
        ...

    def waiting(self) -> int:
        """How many messages wait or are in flight."""
        ...

    def due_by(self, moment: datetime) -> int:
        """How many messages are due by `moment`, those in flight among them."""
        ...

    def backlog(self, now: datetime) -> Backlog:
        """How the outbox stands."""
        ...

    def letters(self, most: int) -> tuple[Letter, ...]:
        """The dead messages, then those that wait, the oldest first."""
        ...

    def revive(self, outgoing_ids: Sequence[str] | None, now: datetime) -> int:
        """Have dead messages wait again, due now and as if never tried; all of them for None. How many there were."""
        ...

    def drop(self, outgoing_ids: Sequence[str]) -> int:
        """Throw messages away, dead or waiting; how many there were."""
        ...


class Store(Protocol):
    """Everything that outlives a call."""

    @property
    def outbox(self) -> Outbox:
        """The outbox."""
        ...

    def transaction(self) -> AbstractContextManager[Transaction]:
        """A transaction, committed when its block ends and rolled back when the block raises.

        Raises:
            StoreUnavailable: nothing can be kept now.
        """
        ...

    def remembered(self, conversation: Conversation, person: str) -> Memory:
        """As `Conversations.get`, read by itself: it waits for nobody who writes.

        Raises:
            StoreUnavailable: nothing can be read now.
        """
        ...

    def purge(self, now: datetime) -> Mapping[str, int]:
        """Forget what is past its time; how many of each kind that was."""
        ...

    def export(self, person: str, team: str | None = None) -> Mapping[str, list[dict[str, object]]]:
        """Everything that is kept of a person, by kind; of one team, or of all for None."""
        ...

    def erase(self, person: str, team: str | None = None) -> Mapping[str, int]:
        """Forget a person; how much of each kind that was."""
        ...


@dataclass(frozen=True, slots=True)
class Sent:
    """Slack took it."""


@dataclass(frozen=True, slots=True)
class NotSent:
    """It surely did not arrive, and may later. `wait_seconds` is what Slack asked for (Retry-After), if it did."""

    reason: str
    wait_seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """It may have arrived: a reset, a time-out, a 5xx, something that is not JSON."""

    reason: str


@dataclass(frozen=True, slots=True)
class Refused:
    """It never will arrive: the channel is gone, the bot is no member, the blocks are wrong."""

    reason: str


@dataclass(frozen=True, slots=True)
class TenantBlocked:
    """Nothing will arrive for this team until its token works again."""

    reason: str


Delivery: TypeAlias = Sent | NotSent | Ambiguous | Refused | TenantBlocked


class Watch(Protocol):
    """Looks on: counts, measures, logs. It changes nothing, and raises nothing."""

    def asked(self, question: LoggedQuestion) -> None:
        """A question was handled."""
        ...

    def acked(self, kind: str, seconds: float) -> None:
        """A request of that kind (`event`, `command`, `interaction`) was answered after that time."""
        ...

    def delivered(self, message_id: str, delivery: Delivery) -> None:
        """A message was tried."""
        ...


class Unwatched:
    """Nobody looks on."""

    def asked(self, question: LoggedQuestion) -> None:
        """See `Watch`."""

    def acked(self, kind: str, seconds: float) -> None:
        """See `Watch`."""

    def delivered(self, message_id: str, delivery: Delivery) -> None:
        """See `Watch`."""


class Courier(Protocol):
    """Renders a message and hands it to Slack; sorts what went wrong, and raises nothing for it."""

    def deliver(self, outgoing: Outgoing) -> Delivery:
        """Try once."""
        ...

    def has_arrived(self, outgoing: Outgoing) -> bool | None:
        """Whether a message with its id stands in the channel; None where that cannot be found out."""
        ...
