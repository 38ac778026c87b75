"""Background work that is watched over: the only place where the bot starts a thread.

What is kept up has a name and a heartbeat. It is begun anew when it ends by itself or by whatever it raises, so that
no fault ends it for good; readiness and metrics tell what is down, and what has been silent for too long.
"""

from __future__ import annotations

import logging
import time
from concurrent.futures import Future
from contextlib import suppress
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Final, Protocol, TypeAlias, TypeVar

from bot.services.fault_log import log_fault

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Beat: TypeAlias = Callable[[], None]

    class Heartbeat(Protocol):
        """What work is given to say that it is at work; without `is_done`, only that it has come back."""

        def __call__(self, *, is_done: bool = True) -> None:
            """Note it."""
            ...


T = TypeVar("T")

RESTART_SECONDS: Final = 1.0
"""How long what fell is left alone: what falls at once must not keep the machine busy."""

log = logging.getLogger(__name__)


class RoundFailedError(Exception):
    """A round of background work did not do what it is for, and no fault of ours is why: the next may.

    The message says what failed and what to do, and goes into the log as it is. Whoever runs the work tells and
    counts it; the work is at its job all the same.
    """


class Supervisor:
    """Keeps background work up, and knows how it stands. `seconds` tells a time that only grows."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._works: dict[str, Work] = {}
        self._lock = Lock()

    def keep(
        self, name: str, run: Callable[[Heartbeat], object], *, until: Event, late_after_seconds: float | None = None
    ) -> Work:
        """Run `run` in a thread of its own, and again whenever it ends before `until` is set.

        It is late if it has not called its beat for `late_after_seconds`; what only waits to be called has none.
        """
        work = Work(name, late_after_seconds, self._seconds)
        work.thread = Thread(target=self._supervise, args=(work, run, until), name=name, daemon=True)
        work.thread.start()
        with self._lock:
            self._works[name] = work
        return work

    @staticmethod
    def once(name: str, call: Callable[[], T]) -> Future[T]:
        """Call `call` in a thread of its own, which nothing waits for; return what will hold its result."""
        future: Future[T] = Future()
        Thread(target=_settle, args=(future, call), name=name, daemon=True).start()
        return future

    def ages(self) -> Mapping[str, float]:
        """Return how many seconds ago each that has a heartbeat gave one."""
        return {work.name: work.age() for work in self._all() if work.late_after_seconds is not None}

    def falls(self) -> Mapping[str, int]:
        """Return how often each had to be begun anew."""
        return {work.name: work.falls for work in self._all()}

    def troubles(self) -> Mapping[str, str]:
        """Return what does not run as it should, each with what is wrong with it."""
        return {work.name: trouble for work in self._all() if (trouble := work.trouble()) is not None}

    def hanging(self) -> tuple[str, ...]:
        """Return what has not come back for too long, not even without success: the process may have to be ended."""
        return tuple(work.name for work in self._all() if work.is_hanging())

    def _all(self) -> tuple[Work, ...]:
        with self._lock:
            return tuple(self._works.values())

    def _supervise(self, work: Work, run: Callable[[Heartbeat], object], until: Event) -> None:
        while not until.is_set():
            work.begin()
            try:
                run(work.beat)
            except BaseException as error:  # noqa: BLE001 - the supervisor: nothing ends what it keeps up
                _tell(work.name, error)
            if not until.is_set():
                work.fall()
                until.wait(RESTART_SECONDS)
        work.end()


class Work:
    """One thing that is kept up. The supervisor begins and ends it; it gives its heartbeat."""

    def __init__(self, name: str, late_after_seconds: float | None, seconds: Callable[[], float]) -> None:
        self.name = name
        self.late_after_seconds = late_after_seconds
        self.falls = 0
        self.thread: Thread | None = None
        self._seconds = seconds
        self._last = self._back = seconds()
        self._is_down = False
        self._over = Event()

    def beat(self, *, is_done: bool = True) -> None:
        """Note that it is at work; unless it `is_done`, only that it has come back."""
        self._back = self._seconds()
        if is_done:
            self._last = self._back

    def age(self) -> float:
        """Return how many seconds ago it gave its heartbeat."""
        return self._seconds() - self._last

    def begin(self) -> None:
        """Note that it runs. A heartbeat it gives itself: what falls at once again stays late."""
        self._is_down = False

    def fall(self) -> None:
        """Note that it ended, and was not to."""
        self.falls += 1
        self._is_down = True

    def end(self) -> None:
        """Note that it ended as it was to."""
        self._over.set()

    def trouble(self) -> str | None:
        """Return what is wrong with it; None where nothing is."""
        if self._over.is_set():
            return None
        if self._is_down or (self.thread is not None and not self.thread.is_alive()):
            return "it ended, and is started again"
        if self.late_after_seconds is not None and self.age() > self.late_after_seconds:
            return f"nothing from it for {self.age():.0f} s"
        return None

    def is_hanging(self) -> bool:
        """Return whether it has not even come back for as long as makes it late."""
        late = self.late_after_seconds
        return late is not None and not self._over.is_set() and self._seconds() - self._back > late

    def join(self, seconds: float) -> bool:
        """Wait so long for its end; return whether it came."""
        return self._over.wait(max(seconds, 0.0))


def _settle(future: Future[T], call: Callable[[], T]) -> None:
    try:
        result = call()
    except BaseException as error:  # noqa: BLE001 - the edge of the thread: whoever asks for the result meets it
        future.set_exception(error)
    else:
        future.set_result(result)


def _tell(name: str, error: BaseException) -> None:
    with suppress(BaseException):  # without memory nothing can be told either: it goes on all the same
        log_fault(log, f"{name} ended and is started again", error)
