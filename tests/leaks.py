"""Names the tests that leave something running: a Socket Mode client, a server, a worker, or any other thread.

It lives on into the tests after it, and what it logs there makes them fail. A thread belongs to the test during which
it was first seen. Tests of one folder may share what runs; with the folder it has to end.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator

_IDLE: Final = ("modals", "names", "signals")
"""Threads of stores that nobody closed, of pools, and of who runs until a signal: they wait, and do nothing more."""

END_SECONDS: Final = 5.0
"""How long what was told to end may take."""


class Leaks:
    """Knows which test began which thread."""

    def __init__(self, end_seconds: float = END_SECONDS) -> None:
        self._end_seconds = end_seconds
        self._known = set(threading.enumerate())
        self._begun: dict[threading.Thread, str] = {}

    def note(self, test: str) -> None:
        """Note what `test` has begun."""
        for thread in threading.enumerate():
            if thread not in self._known and thread not in self._begun and not thread.name.startswith(_IDLE):
                self._begun[thread] = test

    def left(self) -> list[str]:
        """Return what still runs, each with its test; each is told once."""
        end = time.monotonic() + self._end_seconds
        for thread in self._begun:
            thread.join(max(end - time.monotonic(), 0))
        left = {thread: test for thread, test in self._begun.items() if thread.is_alive()}
        self._known |= set(left)
        self._begun.clear()
        return sorted({f"{test}: {thread.name}" for thread, test in left.items()})


_LEAKS: Final = Leaks()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None]:
    """Fail the last test of a folder where one of them has left something running."""
    _LEAKS.note(item.nodeid)
    yield
    if nextitem is None or nextitem.path.parent != item.path.parent:
        left = _LEAKS.left()
        if left:
            pytest.fail("left running by\n" + "\n".join(left), pytrace=False)
