from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.channel_manners import ChannelManners
from bot.domain.conversation import QUIET, Conversation, Memory

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
REMEMBERED = Memory("version-check", "nl", NOON, "en")


def test_two_places_never_share_a_key() -> None:
    places = [
        Conversation("thread", "T1", "C1", "1.2"),
        Conversation("thread", "T1", "C1", "1.3"),
        Conversation("direct", "T1", "C1"),
        Conversation("command", "T1", "C1", person="U1"),
        Conversation("command", "T1", "C1", person="U2"),
    ]

    assert len({place.key() for place in places}) == len(places)


@pytest.mark.parametrize("kind", ["direct", "command"])
def test_a_talk_that_was_quiet_for_long_has_ended(kind: str) -> None:
    ended = REMEMBERED.at(NOON + QUIET + timedelta(seconds=1), kind)  # type: ignore[arg-type] # one of the kinds

    assert REMEMBERED.at(NOON + QUIET, kind) == REMEMBERED  # type: ignore[arg-type] # one of the kinds
    assert ended == Memory(language="en", chosen="en")


def test_a_card_is_what_was_said_last_however_long_the_talk_was_quiet() -> None:
    at_card = Memory("version-check", "nl", NOON, articles=("a",), offered=("b",), trace_id="t", step="s", setup="s1")

    ended = at_card.at(NOON + 2 * QUIET, "direct")
    assert ended == Memory(language="nl", articles=("a",), offered=("b",), step="s", setup="s1")


def test_a_thread_never_ends() -> None:
    assert REMEMBERED.at(NOON + timedelta(days=300), "thread") == REMEMBERED


def test_a_memory_that_was_never_written_has_only_the_language_that_was_chosen() -> None:
    assert Memory("version-check", "nl", None, "en").at(NOON, "thread") == Memory(language="en", chosen="en")


def test_what_is_set_for_the_channel_outlives_its_talks_and_its_language_is_the_last_to_count() -> None:
    english = ChannelManners("T1", "C1", "off", "en")

    assert Memory(language="en", manners=english).at(NOON, "thread") == Memory(language="en", manners=english)
    ended = Memory("version-check", "nl", NOON, "nl", manners=english).at(NOON + 2 * QUIET, "command")
    assert ended == Memory(language="nl", chosen="nl", manners=english)
    assert ended.is_off
    assert not REMEMBERED.is_off
