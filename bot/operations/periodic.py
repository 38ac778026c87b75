"""Periodic jobs: background work with a name, done again and again until the bot stops, whatever fails in between."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.services.fault_log import log_fault
from bot.services.ports import StoreUnavailableError

if TYPE_CHECKING:
    from collections.abc import Callable
    from threading import Event

    from bot.services.supervising import Beat, Supervisor, Work

PATIENCE_SECONDS: Final = 60.0
"""How long a job may take before it is late, and how soon one that failed is done again at the latest."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PeriodicJob:
    """What is done every so many seconds; where it `runs_at_once`, at the start as well.

    Its heartbeat is the last time that it was done: what hangs is late, and so is what fails again and again.
    """

    name: str
    seconds: float
    run: Callable[[], object]
    runs_at_once: bool = False

    def start(self, supervisor: Supervisor, stop: Event) -> Work:
        """Have it done until `stop` is set."""
        late = 2 * self.seconds + PATIENCE_SECONDS
        return supervisor.keep(self.name, lambda beat: self._repeat(stop, beat), until=stop, late_after_seconds=late)

    def _repeat(self, stop: Event, beat: Beat) -> None:
        wait = 0.0 if self.runs_at_once else self.seconds
        while not stop.wait(wait):
            wait = self._run_once(beat)

    def _run_once(self, beat: Beat) -> float:
        """Do it; return how long to wait then. Whatever else it raises ends the round and begins it anew."""
        try:
            self.run()
        except StoreUnavailableError as error:
            log.warning("The job %s is not done now: %s", self.name, error)
        except Exception as error:  # noqa: BLE001 - the supervisor: a fault of ours does not end the job
            log_fault(log, f"The job {self.name} failed", error)
        else:
            beat()
            return self.seconds
        return min(self.seconds, PATIENCE_SECONDS)
