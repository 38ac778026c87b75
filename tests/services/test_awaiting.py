"""Whose number a message is."""

from __future__ import annotations

import pytest

from bot.domain.conversation import Memory
from bot.services.awaiting import as_corrected, awaited
from tests.shipped_knowledge import shipped_knowledge

FACTS = shipped_knowledge().facts
ADDRESS = Memory(articles=("mailbox-address-format",))
VERSION = Memory(articles=("configure-globe",), offered=("version-required",))


@pytest.mark.parametrize(
    ("text", "memory", "calculator"),
    [
        ("27161718", ADDRESS, "mailbox-address"),
        ("08 12 34 56", ADDRESS, "mailbox-address"),
        ("412", VERSION, "version-check"),
        ("2", VERSION, None),
        ("wat nu", VERSION, None),
        ("123456789012", ADDRESS, None),
        ("27161718", Memory(articles=("contract-required",)), None),
        ("27161718", Memory(), None),
        ("klant 27161718", ADDRESS, None),
        ("client nr 27161718", ADDRESS, None),
        ("$412", VERSION, None),
        ("27161718", Memory(offered=("mailbox-address-format",)), "mailbox-address"),
        ("nr 27161718", Memory(offered=("mailbox-address-format",)), None),
        ("2", Memory(expecting="mailbox-address"), "mailbox-address"),
    ],
)
def test_a_number_is_for_what_was_asked_or_talked_of(text: str, memory: Memory, calculator: str | None) -> None:
    assert awaited(text, memory, FACTS, lambda _: True) == calculator


def test_a_number_in_a_question_of_its_own_is_for_nobody() -> None:
    assert awaited("27161718", ADDRESS, FACTS, lambda _: False) is None


@pytest.mark.parametrize(
    ("memory", "read"),
    [
        (ADDRESS, "27161718"),
        (Memory(expecting="version-check"), "27161718"),
        (Memory(articles=("contract-required",)), "27161718 ipv 12345678"),
        (Memory(), "27161718 ipv 12345678"),
    ],
)
def test_a_number_is_taken_back_where_numbers_were_talked_of(memory: Memory, read: str) -> None:
    assert as_corrected("27161718 ipv 12345678", memory) == read
