"""Clocks for tests: none of them is the machine's calendar clock."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event

from tests.moments import MOMENT


@dataclass
class HandClock:
    """A clock that moves when told to."""

    time: datetime = MOMENT

    def now(self) -> datetime:
        return self.time

    def pass_time(self, **span: float) -> None:
        self.time += timedelta(**span)


@dataclass
class SlowClock:
    """A clock on which everything takes long: each look at it is so much later."""

    time: datetime = MOMENT
    step: timedelta = timedelta(minutes=1)

    def now(self) -> datetime:
        self.time += self.step
        return self.time


@dataclass
class RunningClock:
    """A clock that goes on by itself from the moment of the tests, and can be turned forward."""

    _begun: float = field(default_factory=time.monotonic)
    _turned: timedelta = timedelta()

    def now(self) -> datetime:
        return MOMENT + self._turned + timedelta(seconds=time.monotonic() - self._begun)

    def seconds(self) -> float:
        """Return the time as the local Slack counts it: seconds since 1970."""
        return self.now().timestamp()

    def pass_time(self, **span: float) -> None:
        self._turned += timedelta(**span)


CLOCK = RunningClock()
"""One for everything in this process that has to agree on the time."""


class Rounds(Event):
    """Is set after so many waits, none of which takes time."""

    def __init__(self, rounds: int) -> None:
        super().__init__()
        self._left = rounds
        self.waited: list[float | None] = []

    def wait(self, timeout: float | None = None) -> bool:
        self.waited.append(timeout)
        self._left -= 1
        if self._left < 0:
            self.set()
        return self.is_set()
