"""The ports: what the services need from storage, from Slack and from the clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from datetime import datetime, timedelta

    from bot.domain.conversation import Conversation, Memory
    from bot.domain.outgoing import Outgoing


class StoreUnavailable(Exception):  # noqa: N818 - it says what is the matter
    """The store cannot take anything now, and kept nothing: do not acknowledge, so that Slack asks again."""


class Clock(Protocol):
    """The one source of the time."""

    def now(self) -> datetime:
        """The time now, timezone-aware, UTC."""
        ...


class SeenKeys(Protocol):
    """Deduplication keys."""

    def claim(self, key: str, now: datetime) -> bool:
        """Insert `key` once; False where it was there already."""
        ...


class Conversations(Protocol):
    """What the bot remembers of each conversation."""

    def get(self, conversation: Conversation) -> Memory:
        """The memory of `conversation`; an empty one where there is none."""
        ...

    def put(self, conversation: Conversation, memory: Memory) -> None:
        """Replace the memory of `conversation`."""
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

    def send(self, outgoing: Outgoing) -> None:
        """Put `outgoing` into the outbox, once: an id that waits there already is not put in again.

        Raises:
            StoreUnavailable: the outbox is full.
        """
        ...


class Outbox(Protocol):
    """Slack calls still to be made, as the delivery worker sees them."""

    def lease(self, now: datetime, owner: str, lasting: timedelta) -> Outgoing | None:
        """Take the oldest due message for `owner`: at most one in flight per channel, none that is held.

        None where nothing is due.
        """
        ...

    def settle(self, outgoing_id: str, owner: str) -> bool:
        """Mark it sent. False where `owner` no longer holds the lease."""
        ...

    def retry(self, outgoing_id: str, owner: str, due_at: datetime) -> bool:
        """Put it back, due at `due_at`, one more attempt counted. False where the lease is no longer `owner`'s."""
        ...

    def release(self, outgoing_id: str, owner: str) -> bool:
        """Put it back as it was, no attempt counted. False where the lease is no longer `owner`'s."""
        ...

    def hold(self, team: str, channel: str | None, until: datetime) -> None:
        """Lease nothing to `channel` before `until`; to the whole team where `channel` is None."""
        ...

    def bury(self, outgoing_id: str, owner: str, reason: str) -> bool:
        """Give it up for good and keep it with its reason. False where the lease is no longer `owner`'s."""
        ...

    def waiting(self) -> int:
        """How many messages wait or are in flight."""
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


class Courier(Protocol):
    """Renders a message and hands it to Slack; sorts what went wrong, and raises nothing for it."""

    def deliver(self, outgoing: Outgoing) -> Delivery:
        """Try once."""
        ...

    def has_arrived(self, outgoing: Outgoing) -> bool | None:
        """Whether a message with its id stands in the channel; None where that cannot be found out."""
        ...
