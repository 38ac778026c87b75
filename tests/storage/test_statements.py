"""What everybody waits for is asked in one statement, on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy.dialects import postgresql, sqlite

from bot.storage.statements import Statements, claimed, remembered

DIALECTS = {"sqlite": sqlite, "postgresql": postgresql}


@pytest.mark.parametrize("name", DIALECTS)
def test_each_is_spelt_as_the_database_wants_it(name: str) -> None:
    dialect = DIALECTS[name]
    statements = Statements(dialect.insert)
    built = (*vars(statements).values(), claimed, remembered)
    spelt = [str(each.compile(dialect=dialect.dialect())) for each in built if hasattr(each, "compile")]
    assert len(spelt) == 7
    assert all(each.startswith(("INSERT INTO", "SELECT")) for each in spelt)


def test_what_a_talk_was_about_is_kept_in_the_statement_that_was_there() -> None:
    words = str(Statements(sqlite.insert).remember)
    assert all(name in words for name in ("articles", "offered", "trace_id"))


def test_what_is_remembered_of_a_talk_is_one_look_at_four_tables() -> None:
    words = str(remembered).split()
    assert {"conversations", "people", "setups", "channels"} <= set(words)
