"""One transaction in a database: what is read and kept through one connection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, delete, select, update

from bot.domain.file_links import together
from bot.domain.question_log import LoggedQuestion
from bot.services.ports import SEEN_KEY_RETENTION
from bot.storage.channels_store import DatabaseChannels
from bot.storage.database_tables import people, questions
from bot.storage.feedback_store import DatabaseFeedback
from bot.storage.memories import read_memory
from bot.storage.outbox_serialization import readable_reply, to_json
from bot.storage.retention import DatabaseErasures
from bot.storage.setup_store import DatabaseSetups
from bot.storage.statements import Statements, claimed
from bot.storage.ticket_store import DatabaseTickets

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, RowMapping

    from bot.domain.conversation import Conversation, Memory, Question
    from bot.domain.language import Language
    from bot.domain.outgoing import Outgoing
    from bot.storage.outbox_writer import OutboxWriter


class DatabaseTransaction:
    """What is done through one connection; it is its own ports."""

    def __init__(self, connection: Connection, statements: Statements, writer: OutboxWriter) -> None:
        self._connection = connection
        self._statements = statements
        self._writer = writer
        self.when_lasting: list[Callable[[], None]] = []

    @property
    def seen_keys(self) -> DatabaseTransaction:
        """The deduplication keys."""
        return self

    @property
    def conversations(self) -> DatabaseTransaction:
        """The conversations."""
        return self

    @property
    def questions(self) -> DatabaseTransaction:
        """The question log."""
        return self

    @property
    def people(self) -> DatabaseTransaction:
        """The people's settings."""
        return self

    @property
    def tickets(self) -> DatabaseTickets:
        """The tickets."""
        return DatabaseTickets(self._connection, self._statements.insert)

    @property
    def setups(self) -> DatabaseSetups:
        """The set-ups that people are going through."""
        return DatabaseSetups(self._connection)

    @property
    def channels(self) -> DatabaseChannels:
        """What is set for channels."""
        return DatabaseChannels(self._connection, self._statements.insert)

    @property
    def feedback(self) -> DatabaseFeedback:
        """What people make of answers."""
        return DatabaseFeedback(self._connection, self._statements.insert)

    @property
    def erasures(self) -> DatabaseErasures:
        """The people who are being forgotten."""
        return DatabaseErasures(self._connection, self._statements.insert)

    def claim(self, keys: Sequence[str], now: datetime) -> bool:
        """Insert each of `keys` once; return False where one was there already."""
        is_new = True
        for key in keys:
            values = {"key": key, "seen_at": now, "expired_": now - SEEN_KEY_RETENTION}
            is_new &= self._connection.execute(self._statements.claim, values).first() is not None
        return is_new

    def is_known(self, key: str, now: datetime) -> bool:
        """Return whether `key` was claimed, and claim nothing."""
        values = {"key_": key, "expired_": now - SEEN_KEY_RETENTION}
        return self._connection.execute(claimed, values).first() is not None

    def count_up(self, key: str, now: datetime) -> int:
        """Claim `key` once more, and return how often that was done by now."""
        values = {"key": key, "seen_at": now, "times": 1}
        return int(self._connection.execute(self._statements.count_up, values).scalar_one())

    def get(self, conversation: Conversation, person: str) -> Memory:
        """Return the memory of `conversation`, an empty one where there is none, with what `person` has chosen."""
        return read_memory(self._connection, conversation, person)

    def put(self, conversation: Conversation, memory: Memory) -> None:
        """Replace the memory of `conversation`."""
        row = {
            "key": conversation.key(),
            "team": conversation.team,
            "person": conversation.person or memory.asker,
            "expecting": memory.expecting,
            "language": memory.language,
            "updated_at": memory.updated_at,
            "articles": " ".join(memory.articles),
            "offered": " ".join(memory.offered),
            "trace_id": memory.trace_id,
            "step": memory.step,
            "setup": memory.setup,
            "came_by": memory.came_by,
            "product": memory.product,
        }
        self._connection.execute(self._statements.remember, row)

    def add(self, question: LoggedQuestion) -> None:
        """Keep `question`, once."""
        reply = None if question.reply is None else to_json(question.reply)
        row = {column.name: getattr(question, column.name) for column in questions.c}
        self._connection.execute(self._statements.log, row | {"reply": reply, "files": "\n".join(question.files)})

    def attach(self, trace_id: str, said: Question, files: Sequence[str]) -> None:
        """Keep `files` too with that question, if it is there and of whoever `said` what they hang on."""
        is_theirs = and_(questions.c.team == said.conversation.team, questions.c.person == said.requester)
        is_it = and_(questions.c.trace_id == trace_id, is_theirs)
        row = self._connection.execute(select(questions.c.files).where(is_it).with_for_update()).first()
        if row is not None:
            all_of_them = "\n".join(together(files_in(row.files), files))
            self._connection.execute(update(questions).where(is_it).values(files=all_of_them))

    def find(self, team: str, trace_id: str) -> LoggedQuestion | None:
        """Return the question of that trace id."""
        return question_of(self._connection, team, trace_id)

    def choose_language(self, team: str, person: str, language: Language | None) -> None:
        """Keep their choice; None takes it back."""
        if language is None:
            self._connection.execute(delete(people).where(people.c.team == team, people.c.person == person))
        else:
            values = {"team": team, "person": person, "language": language}
            self._connection.execute(self._statements.choose, values)

    def send(self, outgoing: Outgoing) -> None:
        """Put `outgoing` into the outbox, once."""
        self._writer.send(self._connection, outgoing)

    def after_commit(self, do: Callable[[], None]) -> None:
        """Have `do` called once all of it is lasting."""
        self.when_lasting.append(do)


def files_in(kept: str | None) -> tuple[str, ...]:
    """Return the links of a question's files, as they are kept."""
    return tuple((kept or "").splitlines())


def question_of(connection: Connection, team: str, trace_id: str) -> LoggedQuestion | None:
    """Return the question of that trace id as it is kept."""
    query = select(questions).where(questions.c.trace_id == trace_id, questions.c.team == team)
    row = connection.execute(query).mappings().first()
    return None if row is None else question_in(row)


def question_in(row: RowMapping) -> LoggedQuestion:
    """Return the question that a row of their table holds."""
    values = dict(row) | {"reply": readable_reply(row["reply"]), "files": files_in(row["files"])}
    return LoggedQuestion(**values)
