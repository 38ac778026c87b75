"""Periodic jobs: background work with a name, done again and again until the bot stops, whatever fails in between."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from threading import Thread
from typing import TYPE_CHECKING

from bot.services.fault_log import log_fault
from bot.services.ports import StoreUnavailableError

if TYPE_CHECKING:
    from collections.abc import Callable
    from threading import Event

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PeriodicJob:
    """What is done every so many seconds; where it `runs_at_once`, at the start as well."""

    name: str
    seconds: float
    run: Callable[[], object]
    runs_at_once: bool = False

    def start(self, stop: Event) -> Thread:
        """Do it until `stop` is set, in a thread of its own; return the thread."""
        thread = Thread(target=self._supervise, args=(stop,), name=self.name, daemon=True)
        thread.start()
        return thread

    def _supervise(self, stop: Event) -> None:
        if self.runs_at_once:
            self._run_safely()
        while not stop.wait(self.seconds):
            self._run_safely()

    def _run_safely(self) -> None:
        try:
            self.run()
        except StoreUnavailableError as error:
            log.warning("The job %s is not done now: %s", self.name, error)
        except Exception as error:  # noqa: BLE001 - the supervisor: a fault of ours does not end the job
            log_fault(log, f"The job {self.name} failed", error)
