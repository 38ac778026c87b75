"""A store in this process's memory: bounded, safe between threads, gone when the process ends."""

from __future__ import annotations

from collections import OrderedDict, deque
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from threading import Lock
from typing import TYPE_CHECKING

from bot.domain.conversation import Memory
from bot.services.ports import StoreUnavailable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from datetime import datetime

    from bot.domain.conversation import Conversation
    from bot.domain.outgoing import Outgoing

# Slack's last retry of an event comes after five minutes; a day leaves room for an outage.
KEYS_LIVE = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is kept. Beyond it the oldest key or conversation goes; a full outbox refuses."""

    seen_keys: int = 100_000
    conversations: int = 10_000
    waiting: int = 5_000
    buried: int = 1_000


@dataclass(frozen=True, slots=True)
class Row:
    """A message in the outbox, and who holds its lease until when."""

    outgoing: Outgoing
    owner: str | None = None
    leased_until: datetime | None = None

    def is_in_flight(self, now: datetime) -> bool:
        """Whether somebody holds its lease at `now`."""
        return self.leased_until is not None and now < self.leased_until


class MemoryOutbox:
    """The outbox as the delivery worker sees it."""

    def __init__(self, lock: Lock, limits: Limits) -> None:
        self._lock = lock
        self._limits = limits
        self._rows: dict[str, Row] = {}
        self._held: dict[tuple[str, str | None], datetime] = {}
        self._buried: deque[tuple[Outgoing, str]] = deque(maxlen=limits.buried)

    def lease(self, now: datetime, owner: str, lasting: timedelta) -> Outgoing | None:
        """Take the oldest due message for `owner`: at most one in flight per channel, none that is held."""
        with self._lock:
            self._held = {place: until for place, until in self._held.items() if now < until}
            in_flight = {_channel(row.outgoing) for row in self._rows.values() if row.is_in_flight(now)}
            row = min(
                (row for row in self._rows.values() if self._is_due(row.outgoing, now, in_flight)),
                key=lambda row: row.outgoing.due_at,
                default=None,
            )
            if row is None:
                return None
            self._rows[row.outgoing.id] = replace(row, owner=owner, leased_until=now + lasting)
            return row.outgoing

    def settle(self, outgoing_id: str, owner: str) -> bool:
        """Mark it sent. False where `owner` no longer holds the lease."""
        with self._lock:
            row = self._leased_by(owner, outgoing_id)
            if row is not None:
                del self._rows[outgoing_id]
            return row is not None

    def retry(self, outgoing_id: str, owner: str, due_at: datetime) -> bool:
        """Put it back, due at `due_at`, one more attempt counted."""
        with self._lock:
            row = self._leased_by(owner, outgoing_id)
            if row is not None:
                tried = row.outgoing.attempts + 1
                self._rows[outgoing_id] = Row(replace(row.outgoing, due_at=due_at, attempts=tried))
            return row is not None

    def release(self, outgoing_id: str, owner: str) -> bool:
        """Put it back as it was, no attempt counted."""
        with self._lock:
            row = self._leased_by(owner, outgoing_id)
            if row is not None:
                self._rows[outgoing_id] = Row(row.outgoing)
            return row is not None

    def hold(self, team: str, channel: str | None, until: datetime) -> None:
        """Lease nothing to `channel` before `until`; to the whole team where `channel` is None."""
        with self._lock:
            self._held[team, channel] = until

    def bury(self, outgoing_id: str, owner: str, reason: str) -> bool:
        """Give it up for good and keep it with its reason."""
        with self._lock:
            row = self._leased_by(owner, outgoing_id)
            if row is not None:
                del self._rows[outgoing_id]
                self._buried.append((row.outgoing, reason))
            return row is not None

    def waiting(self) -> int:
        """How many messages wait or are in flight."""
        with self._lock:
            return len(self._rows)

    def buried(self) -> tuple[tuple[Outgoing, str], ...]:
        """What was given up, and why; the oldest first."""
        with self._lock:
            return tuple(self._buried)

    def _is_due(self, outgoing: Outgoing, now: datetime, in_flight: set[tuple[str, str]]) -> bool:
        team, channel = place = _channel(outgoing)
        held = (team, None) in self._held or place in self._held
        return outgoing.due_at <= now and not held and (team, channel) not in in_flight

    def _leased_by(self, owner: str, outgoing_id: str) -> Row | None:
        row = self._rows.get(outgoing_id)
        return row if row is not None and row.owner == owner else None

    def has_room_for(self, more: dict[str, Outgoing]) -> bool:
        """Whether `more` fits. For the store, which holds the lock."""
        return len(self._rows.keys() | more.keys()) <= self._limits.waiting

    def add(self, more: dict[str, Outgoing]) -> None:
        """Put `more` in, what is there already left as it is. For the store, which holds the lock."""
        for outgoing in more.values():
            self._rows.setdefault(outgoing.id, Row(outgoing))


class MemoryTransaction:
    """Collects what is to be kept; the store applies it when the block ends well. It is its own three ports."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        self.keys: dict[str, datetime] = {}
        self.memories: dict[str, Memory] = {}
        self.outgoing: dict[str, Outgoing] = {}

    @property
    def seen_keys(self) -> MemoryTransaction:
        """The deduplication keys."""
        return self

    @property
    def conversations(self) -> MemoryTransaction:
        """The conversations."""
        return self

    def claim(self, key: str, now: datetime) -> bool:
        """Insert `key` once; False where it was there already."""
        if key in self.keys or self._store.has_seen(key, now):
            return False
        self.keys[key] = now
        return True

    def get(self, conversation: Conversation) -> Memory:
        """The memory of `conversation`; an empty one where there is none."""
        key = conversation.key()
        return self.memories[key] if key in self.memories else self._store.remembered(key)

    def put(self, conversation: Conversation, memory: Memory) -> None:
        """Replace the memory of `conversation`."""
        self.memories[conversation.key()] = memory

    def send(self, outgoing: Outgoing) -> None:
        """Put `outgoing` into the outbox, once."""
        self.outgoing.setdefault(outgoing.id, outgoing)
        self._store.check_room(self.outgoing)


