"""What happened while the clock was put forward, and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.playground.happenings import Standing, happened

if TYPE_CHECKING:
    from bot.domain.ticket import Reminder

CARDS = {1: "1.1", 3: "3.1", 4: "4.1", 5: "5.1"}
BEFORE = Standing(frozenset({(1, "response-soon")}), frozenset({2}), frozenset({"1.5"}), CARDS)


def test_where_nothing_came_nothing_is_told() -> None:
    for after in (BEFORE, Standing(frozenset(), frozenset(), frozenset(), CARDS)):
        assert happened(BEFORE, after) == {"reminded": [], "digests": [], "closed": []}


def test_only_what_came_between_is_told_each_with_its_message() -> None:
    reminders: set[tuple[int, Reminder]] = {(1, "response-late"), (1, "resolution-soon"), (3, "response-soon")}
    after = Standing(BEFORE.reminders | reminders, BEFORE.closed | {5, 4}, BEFORE.digests | {"9.2", "9.1"}, CARDS)

    assert happened(BEFORE, after) == {
        "reminded": [{"number": 1, "ts": "1.1"}, {"number": 3, "ts": "3.1"}],
        "digests": ["9.1", "9.2"],
        "closed": [{"number": 4, "ts": "4.1"}, {"number": 5, "ts": "5.1"}],
    }
