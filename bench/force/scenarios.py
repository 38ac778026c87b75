"""What is done to the bot, its database and Slack while events come in; then each fault ends."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bench.force.bad_days import Mood

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator

    from bench.force.bad_days import BadDaysSlack
    from bench.force.bots import Bots
    from bench.force.databases import DatabaseUnderForce

_GOOD: Final = Mood()
_MOODS: Final = {
    "slow Slack": Mood(seconds=2.0),
    "trickling Slack": Mood(seconds_a_byte=0.2),
    "429 storm": Mood(is_busy=True),
    "503 after the post": Mood(is_broken=True),
}


@dataclass(frozen=True, slots=True)
class Size:
    """How much force: events a second, faults of each kind, how long each lasts, and how many events at least."""

    per_second: float
    kills: int
    events: int
    faults: int
    lasting_seconds: float


FULL: Final = Size(per_second=30, kills=50, events=5_000, faults=3, lasting_seconds=15)
SMALL: Final = Size(per_second=20, kills=2, events=60, faults=1, lasting_seconds=4)


@dataclass(frozen=True, slots=True)
class Scene:
    """What a fault is done to."""

    slack: BadDaysSlack
    bots: Bots
    database: DatabaseUnderForce
    size: Size
    draw: random.Random


@dataclass(frozen=True, slots=True)
class Scenario:
    """A kind of fault: how many bots serve, and what is done; `inflict` yields when each fault has ended."""

    name: str
    inflict: Callable[[Scene], Iterator[None]]
    replicas: int = 1
    slowed_to: float | None = None


def scenarios_for(database: DatabaseUnderForce) -> Iterator[Scenario]:
    """Yield everything that can be done to bots on that database."""
    yield Scenario("kill -9", _kill)
    yield Scenario("SIGTERM", _stop)
    for fault in database.faults:
        yield Scenario(f"database {fault}", _hurting(fault))
    if database.replicas > 1:
        yield Scenario("two replicas, kill -9", _kill, replicas=2)
        yield Scenario("two replicas, SIGTERM", _stop, replicas=2)
    for name in _MOODS:
        # Slack at two seconds a post takes eight a second from sixteen at once: more would only be a queue.
        yield Scenario(name, _moody(name), slowed_to=5)


def _kill(scene: Scene) -> Iterator[None]:
    for _ in range(scene.size.kills):
        time.sleep(scene.draw.uniform(0.5, 2 * scene.size.events / scene.size.per_second / scene.size.kills))
        scene.bots.kill(scene.draw.choice(scene.bots.ports()))
        scene.bots.start()
        yield


def _stop(scene: Scene) -> Iterator[None]:
    for _ in range(scene.size.faults):
        time.sleep(scene.draw.uniform(1, 3))
        scene.bots.stop(scene.draw.choice(scene.bots.ports()))
        scene.bots.start()
        yield


def _hurting(fault: str) -> Callable[[Scene], Iterator[None]]:
    def inflict(scene: Scene) -> Iterator[None]:
        for _ in range(scene.size.faults):
            time.sleep(scene.draw.uniform(1, 3))
            scene.database.faults[fault](scene.draw.uniform(0.5, 1) * scene.size.lasting_seconds)
            yield
            time.sleep(10)

    return inflict


def _moody(name: str) -> Callable[[Scene], Iterator[None]]:
    def inflict(scene: Scene) -> Iterator[None]:
        for _ in range(min(scene.size.faults, 2)):
            time.sleep(2)
            scene.slack.mood = _MOODS[name]
            time.sleep(scene.size.lasting_seconds)
            scene.slack.mood = _GOOD
            yield
            time.sleep(10)

    return inflict
