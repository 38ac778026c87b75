"""One commit, and what is kept through it: keys, conversations, questions, people's choices, tickets and the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from bot.domain.conversation import Conversation, Memory, Question
    from bot.domain.language import Language
    from bot.domain.outgoing import Outgoing
    from bot.domain.question_log import LoggedQuestion
    from bot.services.ports.channels_port import Channels
    from bot.services.ports.feedback_port import Feedback
    from bot.services.ports.retention_port import Erasures
    from bot.services.ports.setup_port import Setups
    from bot.services.ports.ticket_ports import Tickets


class SeenKeys(Protocol):
    """Deduplication keys."""

    def claim(self, keys: Sequence[str], now: datetime) -> bool:
        """Insert each of `keys` once; return False where one was there already. A key is forgotten after a day."""
        ...

    def is_known(self, key: str, now: datetime) -> bool:
        """Return whether `key` was claimed, and claim nothing."""
        ...

    def count_up(self, key: str, now: datetime) -> int:
        """Claim `key` once more, and return how often that was done by now."""
        ...


class Conversations(Protocol):
    """What the bot remembers of each conversation."""

    def get(self, conversation: Conversation, person: str) -> Memory:
        """Return the memory of `conversation`, an empty one where there is none, with what `person` has chosen.

        Of direct messages that of what was said last, be it known by their channel or by whom they are with.
        And with what is set for its channel.
        """
        ...

    def put(self, conversation: Conversation, memory: Memory) -> None:
        """Replace the memory of `conversation`."""
        ...


class QuestionLog(Protocol):
    """What was asked, and what became of it."""

    def add(self, question: LoggedQuestion) -> None:
        """Keep `question`, once."""
        ...

    def attach(self, trace_id: str, said: Question, files: Sequence[str]) -> None:
        """Keep `files` too with that question, if it is (still) there and of whoever `said` what they hang on.

        They are redacted already.
        """
        ...

    def find(self, team: str, trace_id: str) -> LoggedQuestion | None:
        """Return the question of that trace id."""
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

    @property
    def tickets(self) -> Tickets:
        """The tickets."""
        ...

    @property
    def setups(self) -> Setups:
        """The set-ups that people are going through."""
        ...

    @property
    def channels(self) -> Channels:
        """What is set for channels."""
        ...

    @property
    def feedback(self) -> Feedback:
        """What people make of answers."""
        ...

    @property
    def erasures(self) -> Erasures:
        """The people who are being forgotten."""
        ...

    def send(self, outgoing: Outgoing) -> None:
        """Put `outgoing` into the outbox, once: an id that waits there already, or is dead, is not put in again.

        Raises:
            StoreUnavailableError: its team's outbox is full.
        """
        ...

    def after_commit(self, do: Callable[[], None]) -> None:
        """Have `do` called, in order, once all of it is lasting, and never where it is not. It must not raise."""
        ...
