from __future__ import annotations

from dataclasses import replace

from bot.domain.conversation import Conversation
from bot.domain.incoming import IncomingMessage
from bot.domain.outgoing import Destination

THREAD = Conversation("thread", "T1", "C1", "1.1")
MESSAGE = IncomingMessage("Ev1", THREAD, "1.2", "UALICE", "hello", is_for_bot=True)


def test_a_message_is_answered_where_it_was_written() -> None:
    assert MESSAGE.destination == Destination("T1", "C1", "1.1", person="UALICE")


def test_a_message_has_one_key_whatever_event_tells_of_it_and_each_edit_another() -> None:
    twin, edit = replace(MESSAGE, event_id="Ev2"), replace(MESSAGE, edited="1.3")

    assert MESSAGE.key == twin.key
    assert len({MESSAGE.key, edit.key, replace(edit, edited="1.4").key}) == 3
    assert MESSAGE.ref == edit.ref
