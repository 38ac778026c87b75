"""The clock of the page: how far it goes, and what is done on the way."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from bot.bootstrap.clock import ForwardClock
from bot.domain.hours import Hours
from bot.playground.running import Scene, playground
from bot.playground.turning import TURNS
from tests.clocks import HandClock
from tests.localslack.page.window import as_bot
from tests.playground.conftest import small_settings, window

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.playground.running import Playground
    from localslack import ChannelMessage

pytestmark = pytest.mark.slow

ZONE = ZoneInfo("Europe/Amsterdam")
NINE_TO_FIVE = Hours(
    ZONE,
    frozenset(range(5)),
    time(9),
    time(17),
    frozenset({date(2026, 4, 6)}),  # Easter Monday
)
FRIDAY = datetime(2026, 11, 27, 15, 30, tzinfo=ZONE)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("turn", "now", "then"),
    [
        ("hour", "2026-11-27T15:30", "2026-11-27T16:30"),
        ("hour", "2026-03-29T01:30", "2026-03-29T03:30"),  # that night has an hour less
        ("day", "2026-11-26T15:30", "2026-11-27T15:30"),
        ("day", "2026-11-27T15:30", "2026-11-30T15:30"),
        ("day", "2026-11-28T03:10", "2026-11-30T03:10"),
        ("day", "2026-04-03T23:59", "2026-04-07T23:59"),
        ("day", "2026-10-23T12:00", "2026-10-26T12:00"),  # that weekend has an hour more
        ("weekend", "2026-11-23T08:00", "2026-11-30T09:00"),
        ("weekend", "2026-11-27T15:30", "2026-11-30T09:00"),
        ("weekend", "2026-11-29T23:59", "2026-11-30T09:00"),
        ("weekend", "2026-04-03T12:00", "2026-04-07T09:00"),
    ],
)
def test_a_turn_goes_by_the_teams_calendar(turn: str, now: str, then: str) -> None:
    found = TURNS[turn](local(now).astimezone(UTC), NINE_TO_FIVE)

    assert found == local(then).astimezone(UTC)
    assert found.tzinfo is UTC


def on_friday() -> Scene:
    """Return a scene whose clock moves only where it is put forward: no load of the machine is in its moments."""
    return Scene(ForwardClock(HandClock(), FRIDAY))


@contextmanager
def friday(folder: Path) -> Iterator[Playground]:
    with playground(small_settings(folder), 0, "socket", scene=on_friday()) as running:
        yield running


def moment_of(message: ChannelMessage) -> str:
    return datetime.fromtimestamp(float(message.ts), ZONE).isoformat()


def triage(running: Playground) -> list[ChannelMessage]:
    return running.slack.messages(running.slack.channels["support-triage"])


def test_over_the_weekend_everything_falls_due_at_its_own_time(tmp_path: Path) -> None:
    with friday(tmp_path) as running:
        alice, slack = window(running, "alice"), running.slack
        alice.person.types("/econnect-support where is my mailbox")
        alice.person.submits(slack.wait_for(lambda: alice.person.modal), {})
        slack.wait_for(lambda: triage(running))
        shown = alice.does("clock", turn="weekend")
        digest = triage(running)[-1]
        later = alice.does("clock", turn="day")
        nothing = alice.does("clock", turn="hour")
        posted = triage(running)

    card = {"number": 1, "ts": posted[0].ts}
    assert (shown["at"], shown["zone"]) == (local("2026-11-30T09:00").timestamp(), "Europe/Amsterdam")
    assert shown["happened"] == {"reminded": [], "digests": [digest.ts], "closed": []}
    assert later["happened"] == {"reminded": [card], "digests": [posted[-1].ts], "closed": []}
    assert nothing["happened"] == {"reminded": [], "digests": [], "closed": []}
    assert {posted[0].channel} == {shown["triage"], running.slack.channels["support-triage"].id}
    assert digest.thread_ts is None
    assert moment_of(digest).startswith("2026-11-30T09:00")
    late = [moment_of(each) for each in posted if each.thread_ts == posted[0].ts and each.ts > digest.ts]
    # Promised for 11:30: near, and past.
    assert [at[:16] for at in late] == ["2026-11-30T10:30", "2026-11-30T11:30"]


def test_the_clock_stands_in_the_state_and_goes_forward_for_everybody(tmp_path: Path) -> None:
    with friday(tmp_path) as running:
        alice, bob = window(running, "alice"), window(running, "bob")
        before = bob.state()
        alice.does("clock", turn="hour")
        after = bob.state()
        asked = alice.person.says(alice.general, "hello")

    assert before["extension"]["clock"] == {"at": FRIDAY.timestamp(), "zone": "Europe/Amsterdam"}
    assert after["extension"]["clock"]["at"] == FRIDAY.timestamp() + 3600
    assert after["now"] - before["now"] == 3600
    assert float(asked.ts) >= FRIDAY.timestamp() + 3600


@pytest.mark.parametrize("wrong", [{"turn": "back"}, {"turn": ""}, {}, {"turn": -1}])
def test_another_turn_is_refused_in_words(tmp_path: Path, wrong: dict[str, object]) -> None:
    with friday(tmp_path) as running:
        answer = window(running, "alice").post("clock", wrong)

    assert answer.status == 400
    assert "turn" in answer.payload["error"]


def test_a_message_that_waits_for_its_next_try_is_sent_when_the_clock_is_past_it(tmp_path: Path) -> None:
    with friday(tmp_path) as running:
        alice, slack = window(running, "alice"), running.slack
        slack.faults.for_calls("chat.postMessage", "429:1800")
        alice.person.writes_dm("which version do I need?")
        slack.wait_for(lambda: slack.calls("chat.postMessage"))
        alice.does("clock", turn="hour")

        assert slack.wait_for(lambda: [each for each in alice.person.sees(alice.person.dm) if each.bot_id])


def test_signatures_and_triggers_go_by_the_same_clock(tmp_path: Path) -> None:
    with playground(small_settings(tmp_path), 0, "http", scene=on_friday()) as running:
        alice = window(running, "alice")
        alice.does("clock", turn="day")
        alice.person.types("/econnect-support where is my mailbox")

        assert running.slack.wait_for(lambda: alice.person.modal)
        assert as_bot(running.slack, "auth.test")["ok"]
