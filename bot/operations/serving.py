"""Runs a front door and the delivery workers, and stops them so that nothing acked is lost."""

from __future__ import annotations

import logging
import os
import signal
from contextlib import suppress
from datetime import timedelta
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Final, Protocol

from bot.services.patience import at_most, seconds_left
from bot.services.supervising import Supervisor

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.services.delivering import DeliveryWorker
    from bot.services.ports import Clock
    from bot.services.supervising import Beat

log = logging.getLogger(__name__)

GRACE: Final = timedelta(seconds=8)
"""How long finishing may take after a SIGTERM, all waits together: at most half of it is for requests in flight."""

CONCLUDING: Final = timedelta(seconds=2)
"""The end of it, for what was delivered to be noted: what begins or is still being delivered then is left."""

LEAVING_SECONDS: Final = 0.5
"""How long the database is waited for after that."""

LAST_SECONDS: Final = 9.5
"""When the process ends after a SIGTERM whatever still hangs. What was acked is on the disk: as with `kill -9`."""

_LAST_WORDS_SECONDS: Final = 0.5
_DELIVERY_LATE_SECONDS: Final = 30.0


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


def stop_on_signals(stop: Event, supervisor: Supervisor, leave: Callable[[], None] = lambda: None) -> Event:
    """Have SIGTERM and Ctrl-C set `stop`, and call `leave` if the process still is there some seconds later.

    Return what calls that off, for a process that goes on when all of this has ended.

    Only the main thread may call this. Python runs a handler in the main thread, which may hold the event's own lock
    just then, or may be about to wait for it and never notice. The system's part of the handler writes to a pipe at
    once, and another thread reads it.
    """
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)

    def pass_on(_: Beat) -> None:
        (number,) = os.read(reading, 1)
        supervisor.once("last words", partial(log.info, "%s: the bot ends", signal.Signals(number).name))
        stop.set()  # also where a log that nobody reads is full, and takes no word
        if not ended.wait(LAST_SECONDS):
            leave()

    ended = Event()
    supervisor.keep("signals", pass_on, until=stop)
    return ended


def leave_at_once() -> None:
    """End the process, and say that something kept it from ending by itself."""
    with suppress(TimeoutError):
        Supervisor.once("last words", _tell_hanging).result(_LAST_WORDS_SECONDS)
    os._exit(1)


def _tell_hanging() -> None:
    log.error("Something hangs, so the bot ends without it. What was acknowledged is stored, and is done next time.")
    logging.shutdown()


def serve(
    front: Front,
    worker: DeliveryWorker,
    clock: Clock,
    *,
    stop: Event,
    wake: Event,
    supervisor: Supervisor,
) -> int:
    """Run until `stop` is set; then close the door, finish, and empty the outbox.

    The use cases set `wake` after a commit. Return how many due messages could not be sent in time: the store keeps
    them for the next start.
    """
    ended = Event()
    delivery = supervisor.keep(
        "delivery",
        lambda beat: worker.run(ended, wake, beat),
        until=ended,
        late_after_seconds=_DELIVERY_LATE_SECONDS,
    )
    # Reaching Slack may hang: the main thread waits for a signal meanwhile.
    opening = supervisor.once("opening", lambda: front.start(stop))
    opening.add_done_callback(lambda done: stop.set() if done.exception() or not done.result() else None)
    try:
        stop.wait()
        if opening.done():
            opening.result()
    finally:
        with at_most(GRACE.total_seconds()):
            until = clock.now() + GRACE - CONCLUDING
            worker.end_within((GRACE - CONCLUDING).total_seconds())
            front.stop(GRACE.total_seconds() / 2)
            ended.set()
            wake.set()
            delivery.join(seconds_left(otherwise=0))
            worker.drain(until, wake)
        waiting = _leave(worker)
    return waiting


def _leave(worker: DeliveryWorker) -> int:
    """Give back what is leased, and tell how much is left to the next start, as far as the database answers soon."""
    with at_most(LEAVING_SECONDS):
        waiting = worker.leave()
    if waiting:
        log.warning("Stopped with %d messages unsent; they are sent after the next start", waiting)
    return waiting
