"""Slack over HTTP: waitress around the guard, with a stop that loses nothing in flight."""

from __future__ import annotations

import logging
import time
from threading import Thread
from typing import TYPE_CHECKING, Any

from waitress import wasyncore
from waitress.server import TcpWSGIServer

from bot.slack.guard import LONGEST_BODY

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.slack.guard import Guard

log = logging.getLogger(__name__)

# How often a stopping server looks whether it is idle.
LOOK_SECONDS = 0.02


class HttpFront:
    """The server, in a thread of its own.

    waitress's own `close()` drops the requests in flight. `stop()` closes the listening socket only, lets what came
    in be answered, and closes the connections when they are idle.
    """

    def __init__(self, guard: Guard, host: str, port: int, *, threads: int = 8) -> None:
        # Its stubs leave out what a graceful stop needs.
        self._server: Any = TcpWSGIServer(
            guard,
            host=host,
            port=port,
            threads=threads,
            max_request_body_size=LONGEST_BODY,
            ident="econnect-bot",
            clear_untrusted_proxy_headers=True,
        )
        self._thread = Thread(target=self._server.run, name="http", daemon=True)

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self._server.effective_port)

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()
        log.info("Listening for Slack on port %d", self.port)

    def is_ready(self) -> bool:
        """Whether it answers."""
        return self._thread.is_alive()

    def stop(self, within_seconds: float) -> None:
        """Accept nothing more, finish what is in flight within that time, and end."""
        self._in_loop(lambda: wasyncore.dispatcher.close(self._server))
        deadline = time.monotonic() + within_seconds
        while not self._is_idle() and time.monotonic() < deadline:
            time.sleep(LOOK_SECONDS)
        self._in_loop(self._close_connections)
        self._thread.join(timeout=1)
        self._server.task_dispatcher.shutdown(timeout=1)

    def _in_loop(self, act: Callable[[], object]) -> None:
        """Have the server's own thread do it: its sockets are nobody else's."""
        self._server.trigger.pull_trigger(act)

    def _is_idle(self) -> bool:
        channels = list(self._server.active_channels.values())
        return not any(each.requests or each.request or each.total_outbufs_len for each in channels)

    def _close_connections(self) -> None:
        for each in list(self._server.active_channels.values()):
            each.handle_close()
        self._server.trigger.close()
