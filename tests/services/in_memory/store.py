"""The store in memory: a transaction, and everything that outlives a call."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from bot.domain.conversation import Memory
from bot.domain.file_links import together
from bot.domain.ticket import UNFINISHED
from bot.domain.ticket_bodies import TicketCard, TicketStatus
from bot.services.ports import (
    CONVERSATION_RETENTION,
    DEAD_LETTER_RETENTION,
    FEEDBACK_RETENTION,
    QUESTION_RETENTION,
    SEEN_KEY_RETENTION,
    SETUP_RETENTION,
    TICKET_RETENTION,
    StillSendingError,
    ignore,
)
from tests.services.in_memory.channels import InMemoryChannels
from tests.services.in_memory.erasing import InMemoryErasures, erase, forget, forget_steps, purge_tickets
from tests.services.in_memory.outbox import InMemoryOutbox, cards_of, send
from tests.services.in_memory.reports import InMemoryReportQueries
from tests.services.in_memory.setups import InMemorySetupReader, InMemorySetups, address_of
from tests.services.in_memory.state import Database
from tests.services.in_memory.tickets import InMemoryTicketReader, InMemoryTickets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

    from bot.domain.conversation import Conversation, Question
    from bot.domain.feedback import Label, Vote
    from bot.domain.language import Language
    from bot.domain.outgoing import Outgoing
    from bot.domain.question_log import LoggedQuestion
    from bot.services.ports import CardState, ErasedMessage, Erasure, OnBatch
    from tests.services.in_memory.state import State

_NOT_YET: Final = timedelta(days=-1)
_EVER: Final = datetime.min.replace(tzinfo=UTC)


class InMemoryTransaction:
    """What is done to one copy of the state; it is its own ports, as the databases' is."""

    def __init__(self, state: State, most_waiting: int) -> None:
        self._state = state
        self._most_waiting = most_waiting
        self.when_lasting: list[Callable[[], None]] = []

    @property
    def seen_keys(self) -> InMemoryTransaction:
        """The deduplication keys."""
        return self

    @property
    def conversations(self) -> InMemoryTransaction:
        """The conversations."""
        return self

    @property
    def questions(self) -> InMemoryTransaction:
        """The question log."""
        return self

    @property
    def people(self) -> InMemoryTransaction:
        """The people's settings."""
        return self

    @property
    def feedback(self) -> InMemoryTransaction:
        """What people make of answers."""
        return self

    @property
    def setups(self) -> InMemorySetups:
        """The set-ups that people are going through."""
        return InMemorySetups(self._state)

    @property
    def channels(self) -> InMemoryChannels:
        """What is set for channels."""
        return InMemoryChannels(self._state)

    @property
    def erasures(self) -> InMemoryErasures:
        """The people who are being forgotten."""
        return InMemoryErasures(self._state)

    @property
    def tickets(self) -> InMemoryTickets:
        """The tickets."""
        return InMemoryTickets(self._state)

    def claim(self, keys: Sequence[str], now: datetime) -> bool:
        """See `SeenKeys.claim`."""
        is_new = True
        for key in keys:
            seen_at = self._state.seen_keys.get(key)
            if seen_at is None or now - seen_at >= SEEN_KEY_RETENTION:
                self._state.seen_keys[key] = now
            else:
                is_new = False
        return is_new

    def is_known(self, key: str, now: datetime) -> bool:
        """See `SeenKeys.is_known`."""
        seen_at = self._state.seen_keys.get(key)
        return seen_at is not None and now - seen_at < SEEN_KEY_RETENTION

    def count_up(self, key: str, now: datetime) -> int:
        """See `SeenKeys.count_up`."""
        self._state.seen_keys.setdefault(key, now)
        self._state.times[key] = self._state.times.get(key, 0) + 1
        return self._state.times[key]

    def get(self, conversation: Conversation, person: str) -> Memory:
        """See `Conversations.get`."""
        return _memory(self._state, conversation, person)

    def put(self, conversation: Conversation, memory: Memory) -> None:
        """See `Conversations.put`."""
        memory = replace(memory, asker=conversation.person or memory.asker)
        self._state.conversations[conversation.key()] = conversation, memory

    def add(self, question: LoggedQuestion) -> None:
        """See `QuestionLog.add`."""
        self._state.questions.setdefault(question.trace_id, question)

    def attach(self, trace_id: str, said: Question, files: Sequence[str]) -> None:
        """See `QuestionLog.attach`."""
        question = self._state.questions.get(trace_id)
        whose = (said.conversation.team, said.requester)
        if question is not None and (question.team, question.person) == whose:
            self._state.questions[trace_id] = replace(question, files=together(question.files, files))

    def find(self, team: str, trace_id: str) -> LoggedQuestion | None:
        """See `QuestionLog.find`."""
        question = self._state.questions.get(trace_id)
        return question if question is not None and question.team == team else None

    def choose_language(self, team: str, person: str, language: Language | None) -> None:
        """See `PersonSettings.choose_language`."""
        self._state.languages.pop((team, person), None)
        if language is not None:
            self._state.languages[team, person] = language

    def vote(self, vote: Vote) -> None:
        """See `Feedback.vote`."""
        self._state.votes[vote.team, vote.person, vote.article, vote.knowledge_version] = vote

    def label(self, label: Label) -> None:
        """See `Feedback.label`."""
        self._state.labels[label.team, label.person, label.trace_id] = label

    def send(self, outgoing: Outgoing) -> None:
        """See `Transaction.send`."""
        send(self._state, outgoing, self._most_waiting)

    def after_commit(self, do: Callable[[], None]) -> None:
        """See `Transaction.after_commit`."""
        self.when_lasting.append(do)


