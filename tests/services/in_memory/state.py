"""What the store in memory keeps, and how a transaction changes all of it or nothing."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from threading import Lock
from typing import TYPE_CHECKING, Final

from bot.services.ports import StoreUnavailableError, Timers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from bot.domain.channel_manners import ChannelManners
    from bot.domain.conversation import Conversation, Memory
    from bot.domain.feedback import Label, Vote
    from bot.domain.language import Language
    from bot.domain.outgoing import Outgoing
    from bot.domain.question_log import LoggedQuestion
    from bot.domain.setup import Setup
    from bot.domain.ticket import PostedMessage, Ticket, TransitionRecord
    from bot.services.ports import ErasedMessage, Erasure

_WAIT_SECONDS: Final = 2.0


@dataclass(frozen=True, slots=True)
class Entry:
    """A message in the outbox, and who has it or why it is dead."""

    outgoing: Outgoing
    owner: str | None = None
    leased_until: datetime | None = None
    reason: str | None = None
    died_at: datetime | None = None

    @property
    def queue(self) -> tuple[str, str]:
        """The team and the ordering key."""
        return self.outgoing.destination.team, self.outgoing.destination.ordering_key


@dataclass(frozen=True, slots=True)
class KeptTicket:
    """A ticket and when it wants attention."""

    ticket: Ticket
    timers: Timers


@dataclass(slots=True)
class State:
    """Everything that is kept. The values are frozen, so that a copy of the dicts is a copy of everything."""

    seen_keys: dict[str, datetime] = field(default_factory=dict)
    times: dict[str, int] = field(default_factory=dict)
    conversations: dict[str, tuple[Conversation, Memory]] = field(default_factory=dict)
    questions: dict[str, LoggedQuestion] = field(default_factory=dict)
    languages: dict[tuple[str, str], Language] = field(default_factory=dict)
    votes: dict[tuple[str, ...], Vote] = field(default_factory=dict)
    labels: dict[tuple[str, ...], Label] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    pauses: dict[tuple[str, str], datetime] = field(default_factory=dict)
    ticket_numbers: dict[str, int] = field(default_factory=dict)
    tickets: dict[str, KeptTicket] = field(default_factory=dict)
    steps: dict[tuple[str, str, int], TransitionRecord] = field(default_factory=dict)
    setups: dict[str, Setup] = field(default_factory=dict)
    channels: dict[tuple[str, str], ChannelManners] = field(default_factory=dict)
    replies: dict[str, int] = field(default_factory=dict)
    erasures: dict[tuple[str, str], Erasure] = field(default_factory=dict)
    former: dict[tuple[str, ...], PostedMessage] = field(default_factory=dict)
    given_up_at: dict[tuple[str, ...], datetime | None] = field(default_factory=dict)
    erased_messages: dict[tuple[str, ...], ErasedMessage] = field(default_factory=dict)

    def copy(self) -> State:
        """Return a copy that can be changed without this one."""
        return State(**{each.name: dict(getattr(self, each.name)) for each in fields(self)})


class ConstraintError(Exception):
    """A value contradicts what a database would hold it to."""


class Database:
    """One state with one writer at a time; whoever only reads waits for nobody."""

    def __init__(self) -> None:
        self.is_away = False
        self._state = State()
        self._turn = Lock()

    @contextmanager
    def begin(self) -> Iterator[State]:
        """Yield a copy of the state, which takes its place if the block ends well."""
        self._refuse_if_away()
        # As SQLite does: a second writer within the first one's block is refused, and does not wait for ever.
        if not self._turn.acquire(timeout=_WAIT_SECONDS):
            raise StoreUnavailableError("the database is busy")
        try:
            draft = self._state.copy()
            yield draft
            self._state = draft
        finally:
            self._turn.release()

    def read(self) -> State:
        """Return the state as the last transaction left it, for looking only."""
        self._refuse_if_away()
        return self._state

    def _refuse_if_away(self) -> None:
        if self.is_away:
            raise StoreUnavailableError("the database is away")
