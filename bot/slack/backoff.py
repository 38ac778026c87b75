"""How long to wait between tries while Slack cannot be reached."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_SECONDS: Final = 60


def backoff() -> Iterator[int]:
    """Yield the seconds to wait after each failed try, without end: 1, 2, 4, … up to a minute."""
    seconds = 1
    while True:
        yield seconds
        seconds = min(seconds * 2, LONGEST_SECONDS)
