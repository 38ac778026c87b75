"""Runs a front door and the delivery workers, and stops them so that nothing acked is lost."""

from __future__ import annotations

import logging
import os
import signal
from datetime import timedelta
from threading import Event, Thread
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from bot.services.delivering import DeliveryWorker
    from bot.services.ports import Clock

log = logging.getLogger(__name__)

# Within 10 s of a SIGTERM the process ends: half of this is for requests in flight, the rest for the outbox, and what
# is left of the 10 s for ending.
GRACE = timedelta(seconds=9)


class Front(Protocol):
    """A way in for Slack: HTTP or Socket Mode."""

    def start(self, stop: Event) -> bool:
        """Open the door; False where `stop` was set before that came about."""
        ...

    def is_ready(self) -> bool:
        """Return whether Slack can come in."""
        ...

    def stop(self, within_seconds: float) -> None:
        """Let nothing more in, and finish what is in flight."""
        ...


def stop_on_signals(stop: Event) -> None:
    """Have SIGTERM and Ctrl-C set `stop`. Only the main thread may call this.

    Python runs a handler in the main thread, which may hold the event's own lock just then, or may be about to wait
    for it and never notice. The system's part of the handler writes to a pipe at once, and another thread reads it.
    """
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)

    def pass_on() -> None:
        while os.read(reading, 1):
            stop.set()

    Thread(target=pass_on, name="signals", daemon=True).start()


def serve(front: Front, worker: DeliveryWorker, clock: Clock, *, stop: Event, wake: Event) -> int:
    """Run until `stop` is set; then close the door, finish, and empty the outbox.

    Args:
        front: the way in.
        worker: delivers, in a thread of its own.
        clock: the time.
        stop: set from outside, by a signal.
        wake: what the use cases set after a commit.

    Returns:
        How many due messages could not be sent in time. The store keeps them for the next start.
    """
    ended = Event()
    thread = Thread(target=worker.run, args=(ended, wake), name="delivery", daemon=True)
    thread.start()
    try:
        if front.start(stop):
            stop.wait()
    finally:
        until = clock.now() + GRACE
        worker.end_within(GRACE.total_seconds())
        front.stop(GRACE.total_seconds() / 2)
        ended.set()
        wake.set()
        thread.join((until - clock.now()).total_seconds())
        waiting = worker.drain(until, wake)
        worker.release_all()
        if waiting:
            log.warning("Stopped with %d messages unsent; they are sent after the next start", waiting)
    return waiting
