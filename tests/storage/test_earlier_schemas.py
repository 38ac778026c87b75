"""A database of every schema that there ever was, with data in it, is brought to today's and read."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import MetaData, Table

from bot.domain.conversation import Conversation
from bot.domain.outgoing import Destination, SystemNotice
from bot.domain.report import Period
from bot.domain.ticket import PostedMessage
from bot.storage import schema_version
from bot.storage.access import engine_for, open_store, upgrade
from bot.storage.engines import read_url
from tests.domain.test_hours import AMSTERDAM
from tests.storage.earlier_rows import NOON, ROWS

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.services.ports import Store

pytestmark = pytest.mark.slow

VERSIONS = Path(schema_version.__file__).parent / "migrations" / "versions"
REVISIONS = sorted(path.name[:4] for path in VERSIONS.glob("[0-9]*.py"))


def as_kept(value: object, dialect: str) -> object:
    """Return a value as that database's versions wrote it."""
    return value.replace(tzinfo=None) if isinstance(value, datetime) and dialect == "sqlite" else value


def fill(connection: Connection) -> dict[str, int]:
    """Put into each table what it held with the schema that is there; return how many rows each has."""
    schema, dialect = MetaData(), connection.dialect.name
    schema.reflect(connection)
    counts: dict[str, int] = {}
    for table in schema.sorted_tables:
        if table.name == "alembic_version":
            continue
        rows: list[dict[str, Any]] = ROWS.get(table.name, [])
        held = {name for row in rows for name in row}
        assert {column.name for column in table.columns} <= held, f"tests/storage/earlier_rows.py: {table.name}"
        for row in rows:
            of_then = {name: as_kept(value, dialect) for name, value in row.items() if name in table.columns}
            connection.execute(table.insert().values(of_then))
        counts[table.name] = len(rows)
    return counts


def counted(connection: Connection) -> dict[str, int]:
    """Return how many rows each table has."""
    schema = MetaData()
    schema.reflect(connection)
    return {
        table.name: len(connection.execute(table.select()).all())
        for table in schema.sorted_tables
        if table.name != "alembic_version"
    }


def read(store: Store, tables: set[str]) -> None:
    """Read everything as the bot does."""
    with store.transaction() as transaction:
        assert not transaction.seen_keys.claim(["event:Ev1"], NOON)
        memory = transaction.conversations.get(Conversation("direct", "T1", "D1"), "UALICE")
        assert (memory.language, memory.expecting) == ("nl", "mailbox-address")
    assert [text.split("\n")[0] for _, text in store.latest_questions("T1", "UALICE", 9)] == ["which version"]
    (dead,) = (entry for entry in store.outbox.entries(9) if entry.is_dead)
    assert (dead.id, dead.reason) == ("m2", "channel_not_found")
    (leased,) = store.outbox.lease(NOON + timedelta(hours=1), "w2", timedelta(seconds=9))
    # Of neither try does anybody know how it ended, the one under way at the upgrade included: it is looked for.
    assert (leased.id, leased.body, leased.ambiguous) == ("m1", SystemNotice("thanks", "nl"), 2)
    if "tickets" in tables:
        ticket = store.tickets.get("T1", "t1")
        assert ticket is not None
        assert (ticket.state, ticket.assignee, ticket.waiting_since) == ("waiting", "UBOB", NOON)
        assert ticket.card == PostedMessage("C9", "9.1", 2)
        assert ticket.reply is not None
    figures = store.report_queries.figures(Period(NOON - timedelta(days=1), NOON + timedelta(days=1), AMSTERDAM.zone))
    assert figures.asked == {"answer": 1}
    assert len(figures.tickets) == (2 if "tickets" in tables else 0)
    assert any(each.reasons for each in figures.verdicts) == ("votes" in tables)
    if "erasures" in tables:
        assert [erasure.person for erasure in store.unfinished_erasures()] == ["UDORA"]
    assert store.export("UALICE")["questions"]


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_database_of_any_earlier_version_is_upgraded_and_read_without_loss(url: str, revision: str) -> None:
    with engine_for(read_url(url)) as engine:
        schema_version.upgrade(engine, revision)
        with engine.begin() as connection:
            before = fill(connection)
    upgraded = upgrade(url)[1]
    with engine_for(read_url(url)) as engine, engine.connect() as connection:
        after = counted(connection)

    assert upgraded.before == ("current" if revision == REVISIONS[-1] else "behind")
    assert {name: after[name] for name in before} == before
    with open_store(url) as store:
        read(store, set(before))


def test_what_waits_for_one_person_alone_without_a_link_still_does(url: str) -> None:
    word = {"id": "m3", "lane": "C3:response", "channel": "C3", "response_url": "", "person": "UALICE"}
    with engine_for(read_url(url)) as engine:
        schema_version.upgrade(engine, "0017")
        with engine.begin() as connection:
            table = Table("outbox", MetaData(), autoload_with=connection)
            of_then = {name: as_kept(value, connection.dialect.name) for name, value in ROWS["outbox"][1].items()}
            connection.execute(table.insert().values(of_then | word | {"number": 3, "state": "waiting"}))
    upgrade(url)
    with open_store(url) as store:
        (leased,) = store.outbox.lease(NOON + timedelta(hours=1), "w2", timedelta(seconds=9))
    assert leased.destination == Destination("T1", "C3", person="UALICE", is_private=True)


def test_the_number_in_a_steps_file_name_is_its_revision() -> None:
    """Else a schema would be left out above."""
    assert all(f'revision = "{number}"' in next(VERSIONS.glob(f"{number}_*.py")).read_text() for number in REVISIONS)
    assert schema_version.state_of_revision(REVISIONS[-1]) == "current"