class InMemoryStore:
    """Everything that outlives a call. Set `is_away`, and nothing can be read or kept until it is set back."""

    def __init__(self, most_waiting: int = 5_000) -> None:
        self._database = Database()
        self._most_waiting = most_waiting
        self.outbox = InMemoryOutbox(self._database, most_waiting)
        self.tickets = InMemoryTicketReader(self._database)
        self.setups = InMemorySetupReader(self._database)
        self.report_queries = InMemoryReportQueries(self._database)

    @property
    def is_away(self) -> bool:
        """Whether everything raises `StoreUnavailableError`."""
        return self._database.is_away

    @is_away.setter
    def is_away(self, is_away: bool) -> None:
        self._database.is_away = is_away

    def transaction(self) -> AbstractContextManager[InMemoryTransaction]:
        """See `Store.transaction`."""
        return self._transaction()

    def read_memory(self, conversation: Conversation, person: str) -> Memory:
        """See `Store.read_memory`."""
        return _memory(self._database.read(), conversation, person)

    def is_card_on_its_way(self, team: str, ticket_id: str, below: str) -> bool:
        """See `Store.is_card_on_its_way`."""
        state, ticket = self._database.read(), self.tickets.get(team, ticket_id)
        places = {outgoing_id: place for place, outgoing_id in enumerate(state.entries)}
        last = places.get(below, len(places))
        cards = [] if ticket is None else cards_of(state, ticket)
        return any(each.died_at is None and places[each.outgoing.id] < last for each in cards)

    def card_state(self, team: str, ticket_id: str) -> CardState:
        """See `Store.card_state`."""
        ticket = self.tickets.get(team, ticket_id)
        if ticket is not None and ticket.card is not None:
            return "shown"
        if ticket is None or ticket.state not in UNFINISHED:
            return "unneeded"
        cards = cards_of(self._database.read(), ticket)
        is_lost = any(each.died_at is not None or getattr(each.outgoing.body, "is_again", False) for each in cards)
        return "lost" if is_lost else "awaited"

    def find_question(self, team: str, trace_id: str) -> LoggedQuestion | None:
        """See `Store.find_question`."""
        question = self._database.read().questions.get(trace_id)
        return question if question is not None and question.team == team else None

    def write_fault(self) -> str:
        """See `Store.write_fault`."""
        return "the store is away" if self.is_away else ""

    def recover(self) -> None:
        """See `Store.recover`."""

    def purge(self, now: datetime, on_batch: OnBatch = ignore) -> Mapping[str, int]:
        """See `Store.purge`."""
        with self._database.begin() as state:
            purged = {
                "seen_keys": forget(state.seen_keys, lambda at: now - at >= SEEN_KEY_RETENTION),
                "questions": forget(state.questions, lambda each: now - each.asked_at >= QUESTION_RETENTION),
                "conversations": forget(
                    state.conversations, lambda kept: _age(kept[1].updated_at, now) >= CONVERSATION_RETENTION
                ),
                "outbox": forget(state.entries, lambda entry: _age(entry.died_at, now) >= DEAD_LETTER_RETENTION),
                "holds": forget(state.pauses, lambda until: until <= now),
                "votes": forget(state.votes, lambda vote: now - vote.voted_at >= FEEDBACK_RETENTION),
                "labels": forget(state.labels, lambda label: now - label.labelled_at >= FEEDBACK_RETENTION),
                "setups": forget(state.setups, lambda each: now - each.changed_at >= SETUP_RETENTION),
                "tickets": purge_tickets(state, lambda ticket: _age(ticket.closed_at, now) >= TICKET_RETENTION),
            }
            forget_steps(state)
        return _told(purged, on_batch)

    def export(
        self, person: str, team: str | None = None, on_batch: OnBatch = ignore
    ) -> Mapping[str, list[dict[str, object]]]:
        """See `Store.export`. A row bears the names of the value's fields, which mostly are those of the columns."""
        state = self._database.read()
        tickets = [kept.ticket for kept in state.tickets.values()]
        requesters = {each.id: each.person for each in tickets}
        kept: dict[str, list[tuple[str, str | None, dict[str, object]]]] = {
            "questions": [(each.team, each.person, asdict(each)) for each in state.questions.values()],
            "conversations": [
                (where.team, memory.asker, {"key": where.key()} | asdict(memory))
                for where, memory in state.conversations.values()
            ],
            "people": [(*key, {"language": language}) for key, language in state.languages.items()],
            "outbox": [
                (each.destination.team, whose, asdict(each))
                for each in (entry.outgoing for entry in state.entries.values())
                for whose in {each.destination.person, _requester(each, requesters)}
            ],
            "votes": [(each.team, each.person, asdict(each)) for each in state.votes.values()],
            "labels": [(each.team, each.person, asdict(each)) for each in state.labels.values()],
            "tickets": [(each.team, each.person, asdict(each)) for each in tickets],
            "ticket_steps": [(key[0], each.person, asdict(each)) for key, each in state.steps.items()],
            "setups": [(each.team, each.person, asdict(each)) for each in state.setups.values()],
            "channels": [(each.team, each.person, asdict(each)) for each in state.channels.values()],
            "erasures": [(*key, asdict(each)) for key, each in state.erasures.items()],
            "assigned": [
                (each.team, each.assignee, {"number": each.number, "state": each.state}) for each in tickets
            ],
        }
        found = {
            name: [_shown(row) for of_team, of_person, row in rows if of_person == person and team in {None, of_team}]
            for name, rows in kept.items()
        }
        _told({name: len(rows) for name, rows in found.items()}, on_batch)
        return found

    def count(self, person: str, team: str | None = None) -> Mapping[str, int]:
        """See `Store.count`."""
        return {name: len(rows) for name, rows in self.export(person, team).items()}

    def latest_questions(self, team: str, person: str, most: int) -> Sequence[tuple[datetime, str]]:
        """See `Store.latest_questions`."""
        asked = self._database.read().questions.values()
        theirs = [
            (each.asked_at, "\n".join((each.text, *each.files)))
            for each in asked
            if (each.team, each.person) == (team, person)
        ]
        return sorted(theirs, reverse=True)[:most]

    def unfinished_erasures(self) -> Sequence[Erasure]:
        """See `Store.unfinished_erasures`."""
        return list(self._database.read().erasures.values())

    def erased_messages(self, most: int) -> Sequence[ErasedMessage]:
        """See `Store.erased_messages`."""
        messages = self._database.read().erased_messages.values()
        return sorted(messages, key=lambda each: (-each.number, each.name, each.message))[:most]

    def erase(
        self, person: str, team: str | None = None, on_batch: OnBatch = ignore, until: datetime | None = None
    ) -> Mapping[str, int]:
        """See `Store.erase`."""
        with self._database.begin() as state:
            forgotten, is_all = erase(state, person, team, until)
        told = _told(forgotten, on_batch)
        if not is_all:
            raise StillSendingError("a message about a ticket is on its way to Slack")
        return told

    @contextmanager
    def _transaction(self) -> Iterator[InMemoryTransaction]:
        with self._database.begin() as state:
            transaction = InMemoryTransaction(state, self._most_waiting)
            yield transaction
        for do in transaction.when_lasting:
            do()


