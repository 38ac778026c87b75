"""Ctrl-C, whatever it hits."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def interruptible() -> Iterator[None]:
    """Raise KeyboardInterrupt also where Ctrl-C hit a lock: what comes then is that it cannot be released."""
    try:
        yield
    except RuntimeError as error:
        if _was_interrupted(error):
            raise KeyboardInterrupt from error
        raise


def _was_interrupted(error: BaseException) -> bool:
    """Return whether `error` came up while an interruption was on its way out."""
    cause = error.__context__
    while cause is not None and not isinstance(cause, KeyboardInterrupt):
        cause = cause.__context__
    return cause is not None
