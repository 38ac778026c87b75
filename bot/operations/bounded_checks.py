"""Checks that are given so long and no longer: one that hangs has failed, and holds up no other."""

from __future__ import annotations

import logging
import time
from concurrent.futures import TimeoutError as TooLongError
from threading import Lock
from typing import TYPE_CHECKING, Final, TypeAlias

from bot.services.fault_log import log_fault

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from concurrent.futures import Future

    from bot.services.supervising import Supervisor

    ReadinessCheck: TypeAlias = Callable[[], bool | str]
    """True, or False, or why not."""

CHECK_SECONDS: Final = 3.0

log = logging.getLogger(__name__)


class BoundedChecks:
    """Looks at everything at once. A check that still hangs from an earlier look is not begun a second time."""

    def __init__(
        self, checks: Mapping[str, ReadinessCheck], supervisor: Supervisor, seconds: float = CHECK_SECONDS
    ) -> None:
        self._checks = checks
        self._supervisor = supervisor
        self._within = seconds
        self._running: dict[str, Future[bool | str]] = {}
        self._lock = Lock()

    @property
    def names(self) -> tuple[str, ...]:
        """Return the name of each check."""
        return tuple(self._checks)

    def failed(self) -> dict[str, str]:
        """Return the checks that did not come out well, each with the reason."""
        with self._lock:
            begun = {name: self._begin(name) for name in self._checks}
        end = time.monotonic() + self._within
        found = {name: self._reason(name, future, end) for name, future in begun.items()}
        return {name: reason for name, reason in found.items() if reason is not None}

    def _begin(self, name: str) -> Future[bool | str]:
        running = self._running.get(name)
        if running is None or running.done():
            running = self._running[name] = self._supervisor.once(f"check {name}", self._checks[name])
        return running

    def _reason(self, name: str, future: Future[bool | str], end: float) -> str | None:
        try:
            error = future.exception(max(0.0, end - time.monotonic()))
        except TooLongError:
            return f"no answer within {self._within:g} s"
        if error is not None:
            log_fault(log, f"The check {name} failed", error)
            return "the check failed; the log says where"
        found = future.result()
        if isinstance(found, str):
            return found
        return None if found else "no"
