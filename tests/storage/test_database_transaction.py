"""One transaction through one connection; what else it has to hold is in the contract of the store."""

from __future__ import annotations

from contextlib import suppress

import pytest

from bot.domain.channel_manners import ChannelManners
from bot.domain.conversation import Memory, Question
from bot.storage.database import store_in_memory
from bot.storage.database_transaction import files_in
from tests.storage.contract import NOON, THREAD, asked


@pytest.mark.parametrize(
    ("kept", "links"), [(None, ()), ("", ()), ("https://f/1", ("https://f/1",)), ("F1\nF2", ("F1", "F2"))]
)
def test_the_links_of_a_question_are_kept_line_by_line(kept: str | None, links: tuple[str, ...]) -> None:
    assert files_in(kept) == links


def test_what_is_set_for_a_channel_is_undone_with_the_rest_of_its_transaction() -> None:
    store = store_in_memory()
    with store.transaction() as transaction:
        transaction.questions.add(asked("t1"))
    with suppress(ZeroDivisionError), store.transaction() as transaction:
        manners = ChannelManners(THREAD.team, THREAD.channel, "off", person="UBOB", set_at=NOON, version=1)
        transaction.channels.change(manners)
        transaction.channels.count_reply(THREAD, "UALICE", NOON)
        transaction.questions.attach("t1", Question("see this", THREAD, "UALICE"), ("F1",))
        raise ZeroDivisionError

    question = store.find_question("T1", "t1")
    assert question is not None
    assert question.files == ()
    assert store.read_memory(THREAD, "UALICE") == Memory()
    with store.transaction() as transaction:
        assert transaction.channels.replies_to(THREAD, "UALICE") == 0