def _told(counts: Mapping[str, int], on_batch: OnBatch) -> Mapping[str, int]:
    """Return the counts, each told as one batch."""
    for name, count in counts.items():
        if count:
            on_batch(name, count)
    return counts


def _requester(outgoing: Outgoing, requesters: Mapping[str, str]) -> str | None:
    """Return whose ticket it says something of; None for what shows one, or is about none."""
    shows = isinstance(outgoing.body, TicketCard | TicketStatus)
    return None if shows else requesters.get(getattr(outgoing.body, "ticket", ""))


def _memory(state: State, conversation: Conversation, person: str) -> Memory:
    chosen = state.languages.get((conversation.team, person))
    found = [state.conversations[key][1] for key in conversation.keys(person) if key in state.conversations]
    memory = max(found, key=lambda each: each.updated_at or _EVER, default=Memory())
    address = address_of(state, conversation.team, person)
    manners = state.channels.get((conversation.team, conversation.channel))
    language = memory.language or chosen or (None if manners is None else manners.language)
    return replace(memory, language=language, chosen=chosen, address=address, manners=manners)


def _age(moment: datetime | None, now: datetime) -> timedelta:
    return _NOT_YET if moment is None else now - moment


def _shown(row: dict[str, object]) -> dict[str, object]:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in row.items()}
