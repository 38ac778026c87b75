"""Do each fault on each database, and print what was lost, doubled, and how long it was silent afterwards.

Every event is a question, sent as Slack does, again where it is not acked. Lost is an event that was acked and has
no reply; doubled one with several. A double is excused where Slack's answer to a post did not reach the bot whole:
nobody could know then. Silence is the time from a fault's end to the next ack, and to the next post. A bot goes on
by itself within ten seconds of a fault's end, and ends within ten of SIGTERM.
"""

from __future__ import annotations

import random
import sys
import time
from bisect import bisect
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from bench.force.bad_days import BadDaysSlack
from bench.force.bots import Bots
from bench.force.databases import postgres_under_force, sqlite_under_force
from bench.force.scenarios import FULL, SMALL, Scene, scenarios_for
from bench.force.sending import Sender
from tests.storage.postgres import NOT_RUN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.force.databases import DatabaseUnderForce
    from bench.force.scenarios import Scenario, Size

PATIENCE_SECONDS: Final = 240
MOST_SECONDS: Final = 10.0
"""Until the next ack after a fault, and from SIGTERM to the process's end."""
REST_SECONDS: Final = 3.0
"""After everything is answered: what comes twice comes now."""
_HEAD: Final = (
    f"  {'database':11} {'fault':24} {'faults':>6} {'acked':>6} {'to Slack':>8} {'lost':>5} {'doubled':>8} "
    f"{'excused':>8} {'ack after':>10} {'post after':>11} {'stop':>7}"
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one scenario."""

    faults: int
    acked: int
    left_to_slack: int
    lost: int
    doubled: int
    excused: int
    ack_seconds: float
    post_seconds: float
    stop_seconds: float

    @property
    def is_well(self) -> bool:
        """Whether nothing acked is lost or doubled without excuse, and the bot goes on and ends in time."""
        is_kept = self.acked > 0 and self.lost == 0 and self.doubled == self.excused
        return is_kept and self.ack_seconds <= MOST_SECONDS and self.stop_seconds <= MOST_SECONDS


def run(*, is_quick: bool, only: str = "") -> bool:
    """Print a line for each scenario; return whether all is well.

    Raises:
        LookupError: no scenario has the words of `only` in its database and name.
    """
    size, outcomes = (SMALL if is_quick else FULL), []
    print(f"force: {size.per_second:g} events a second; {size.kills} kills, {size.faults} of each other fault")
    print(_HEAD, flush=True)
    with ExitStack() as stack:
        databases = [stack.enter_context(sqlite_under_force())]
        try:
            databases.append(stack.enter_context(postgres_under_force()))
        except FileNotFoundError:
            print(f"  {NOT_RUN}")
        for database in databases:
            for scenario in scenarios_for(database):
                if only in f"{database.name} {scenario.name}":
                    outcomes.append(_play(scenario, database, size))
                    _print(database.name, scenario.name, outcomes[-1])
    if not outcomes:
        raise LookupError(f"No scenario has {only!r} in its database and name")
    return all(outcome.is_well for outcome in outcomes)


def _play(scenario: Scenario, database: DatabaseUnderForce, size: Size) -> Outcome:
    slack = BadDaysSlack()
    with TemporaryDirectory() as folder:
        bots = Bots(slack.url, database.url, scenario.replicas, Path(folder))
        try:
            for _ in range(scenario.replicas):
                bots.start()
            sender = Sender(bots.ports, scenario.slowed_to or size.per_second)
            scene = Scene(slack, bots, database, size, random.Random(scenario.name))  # noqa: S311 - no secret
            ended = []
            for _ in scenario.inflict(scene):
                ended.append(time.monotonic())
                print(".", end="", file=sys.stderr, flush=True)
            time.sleep(1)
            sender.stop()
            _wait_for_answers(slack, sender)
        finally:
            bots.end()
    return outcome_of(slack, sender, bots, ended)


def _wait_for_answers(slack: BadDaysSlack, sender: Sender) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while any(ts not in slack.posts for ts in sender.acked) and time.monotonic() < end:
        time.sleep(0.2)
    time.sleep(REST_SECONDS)


def outcome_of(slack: BadDaysSlack, sender: Sender, bots: Bots, ended: Sequence[float]) -> Outcome:
    """Return what became of the events, from what was acked and what was posted."""
    doubled = {ts for ts, posts in slack.posts.items() if len(posts) > 1}
    return Outcome(
        faults=len(ended),
        acked=len(sender.acked),
        left_to_slack=len(sender.refused),
        lost=sum(ts not in slack.posts for ts in sender.acked),
        doubled=len(doubled),
        excused=len(doubled & slack.ambiguous),
        ack_seconds=max(_next_after(each, sender.acked_at) for each in ended),
        post_seconds=max(_next_after(each, slack.posted_at) for each in ended),
        stop_seconds=max(bots.stopped_in, default=0.0),
    )


def _next_after(moment: float, moments: Sequence[float]) -> float:
    """Return how long after `moment` the next of `moments` came; for ever where none did."""
    found = bisect(in_order := sorted(moments), moment)
    return in_order[found] - moment if found < len(in_order) else float("inf")


def _print(database: str, scenario: str, outcome: Outcome) -> None:
    told = "" if outcome.is_well else "   PAST ITS LIMIT"
    print(
        f"\r  {database:11} {scenario:24} {outcome.faults:6} {outcome.acked:6} {outcome.left_to_slack:8} "
        f"{outcome.lost:5} {outcome.doubled:8} {outcome.excused:8} {outcome.ack_seconds:8.1f} s "
        f"{outcome.post_seconds:9.1f} s {outcome.stop_seconds:5.1f} s{told}",
        flush=True,
    )
