"""Servers on real sockets that answer as no healthy Slack does: byte by byte, or never."""

from __future__ import annotations

import contextlib
import socket
from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n"


@contextmanager
def served(answer: Callable[[socket.socket, Event], None]) -> Iterator[str]:
    """Yield the address of a server that hands each connection, its request read, to `answer`."""
    ended, listening = Event(), socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = listening.accept()
                Thread(target=attend, args=(connection,), daemon=True).start()

    def attend(connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            connection.recv(65536)
            answer(connection, ended)

    Thread(target=serve, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/api/"
    finally:
        ended.set()
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()


def trickling(head: bytes = HEAD, every_seconds: float = 0.05) -> Callable[[socket.socket, Event], None]:
    """Return what answers `head` at once and then a byte at a time, without end: each read of it is in time."""

    def answer(connection: socket.socket, ended: Event) -> None:
        connection.sendall(head)
        while not ended.wait(every_seconds):
            connection.sendall(b" ")

    return answer


def hanging(_connection: socket.socket, ended: Event) -> None:
    """Never answer."""
    ended.wait()
