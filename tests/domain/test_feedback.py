from __future__ import annotations

from datetime import UTC, datetime

from bot.domain.feedback import Label

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


def test_what_a_support_member_says_is_another_thing_than_what_a_requester_chose() -> None:
    assert not Label("T1", "UALICE", "t1", "waar is dat?", None, NOON).is_correction
    assert Label("T1", "UBOB", "t1", "", None, NOON).is_correction
