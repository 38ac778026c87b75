"""Runs a front door and the delivery workers, and stops them so that nothing acked is lost."""

from __future__ import annotations

import logging
import signal
from datetime import timedelta
from queue import SimpleQueue
from threading import Event, Thread
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.services.delivery import DeliveryWorker
    from bot.services.ports import Clock

log = logging.getLogger(__name__)

# Within this time of a SIGTERM the process ends; half of it is for requests in flight, the rest for the outbox.
GRACE = timedelta(seconds=10)


class Front(Protocol):
    """A way in for Slack: HTTP or Socket Mode."""

    def start(self, stop: Event) -> bool:
        """Open the door; False where `stop` was set before that came about."""
        ...

    def is_ready(self) -> bool:
        """Whether Slack can come in."""
        ...

    def stop(self, within_seconds: float) -> None:
        """Let nothing more in, and finish what is in flight."""
        ...


def stop_on_signals(stop: Event) -> None:
    """Have SIGTERM and Ctrl-C set `stop`. Only the main thread may call this.

    A handler interrupts the main thread, which may just then hold the event's own lock: another thread sets it.
    """
    signals: SimpleQueue[int] = SimpleQueue()

    def pass_on() -> None:
        signals.get()
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda number, _: signals.put(number))
    Thread(target=pass_on, name="signals", daemon=True).start()


def serve(front: Front, workers: Sequence[DeliveryWorker], clock: Clock, *, stop: Event, wake: Event) -> int:
    """Run until `stop` is set; then close the door, finish, and empty the outbox.

    Args:
        front: the way in.
        workers: at least one, each with an owner name of its own; each gets a thread.
        clock: the time.
        stop: set from outside, by a signal.
        wake: what the journeys set after a commit.

    Returns:
        How many messages could not be sent in time. A lasting store keeps them for the next start.
    """
    ended = Event()
    threads = [Thread(target=worker.run, args=(ended, wake), name="delivery", daemon=True) for worker in workers]
    for thread in threads:
        thread.start()
    try:
        if front.start(stop):
            stop.wait()
    finally:
        until = clock.now() + GRACE
        front.stop(GRACE.total_seconds() / 2)
        ended.set()
        wake.set()
        for thread in threads:
            thread.join((until - clock.now()).total_seconds())
        waiting = workers[0].drain(until, wake)
        if waiting:
            log.error("Stopped with %d messages unsent", waiting)
    return waiting
