"""What is set for a channel."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bot.domain.channel_manners import ChannelManners

BEFORE = ChannelManners("T1", "C1", "follow-ups")


def test_what_was_changed_is_named_in_the_order_of_the_form_and_who_did_it_is_no_part_of_it() -> None:
    after = replace(BEFORE, most_replies=3, listens="off", person="UBOB", set_at=datetime(2026, 11, 25, tzinfo=UTC))
    assert after.changed_from(BEFORE) == ("listens", "most_replies")
    assert replace(after, product="exact-globe", language="en").changed_from(after) == ("language", "product")
    assert BEFORE.changed_from(replace(BEFORE, person="UBOB", version=7)) == ()


def test_only_off_is_off() -> None:
    assert replace(BEFORE, listens="off").is_off
    assert not replace(BEFORE, listens="mentions").is_off
