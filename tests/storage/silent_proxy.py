"""A way to a server that can fall silent: connections stay open, and nothing comes through any more."""

from __future__ import annotations

import contextlib
import socket
from threading import Event, Thread
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import TracebackType


class SilentProxy:
    """Forwards what comes to `port` of 127.0.0.1, until it is silenced."""

    def __init__(self, port: int) -> None:
        self._target = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._forwards = Event()
        self._forwards.set()
        self._open: list[socket.socket] = []

    def __enter__(self) -> Self:
        """Begin to forward."""
        Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        """End every connection."""
        self._forwards.set()
        for each in (self._listener, *self._open):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def silence(self) -> None:
        """Forward nothing any more, on no connection, old or new; none is closed."""
        self._forwards.clear()

    def speak(self) -> None:
        """Forward again, what was held back first."""
        self._forwards.set()

    def forget(self) -> None:
        """Have the connections of now be silent for ever, as after a fail-over; new ones work."""
        self._forwards = Event()
        self._forwards.set()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                try:
                    server = socket.create_connection(("127.0.0.1", self._target))
                except OSError:  # it is being restarted
                    client.close()
                    continue
                self._open += (client, server)
                for source, target in ((client, server), (server, client)):
                    Thread(target=self._forward, args=(source, target, self._forwards), daemon=True).start()

    def _forward(self, source: socket.socket, target: socket.socket, forwards: Event) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                forwards.wait()
                if forwards is not self._forwards:
                    return
                target.sendall(data)
            forwards.wait()
        # Whatever ended it, a kill among others: the other side hears so, and nothing stays open.
        for each in (source, target):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()
