"""waitress with a bounded patience: who is connected and sends nothing, or little by little, keeps nobody out.

waitress takes so many connections and no more, closes none within two minutes, and starts its patience anew with
each byte: a hundred connections that are merely open lock everybody out. Here a request has a time to arrive in as a
whole, and where the house is full, whoever has been waited for longest goes. Slack says at once what it wants.
"""

from __future__ import annotations

import errno
import logging
import os
import resource
import time
from typing import TYPE_CHECKING, Any, Final, cast

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import TcpWSGIServer
from waitress.task import WSGITask

from bot.slack.transport.guard import ARRIVED_AT
from bot.slack.transport.request_threads import RequestThreads

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _typeshed.wsgi import WSGIApplication
    from waitress.adjustments import Adjustments

    from bot.slack.transport.request_threads import Capacity

log = logging.getLogger(__name__)

REQUEST_SECONDS: Final = 10.0
"""How long a request may take to arrive, and its answer to be taken. Slack itself gives up after three seconds."""

IDLE_SECONDS: Final = 75.0
"""How long a connection may rest between requests: longer than a reverse proxy keeps it."""

SWEEP_SECONDS: Final = 1.0

_OWN_FILES: Final = 256
"""Files that the bot has open beside connections: databases, calls to Slack, knowledge, listening sockets."""

_FILES_EACH: Final = 2
"""Files of a connection: its socket, and a long body's temporary file."""

_ACCEPTS_A_TURN: Final = 64
_PAYLOAD: Final = b"payload="
_NO_LIMIT: Final = 1_000_000


def raise_file_limit(connections: int) -> int:
    """Have the system allow the open files of so many connections; return how many it lets be taken."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _OWN_FILES + _FILES_EACH * connections
    if soft != resource.RLIM_INFINITY and soft < wanted:
        allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, allowed), hard))
        soft = max(soft, allowed)
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return connections
    most = max((soft - _OWN_FILES) // _FILES_EACH, _ACCEPTS_A_TURN)
    log.warning(
        "The system allows %d open files, so %d connections are taken; raise the limit (ulimit -n)", soft, most
    )
    return most


class TimedParser(HTTPRequestParser):
    """A request that knows when it began to arrive."""

    def __init__(self, adj: Adjustments) -> None:
        self.arrived_at = time.monotonic()
        super().__init__(adj)


class TimedTask(WSGITask):
    """Tells the application when its request began to arrive."""

    def get_environment(self) -> dict[str, Any]:
        """Return what the application gets."""
        environ: dict[str, Any] = super().get_environment()
        environ[ARRIVED_AT] = cast("TimedParser", self.request).arrived_at
        return environ


class PatientChannel(HTTPChannel):
    """A connection that knows since when it is waited for."""

    parser_class = TimedParser
    task_class = TimedTask

    def __init__(self, *args: Any, **named: Any) -> None:  # noqa: ANN401 - waitress's own
        self.waits_since = time.monotonic()
        self.is_resting = False
        super().__init__(*args, **named)

    def received(self, data: bytes) -> bool:
        """Take what has come in."""
        if self.is_resting:  # else the time has run since it came
            self.waits_since, self.is_resting = time.monotonic(), False
        taken: bool = super().received(data)
        return taken

    def is_served(self) -> bool:
        """Return whether a request of it is being answered."""
        return bool(self.requests)

    def is_command(self) -> bool:
        """Return whether its next request has the form of a command's: no JSON, and no form that holds some."""
        request = self.requests[0]
        if not request.headers.get("CONTENT_TYPE", "").startswith("application/x-www-form-urlencoded"):
            return False
        body = request.get_body_stream()
        begin = body.read(len(_PAYLOAD))
        body.seek(0)
        return bool(begin != _PAYLOAD)

    def service(self) -> None:
        """Answer what has come in, in a worker's thread."""
        super().service()
        self.waits_since, self.is_resting = time.monotonic(), self.request is None

    def is_overdue(self, now: float) -> bool:
        """Return whether it has been waited for long enough."""
        rests = self.is_resting and not self.total_outbufs_len
        return not self.is_served() and now - self.waits_since > (IDLE_SECONDS if rests else REQUEST_SECONDS)


class PatientServer(TcpWSGIServer):
    """waitress's server over TCP, which makes room for who comes."""

    channel_class = PatientChannel
    active_channels: dict[int, PatientChannel]  # type: ignore[assignment]  # its stubs are wrong

    def __init__(
        self,
        application: WSGIApplication,
        capacity: Capacity,
        **adjustments: Any,  # noqa: ANN401 - waitress's own
    ) -> None:
        self._most = raise_file_limit(capacity.connections)
        self._next_sweep = 0.0
        try:
            super().__init__(
                application,
                dispatcher=RequestThreads(capacity),
                connection_limit=_NO_LIMIT,
                backlog=capacity.connections,
                **adjustments,
            )
        except OSError:
            self.close()
            raise
        except ValueError as error:  # waitress's word for a host that nobody knows
            raise OSError(errno.EADDRNOTAVAIL, os.strerror(errno.EADDRNOTAVAIL)) from error

    def handle_accept(self) -> None:
        """Take everybody who waits at the door, up to so many a turn: one a turn lets a crowd queue for seconds."""
        for _ in range(_ACCEPTS_A_TURN):
            before = len(self.active_channels)
            super().handle_accept()
            if len(self.active_channels) == before:
                return
            if len(self.active_channels) > self._most:
                self._make_room()

    def sweep(self) -> None:
        """Close whoever has been waited for long enough. Only the loop's own thread may call this."""
        now = time.monotonic()
        if now < self._next_sweep:
            return
        self._next_sweep = now + SWEEP_SECONDS
        for channel in [each for each in self._channels() if each.is_overdue(now)]:
            channel.handle_close()

    def _make_room(self) -> None:
        longest = min((each for each in self._channels() if not each.is_served()), key=_since, default=None)
        if longest is not None:
            longest.handle_close()

    def _channels(self) -> Iterator[PatientChannel]:
        return iter(list(self.active_channels.values()))


def _since(channel: PatientChannel) -> float:
    return channel.waits_since
