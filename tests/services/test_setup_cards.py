"""The card of a set-up, and what is remembered of the talk once it was shown."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pytest

from bot.domain.conversation import Conversation, Memory, directly
from bot.domain.outgoing import Destination, SetupCard
from bot.domain.ticket import PostedMessage
from bot.services.setup_cards import card_of, directly_to, remember_card, talk_with
from tests.domain.test_setup_guide import GUIDE
from tests.storage.setups_contract import A_SETUP

if TYPE_CHECKING:
    from tests.services.harness import Harness

TALK: Final = Conversation("direct", "T1", "D1")


def test_a_card_is_posted_anew_or_in_the_place_of_another() -> None:
    assert card_of(A_SETUP) == SetupCard("nl", "s1", 1)
    assert card_of(A_SETUP, PostedMessage("D1", "9.9")) == SetupCard("nl", "s1", 1, "D1", "9.9")
    assert directly_to(A_SETUP) == Destination("T1", "UALICE", person="UALICE")


@pytest.mark.parametrize(
    "elsewhere",
    [None, replace(TALK, thread="1.1"), replace(TALK, kind="thread"), replace(TALK, kind="command", person="UALICE")],
)
def test_what_is_sent_directly_is_read_in_the_running_talk(elsewhere: Conversation | None) -> None:
    assert talk_with(A_SETUP, TALK) == TALK
    assert talk_with(A_SETUP, elsewhere) == directly("T1", "UALICE")


def test_only_direct_messages_are_about_the_card_that_they_show(bot: Harness) -> None:
    thread = replace(TALK, kind="thread", channel="C1", thread="1.1")
    with bot.store.transaction() as transaction:
        for where in (None, thread, TALK):
            remember_card(GUIDE, transaction, where, A_SETUP, bot.clock.now())

    assert bot.store.read_memory(thread, "UALICE") == Memory()
    memory = bot.store.read_memory(TALK, "UALICE")
    assert (memory.setup, memory.language, memory.asker) == ("s1", "nl", "UALICE")
    assert memory.updated_at == bot.clock.now()
