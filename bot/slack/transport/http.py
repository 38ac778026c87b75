"""Slack over HTTP: waitress around the guard, with a stop that loses nothing in flight."""

from __future__ import annotations

import logging
import time
from threading import Event
from typing import TYPE_CHECKING, Any, Final

from waitress import wasyncore

from bot.slack.transport.guard import LONGEST_BODY
from bot.slack.transport.request_threads import Capacity
from bot.slack.transport.wsgi_server import PatientServer

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

    from bot.services.supervising import Beat, Supervisor, Work

log = logging.getLogger(__name__)

# How long the server's loop waits for a socket before it looks around: while it runs, and while it stops.
TURN_SECONDS, STOPPING_TURN_SECONDS = 1.0, 0.02

SLACKS: Final = Capacity()
"""What Slack's requests are given."""

_LATE_SECONDS: Final = 15.0


class DoorError(OSError):
    """The door of that name cannot be opened, for the system's reason."""

    def __init__(self, name: str, error: OSError) -> None:
        super().__init__(error.errno, error.strerror)
        self.name = name


class HttpFront:
    """The server, in a thread of its own.

    waitress's own `close()` drops the requests in flight. This loop closes the listening socket only, lets what came
    in be answered, and closes the connections when they are idle.

    Raises:
        DoorError: it cannot listen there.
    """

    def __init__(
        self,
        app: WSGIApplication,
        host: str,
        port: int,
        *,
        supervisor: Supervisor,
        capacity: Capacity = SLACKS,
        name: str = "http",
    ) -> None:
        try:
            # Its stubs leave out what a graceful stop needs.
            self._server: Any = PatientServer(
                app,
                capacity,
                host=host,
                port=port,
                max_request_body_size=LONGEST_BODY,
                ident="econnect-bot",
                clear_untrusted_proxy_headers=True,
            )
        except OSError as error:
            raise DoorError(name, error) from error
        self._supervisor = supervisor
        self._name = name
        self._loop: Work | None = None
        self._ended = Event()
        self._end_by = 0.0

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self._server.effective_port)

    def start(self, stop: Event) -> bool:
        """Begin to answer. False where `stop` was set before that."""
        if stop.is_set():
            return False
        self._server.task_dispatcher.start()
        self._loop = self._supervisor.keep(self._name, self._run, until=self._ended, late_after_seconds=_LATE_SECONDS)
        log.info("Listening on port %d (%s)", self.port, self._name)
        return True

    def is_ready(self) -> bool:
        """Return whether it answers."""
        return self._loop is not None and self._loop.trouble() is None and not self._ended.is_set()

    def stop(self, within_seconds: float) -> None:
        """Accept nothing more, finish what is in flight within that time, and end."""
        self._end_by = time.monotonic() + within_seconds
        self._ended.set()
        loop, self._loop = self._loop, None
        if loop is not None:
            self._server.pull_trigger()
            loop.join(within_seconds + TURN_SECONDS)
        self._server.task_dispatcher.shutdown(timeout=1)
        self._server.close()

    def _run(self, beat: Beat) -> None:
        while not self._ended.is_set():
            beat()
            self._turn(TURN_SECONDS)
            self._server.sweep()
        wasyncore.dispatcher.close(self._server)
        while not self._is_idle() and time.monotonic() < self._end_by:
            self._turn(STOPPING_TURN_SECONDS)
        for channel in list(self._server.active_channels.values()):
            channel.handle_close()

    def _turn(self, seconds: float) -> None:
        wasyncore.loop(timeout=seconds, use_poll=True, map=self._server._map, count=1)  # noqa: SLF001 - no other way in

    def _is_idle(self) -> bool:
        channels = self._server.active_channels.values()
        return not any(each.requests or each.request or each.total_outbufs_len for each in channels)
