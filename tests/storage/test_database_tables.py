from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from bot.storage.access import engine_for, upgrade
from bot.storage.database_tables import metadata
from bot.storage.engines import read_url


def test_the_steps_lead_to_the_tables_as_they_are(url: str) -> None:
    upgrade(url)
    with engine_for(read_url(url)) as engine, engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_whatever_refers_to_a_row_is_found_without_looking_at_all_of_it() -> None:
    for table in metadata.tables.values():
        found = [[column.name for column in index.columns] for index in table.indexes]
        found.append([column.name for column in table.primary_key])
        for constraint in table.foreign_key_constraints:
            names = list(constraint.column_keys)
            assert names in [columns[: len(names)] for columns in found], (table.name, names)
