"""How long whoever asked for something waits: one deadline for every wait on the way to an ack.

It is taken when a request comes in, and read wherever something is waited for: bounds of their own would add up.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

ACK_SECONDS: Final = 2.0
"""Of the three that Slack gives: the rest is for the network, and for a busy machine."""

_ends_at: ContextVar[float | None] = ContextVar("ends_at", default=None)


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Have no wait within the block go on for longer than that from now, nor than whoever waits outside allows."""
    outer, end = _ends_at.get(), time.monotonic() + seconds
    token = _ends_at.set(end if outer is None else min(outer, end))
    try:
        yield
    finally:
        _ends_at.reset(token)


def seconds_left(otherwise: float) -> float:
    """Return how long a wait may last, 0 where the time is up; `otherwise` where nobody has said."""
    end = _ends_at.get()
    return otherwise if end is None else max(end - time.monotonic(), 0.0)


def is_awaited() -> bool:
    """Return whether somebody waits for what is done here."""
    return _ends_at.get() is not None
