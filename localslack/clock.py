"""Time and names: timestamps that never repeat, ids that look like Slack's."""

import itertools
import threading
from collections.abc import Callable

Clock = Callable[[], float]
_MICROSECONDS = 1_000_000
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class IdGenerator:
    """Makes timestamps and ids, each only once."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._numbers = itertools.count(1)
        self._last = 0
        self._lock = threading.Lock()

    def timestamp(self) -> str:
        """Return a `ts`: seconds with six decimals, later than every one before."""
        with self._lock:
            self._last = max(self._last + 1, round(self._clock() * _MICROSECONDS))
            return f"{self._last // _MICROSECONDS}.{self._last % _MICROSECONDS:06d}"

    def identifier(self, prefix: str) -> str:
        """Return an id such as `C0LOCAL001` for the prefix `C`."""
        return f"{prefix}0LOCAL{_base36(next(self._numbers)):0>3}"


def _base36(number: int) -> str:
    quotient, digit = divmod(number, len(_DIGITS))
    return (_base36(quotient) if quotient else "") + _DIGITS[digit]
