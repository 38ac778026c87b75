"""A server at a port, or at the next one that is free."""

import errno
from collections.abc import Callable
from typing import Final, TypeVar

Server = TypeVar("Server")

TRIES: Final = 20
_HIGHEST: Final = 65535


def at_free_port(port: int, start: Callable[[int], Server]) -> Server:
    """Return the server that `start` makes at `port`, or at the first of the ports behind it that is not taken.

    Raises:
        OSError: None of them can be used.
    """
    last = min(port + TRIES, _HIGHEST) if port else 0
    for each in range(port, last):
        try:
            return start(each)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
    return start(last)
