"""Time and names: timestamps that never repeat, ids that look like Slack's."""

import threading
from collections.abc import Callable

Clock = Callable[[], float]
_MICROSECONDS = 1_000_000
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class IdGenerator:
    """Makes timestamps and ids, each only once."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._number = 0
        self._last = 0
        self._lock = threading.Lock()

    def timestamp(self) -> str:
        """Return a `ts`: seconds with six decimals, later than every one before."""
        with self._lock:
            self._last = max(self._last + 1, round(self._clock() * _MICROSECONDS))
            return f"{self._last // _MICROSECONDS}.{self._last % _MICROSECONDS:06d}"

    def identifier(self, prefix: str) -> str:
        """Return an id such as `C0LOCAL001` for the prefix `C`."""
        with self._lock:
            self._number += 1
            return f"{prefix}0LOCAL{_base36(self._number):0>3}"

    @property
    def position(self) -> tuple[int, int]:
        """Return the number of the last id, and the microseconds of the last timestamp."""
        with self._lock:
            return self._number, self._last

    def go_on(self, number: int, last: int) -> None:
        """Go on from a position."""
        with self._lock:
            self._number, self._last = number, last


def _base36(number: int) -> str:
    quotient, digit = divmod(number, len(_DIGITS))
    return (_base36(quotient) if quotient else "") + _DIGITS[digit]
