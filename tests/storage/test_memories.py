"""What is remembered and what is set for the channel are one look at the database."""

from __future__ import annotations

from bot.domain.conversation import Memory
from bot.storage.access import engine_for, upgrade
from bot.storage.database import DatabaseStore
from bot.storage.engines import read_url
from bot.storage.memories import read_memory
from tests.storage.channels_contract import QUIET, change
from tests.storage.contract import THREAD
from tests.storage.test_query_plans import statements


def test_a_channels_manners_cost_no_look_of_their_own(url: str) -> None:
    upgrade(url)
    with engine_for(read_url(url)) as engine:
        store = DatabaseStore(engine)
        change(store, QUIET)
        with engine.connect() as connection, statements() as seen:
            assert read_memory(connection, THREAD, "UALICE") == Memory(manners=QUIET)
        assert len(seen) == 1
        store.close()
