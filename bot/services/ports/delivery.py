"""The outbox, and who hands its messages to Slack."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias

from bot.services.ports.retention_port import ignore

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, timedelta

    from bot.domain.outgoing import Outgoing
    from bot.domain.ticket import PostedMessage
    from bot.services.ports.retention_port import OnBatch


@dataclass(frozen=True, slots=True)
class Backlog:
    """How the outbox stands: messages that wait, are in flight, are dead, and how late the oldest due one is."""

    waiting: int
    in_flight: int
    dead: int
    oldest_seconds: float


@dataclass(frozen=True, slots=True)
class OutboxEntry:
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

    Messages of one team and `Destination.ordering_key` wait for each other: one of them at a time is in flight.
    """

    def lease(
        self,
        now: datetime,
        owner: str,
        lasting: timedelta,
        most: int = 1,
        without: str | None = None,
        team: str | None = None,
    ) -> tuple[Outgoing, ...]:
        """Take the oldest due messages for `owner`: one an ordering key, none where that is paused or busy.

        None of the team `without` either, and none but those of `team` where that is given.
        """
        ...

    def settle(
        self,
        outgoing_id: str,
        owner: str,
        rest_until: datetime,
        sent: Sent | None = None,
        then: Sequence[Outgoing] = (),
    ) -> bool:
        """Mark it sent, pause its ordering key, keep where it stands, and put in what follows: all or nothing.

        What was to stand below a ticket's first card is due then, in order and in the card's channel.
        False where `owner` no longer holds the lease.
        """
        ...

    def retry(self, outgoing_id: str, owner: str, due_at: datetime, *, may_have_arrived: bool = False) -> bool:
        """Put it back, due at `due_at`, an attempt counted, also as an ambiguous one where it `may_have_arrived`.

        Return False where the lease is no longer `owner`'s.
        """
        ...

    def release(self, outgoing_id: str, owner: str, due_at: datetime | None = None) -> bool:
        """Put it back as it was, no attempt counted; due at `due_at` where that is given.

        Return False where the lease is no longer `owner`'s.
        """
        ...

    def keep(self, outgoing_id: str, owner: str, until: datetime) -> bool:
        """Put it aside until `until`, or until the card is there that it stands below. It keeps nobody back.

        It waits as if it had never been tried. Return False where the lease is no longer `owner`'s.
        """
        ...

    def release_all(self, owner: str) -> int:
        """Put back everything that `owner` holds; return how much that was.

        Whether it was sent is not known, so an ambiguous attempt is counted, as where a lease runs out: the next
        owner looks.
        """
        ...

    def pause(self, team: str, ordering_key: str | None, until: datetime) -> None:
        """Lease nothing of `ordering_key` before `until`; nothing of the whole team where it is None."""
        ...

    def dead_letter(
        self,
        outgoing_id: str,
        owner: str,
        reason: str,
        now: datetime,
        then: Sequence[Outgoing] = (),
        *,
        may_have_arrived: bool = False,
    ) -> bool:
        """Give it up for good and keep it with its reason; put in what follows from that.

        Where its last try may have arrived, that is counted: who puts it back has it looked for. False where the
        lease is no longer `owner`'s.
        """
        ...

    def waiting(self, team: str | None = None) -> int:
        """Return how many messages wait or are in flight, of those that are lasting; of one team, or all for None.

        Waits for no writer.
        """
        ...

    def due_by(self, moment: datetime, team: str | None = None) -> int:
        """Return how many messages are due by `moment`, those in flight among them; of one team, or all for None."""
        ...

    def backlog(self, now: datetime) -> Backlog:
        """Return how the outbox stands."""
        ...

    def entries(self, most: int, outgoing_ids: Sequence[str] | None = None) -> tuple[OutboxEntry, ...]:
        """Return the dead messages, then those that wait, the oldest first; of all, or of these alone."""
        ...

    def requeue(self, outgoing_ids: Sequence[str] | None, now: datetime, on_batch: OnBatch = ignore) -> int:
        """Have dead messages wait again, all of them for None; return how many there were.

        None of which no words are left: see `is_emptied`. Their attempts count from the first again. What may have
        arrived stays so: it is looked for before it is sent. `on_batch` is told of `outbox` after each transaction:
        where a later one fails, what was done stays done.
        """
        ...

    def drop(self, outgoing_ids: Sequence[str], on_batch: OnBatch = ignore) -> int:
        """Throw messages away, dead or waiting; return how many there were.

        Where one may have arrived that shows a ticket, that is remembered as where it is given up. `on_batch` as for
        `requeue`.
        """
        ...


@dataclass(frozen=True, slots=True)
class Sent:
    """Slack took it. `posted` is the message where it is remembered: a card, a status, news that stand alone.

    `is_unread` where whom it is for has no account any more: at most others read it there.
    """

    posted: PostedMessage | None = None
    is_unread: bool = False


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


@dataclass(frozen=True, slots=True)
class NotKnown:
    """Whether it arrived cannot be found out now, since the look for it failed: it is looked for again later.

    `wait_seconds` is what Slack asked for (Retry-After) before it is looked for again, if it did.
    """

    reason: str
    wait_seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """There is no place for it now, and may be one later: it waits aside for that, however long it takes."""

    reason: str


Delivery: TypeAlias = Sent | NotSent | Ambiguous | NotKnown | Kept | Refused | TenantBlocked


class Courier(Protocol):
    """Renders a message and hands it to Slack; sorts what went wrong, and raises nothing for it.

    What may have arrived, as `Outgoing.ambiguous` says, is looked for before it is sent again. Every wait in it keeps
    the deadline of whoever calls it; see `bot.services.patience`.
    """

    def deliver(self, outgoing: Outgoing) -> Delivery:
        """Try once."""
        ...


class DeliveryHooks(Protocol):
    """What follows from a delivery: messages that are put in together with its conclusion."""

    def after_sent(self, outgoing: Outgoing, sent: Sent, now: datetime, /) -> tuple[Outgoing, ...]:
        """Return what follows where it was sent, as `sent` says."""
        ...

    def after_given_up(self, outgoing: Outgoing, reason: str, now: datetime, /) -> tuple[Outgoing, ...]:
        """Return what follows where it never will be."""
        ...
