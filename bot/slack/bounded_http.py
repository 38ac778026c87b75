"""One HTTP request, or connection, whose whole way is bounded: looking the name up, connecting, and every byte.

The standard library's time-out, which Slack's library uses, is per read: a server that sends a byte a second is read
for ever, and a name whose look-up hangs is waited for. Here each step gets what the steps before it have left.
"""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import time
import urllib.request
from base64 import b64encode
from dataclasses import dataclass
from functools import cache, partial
from math import inf
from typing import TYPE_CHECKING, Any, cast
from urllib.error import HTTPError, URLError
from urllib.parse import unquote, urlsplit

from bot.services.supervising import Supervisor

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from urllib.parse import SplitResult

    from _typeshed import ReadableBuffer, WriteableBuffer


class NotConnectedError(OSError):
    """No connection came about, so nothing was sent; `kind` is the fault's name."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """What came back; the names of `headers` are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def post_within(url: str, body: bytes, headers: Mapping[str, str], seconds: float) -> HttpAnswer:
    """Return the answer to a POST, whatever its status; a redirect is an answer as well.

    Raises:
        NotConnectedError: no connection came about, or not in time.
        OSError, HTTPException: it broke off; TimeoutError where the time was up.
    """
    request = urllib.request.Request(url, body, dict(headers), method="POST")  # noqa: S310 - it opens HTTP alone
    try:
        return _opened(request, max(seconds, 0.0))
    except URLError as error:
        raise (error.reason if isinstance(error.reason, OSError) else error) from error


def connect_within(
    place: SplitResult, seconds: float, proxy: str | None, proxy_headers: Mapping[str, str]
) -> BoundSocket:
    """Return a socket that is connected to `place`, with TLS where its scheme is `wss`, by a proxy if one is given.

    It keeps to the same deadline until it is bound to another.

    Raises:
        NotConnectedError: no connection came about, or not in time.
    """
    is_tls = place.scheme == "wss"
    host, port = place.hostname or "", place.port or (443 if is_tls else 80)
    through = None if proxy is None else urlsplit(proxy)
    first = (host, port) if through is None else (through.hostname or "", through.port or 80)
    ends_at = time.monotonic() + seconds
    connection = _TlsConnection(*first, context=_tls()) if is_tls else _PlainConnection(*first)
    connection.timeout = seconds
    if through is not None:
        connection.set_tunnel(host, port, {**_credentials(through), **proxy_headers})
    try:
        connection.connect()
    except BaseException:
        connection.close()
        raise
    sock = cast("BoundSocket", connection.sock)
    sock.bind_to(ends_at)
    return sock


def _credentials(proxy: SplitResult) -> Mapping[str, str]:
    """Return the header by which a proxy knows whose its address is, where it has a name and a password."""
    if proxy.username is None or proxy.password is None:
        return {}
    words = f"{unquote(proxy.username)}:{unquote(proxy.password)}"
    return {"Proxy-Authorization": f"Basic {b64encode(words.encode()).decode()}"}


def _opened(request: urllib.request.Request, seconds: float) -> HttpAnswer:
    try:
        answer: Any = _opener().open(request, timeout=seconds)
    except HTTPError as error:
        answer = error
    with answer:
        names = {name.lower(): value for name, value in answer.headers.items()}
        return HttpAnswer(answer.status, names, answer.read())


@cache
def _opener() -> urllib.request.OpenerDirector:
    """Return what opens HTTP and HTTPS and nothing else, by the environment's proxy where it names one."""
    opener = urllib.request.OpenerDirector()
    opener.add_handler(urllib.request.ProxyHandler())
    opener.add_handler(_Handler(_tls()))
    opener.add_handler(urllib.request.HTTPDefaultErrorHandler())
    opener.add_handler(urllib.request.HTTPErrorProcessor())
    opener.add_handler(urllib.request.UnknownHandler())
    return opener


@cache
def _tls() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.sslsocket_class = _BoundTlsSocket
    return context


