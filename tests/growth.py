"""How work grows with a text: what takes four times as long for twice the text is quadratic, on any machine."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

MOST: Final = 3.0
"""Twice the text takes twice the time where work is linear, and four times where it is quadratic."""

SUDDEN_SECONDS: Final = 0.1
"""Of the processor. Below it a ratio measures the machine rather than the work, and nobody waits for it."""

_TRIES: Final = 3


def grows_with_the_text(read: Callable[[str], object], hostile: str, length: int) -> bool:
    """Return whether reading `hostile`, repeated to `length` characters, takes time in proportion to the text."""
    if _seconds(read, hostile, length) <= SUDDEN_SECONDS:
        return True
    half, whole = (min(_seconds(read, hostile, size) for _ in range(_TRIES)) for size in (length // 2, length))
    return whole <= SUDDEN_SECONDS or whole / half < MOST


def _seconds(read: Callable[[str], object], hostile: str, length: int) -> float:
    text = (hostile * (length // len(hostile) + 1))[:length] + "!"
    begin = time.thread_time()
    read(text)
    return time.thread_time() - begin