class MemoryStore:
    """Everything that outlives a call, as long as the process lives."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._lock = Lock()
        self._keys: OrderedDict[str, datetime] = OrderedDict()
        self._memories: OrderedDict[str, Memory] = OrderedDict()
        self._outbox = MemoryOutbox(self._lock, self._limits)

    @property
    def outbox(self) -> MemoryOutbox:
        """The outbox."""
        return self._outbox

    def transaction(self) -> AbstractContextManager[MemoryTransaction]:
        """A transaction, committed when its block ends and rolled back when the block raises."""
        return self._transaction()

    def has_seen(self, key: str, now: datetime) -> bool:
        """Whether `key` was claimed within the last day."""
        seen_at = self._keys.get(key)
        return seen_at is not None and now - seen_at < KEYS_LIVE

    def remembered(self, key: str) -> Memory:
        """What was kept under a conversation's key."""
        return self._memories.get(key, Memory())

    def check_room(self, outgoing: dict[str, Outgoing]) -> None:
        """Raise where the outbox cannot take `outgoing`."""
        if not self._outbox.has_room_for(outgoing):
            raise StoreUnavailable("the outbox is full")

    @contextmanager
    def _transaction(self) -> Iterator[MemoryTransaction]:
        with self._lock:
            transaction = MemoryTransaction(self)
            yield transaction
            self._commit(transaction)

    def _commit(self, transaction: MemoryTransaction) -> None:
        for key, now in transaction.keys.items():
            self._keys[key] = now
            self._keys.move_to_end(key)
        for key, memory in transaction.memories.items():
            self._memories[key] = memory
            self._memories.move_to_end(key)
        while len(self._keys) > self._limits.seen_keys:
            self._keys.popitem(last=False)
        while len(self._memories) > self._limits.conversations:
            self._memories.popitem(last=False)
        self._outbox.add(transaction.outgoing)


def _channel(outgoing: Outgoing) -> tuple[str, str]:
    return outgoing.destination.team, outgoing.destination.channel
