"""What is given so long and no longer: a check that hangs has failed, and holds up no other."""

from __future__ import annotations

import logging
import time
from concurrent.futures import TimeoutError as TooLongError
from threading import Lock
from typing import TYPE_CHECKING, Final, Generic, TypeAlias, TypeVar

from bot.services.fault_log import log_fault

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from concurrent.futures import Future

    from bot.services.supervising import Supervisor

    ReadinessCheck: TypeAlias = Callable[[], str]
    """Why it is not well; nothing where it is."""

T = TypeVar("T")

CHECK_SECONDS: Final = 3.0

log = logging.getLogger(__name__)


class BoundedCall(Generic[T]):
    """A call in a thread of its own, which whoever begins it waits for as long as they like; never two at once."""

    def __init__(self, name: str, call: Callable[[], T], supervisor: Supervisor) -> None:
        self._name = name
        self._call = call
        self._supervisor = supervisor
        self._running: Future[T] | None = None
        self._lock = Lock()

    def begin(self) -> Future[T]:
        """Return what will hold the result: of an earlier call that still hangs, else of a new one."""
        with self._lock:
            if self._running is None or self._running.done():
                self._running = self._supervisor.once(self._name, self._call)
            return self._running


class BoundedChecks:
    """Looks at everything at once. A check that still hangs from an earlier look is not begun a second time."""

    def __init__(
        self, checks: Mapping[str, ReadinessCheck], supervisor: Supervisor, seconds: float = CHECK_SECONDS
    ) -> None:
        self._checks = {name: BoundedCall(f"check {name}", check, supervisor) for name, check in checks.items()}
        self._within = seconds

    @property
    def names(self) -> tuple[str, ...]:
        """Return the name of each check."""
        return tuple(self._checks)

    def failed(self) -> dict[str, str]:
        """Return the checks that did not come out well, each with the reason."""
        begun = {name: check.begin() for name, check in self._checks.items()}
        end = time.monotonic() + self._within
        found = {name: self._reason(name, future, end) for name, future in begun.items()}
        return {name: reason for name, reason in found.items() if reason is not None}

    def _reason(self, name: str, future: Future[str], end: float) -> str | None:
        try:
            error = future.exception(max(0.0, end - time.monotonic()))
        except TooLongError:
            return f"no answer within {self._within:g} s"
        if error is not None:
            log_fault(log, f"The check {name} failed", error)
            return "the check failed; the log says where"
        return future.result() or None
