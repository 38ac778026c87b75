"""Faults in the log: where it happened, never an exception's message, which may hold what people wrote."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from logging import Logger
    from types import TracebackType


def log_fault(log: Logger, message: str, error: BaseException) -> None:
    """Log `message` as an error, with the kind of `error` and the frames it came through."""
    log.error("%s: %s\n%s", message, type(error).__name__, frames_of(error.__traceback__))


def frames_of(trace: TracebackType | None) -> str:
    """Return the files, lines and source of each frame, as the standard library prints them."""
    return "".join(traceback.format_tb(trace))
