"""Periodic jobs: background work with a name, done again and again until the bot stops, whatever fails in between."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from bot.services.fault_log import log_fault
from bot.services.ports import StoreUnavailableError
from bot.services.supervising import RoundFailedError

if TYPE_CHECKING:
    from collections.abc import Callable
    from threading import Event

    from bot.services.supervising import Heartbeat, Supervisor, Work

PATIENCE_SECONDS: Final = 60.0
"""How long a job may take before it is late, and how soon one that failed is done again at the latest."""

TELL_AGAIN_SECONDS: Final = 3600.0
"""How often a reason that stays the same is told: a job may be done every few seconds."""

log = logging.getLogger(__name__)


class RoundWatch(Protocol):
    """Looks on as jobs are done."""

    def started(self, job: str, seconds: float) -> None:
        """Note that `job` is done every `seconds` from now on."""
        ...

    def succeeded(self, job: str) -> None:
        """Note that a round of `job` did what it is for."""
        ...

    def failed(self, job: str) -> None:
        """Note that a round of `job` did not."""
        ...


class UnwatchedRounds:
    """Nobody looks on."""

    def started(self, job: str, seconds: float) -> None:
        """See `RoundWatch`."""

    def succeeded(self, job: str) -> None:
        """See `RoundWatch`."""

    def failed(self, job: str) -> None:
        """See `RoundWatch`."""


UNWATCHED: Final = UnwatchedRounds()


@dataclass(frozen=True, slots=True)
class PeriodicJob:
    """What is done every so many seconds; where it `runs_at_once`, at the start as well.

    A round fails by what it raises, and only here is that told and counted: nothing it runs swallows a failure.
    `RoundFailedError` says that something else hinders it: it is at work, and tried again in its own time. After
    anything else it only says that it came back: what hangs is late, and so is what a fault stops again and again.
    """

    name: str
    seconds: float
    run: Callable[[], object]
    runs_at_once: bool = False

    def start(self, supervisor: Supervisor, stop: Event, watch: RoundWatch = UNWATCHED) -> Work:
        """Have it done until `stop` is set, with `watch` looking on."""
        late = 2 * self.seconds + PATIENCE_SECONDS
        rounds = _Rounds(self, watch)
        return supervisor.keep(self.name, lambda beat: rounds.repeat(stop, beat), until=stop, late_after_seconds=late)


class _Rounds:
    """The rounds of a job, and the reason that was told last why one failed."""

    def __init__(self, job: PeriodicJob, watch: RoundWatch) -> None:
        self._job, self._watch = job, watch
        self._told = ""
        self._silent_seconds = 0.0
        watch.started(job.name, job.seconds)

    def repeat(self, stop: Event, beat: Heartbeat) -> None:
        wait = 0.0 if self._job.runs_at_once else self._job.seconds
        while not stop.wait(wait):
            wait = self._run_once(beat)

    def _run_once(self, beat: Heartbeat) -> float:
        """Do it; return how long to wait then. Whatever else it raises ends the round and begins it anew."""
        job = self._job
        try:
            job.run()
        except RoundFailedError as error:
            self._tell(str(error))
            self._watch.failed(job.name)
            beat()
            return job.seconds
        except StoreUnavailableError as error:
            log.warning("The job %s is not done now: %s", job.name, error)
        except Exception as error:  # noqa: BLE001 - the supervisor: a fault of ours does not end the job
            log_fault(log, f"The job {job.name} failed", error)
        else:
            self._told = ""
            self._watch.succeeded(job.name)
            beat()
            return job.seconds
        self._watch.failed(job.name)
        beat(is_done=False)
        return min(job.seconds, PATIENCE_SECONDS)

    def _tell(self, reason: str) -> None:
        """Log why a round failed, unless the same was told less than an hour ago."""
        self._silent_seconds += self._job.seconds
        if reason != self._told or self._silent_seconds >= TELL_AGAIN_SECONDS:
            log.warning("%s", reason)
            self._told, self._silent_seconds = reason, 0.0