class BoundSocket(socket.socket):
    """A socket whose every wait is for what is left until `ends_at`, by the monotonic clock."""

    ends_at = 0.0

    def bind_to(self, ends_at: float, wait_seconds: float | None = None) -> None:
        """Have every wait end by `ends_at`; without end, each wait is for `wait_seconds`."""
        self.ends_at = ends_at
        if ends_at == inf:
            self.settimeout(wait_seconds)

    def renew(self, share: int = 1) -> None:
        """Have the next wait be for what is left, or for one part of it out of `share`.

        Raises:
            TimeoutError: nothing is.
        """
        left = self.ends_at - time.monotonic()
        if left == inf:
            return
        if left <= 0:
            raise TimeoutError("the time is up")
        self.settimeout(left / share)

    def recv(self, bufsize: int, flags: int = 0) -> bytes:
        """Receive, in the time that is left."""
        self.renew()
        return super().recv(bufsize, flags)

    def recv_into(self, buffer: WriteableBuffer, nbytes: int = 0, flags: int = 0) -> int:
        """Receive, in the time that is left."""
        self.renew()
        return super().recv_into(buffer, nbytes, flags)

    def send(self, data: ReadableBuffer, flags: int = 0) -> int:
        """Send, in the time that is left."""
        self.renew()
        return super().send(data, flags)

    def sendall(self, data: ReadableBuffer, flags: int = 0) -> None:
        """Send all, in the time that is left."""
        self.renew()
        super().sendall(data, flags)


class _BoundTlsSocket(BoundSocket, ssl.SSLSocket):  # type: ignore[misc]  # nbytes may be None there
    """The same within TLS, where `sendall` is many a `send`."""


class _PlainConnection(http.client.HTTPConnection):
    """A connection whose time-out is for all of it together."""

    ends_at = 0.0

    def connect(self) -> None:
        self.ends_at = time.monotonic() + (self.timeout or 0.0)
        self._create_connection = lambda address, *_: _connected(address, self.ends_at)
        with _told_apart():
            super().connect()


class _TlsConnection(_PlainConnection, http.client.HTTPSConnection):
    def connect(self) -> None:
        super().connect()
        if isinstance(self.sock, BoundSocket):
            self.sock.ends_at = self.ends_at


class _Handler(urllib.request.AbstractHTTPHandler):
    def __init__(self, context: ssl.SSLContext) -> None:
        super().__init__()
        self._context = context

    def http_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_PlainConnection, request)

    def https_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_TlsConnection, request, context=self._context)

    http_request = https_request = urllib.request.AbstractHTTPHandler.do_request_


@contextlib.contextmanager
def _told_apart() -> Iterator[None]:
    """Raise what goes wrong on the way to a connection as what it is: nothing was sent."""
    try:
        yield
    except OSError as error:
        raise error if isinstance(error, NotConnectedError) else NotConnectedError(type(error).__name__) from error


def _connected(address: tuple[str, int], ends_at: float) -> BoundSocket:
    """Return a socket that is connected to one of the addresses of a host and port.

    Raises:
        OSError: to none of them, or not in time.
    """
    failure: OSError = TimeoutError("the time is up")
    found = _looked_up(address, ends_at)
    for tried, (family, kind, protocol, _, place) in enumerate(found):
        candidate = BoundSocket(family, kind, protocol)
        candidate.ends_at = ends_at
        try:
            candidate.renew(share=len(found) - tried)
            candidate.connect(place)
            candidate.renew()  # what follows begins with what is left: a TLS handshake waits as this socket does
        except OSError as error:
            candidate.close()
            failure = error
        else:
            return candidate
    raise failure


def _looked_up(address: tuple[str, int], ends_at: float) -> list[Any]:
    """Return what `getaddrinfo` does, which takes no time-out: a look-up that hangs is left to its own thread."""
    look_up = partial(socket.getaddrinfo, *address, type=socket.SOCK_STREAM)
    found = Supervisor.once("look-up", look_up)
    try:
        return found.result(max(ends_at - time.monotonic(), 0.001))
    except TimeoutError:
        raise TimeoutError("the name is still looked up") from None
