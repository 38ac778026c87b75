"""What becomes of an error that nobody foresaw; a module of its own, as `--help` must not import logging."""

from __future__ import annotations

import errno
import logging
import os
import secrets
import sys
import traceback
from contextlib import suppress
from typing import Final

import click

_NO_SPACE: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def report_unexpected(error: Exception) -> bool:
    """Log where it happened, without its message, which may hold what somebody wrote; show a reference number.

    Return whether it is none of ours, and was told in words: there is no space for the output.
    """
    if isinstance(error, OSError) and error.errno in _NO_SPACE:
        click.echo(f"Error: The output cannot be written: {error.strerror}.", err=True)
        _drop_output()
        return True
    reference = secrets.token_hex(4)
    place = traceback.extract_tb(error.__traceback__)[-1]
    logger = logging.getLogger("bot")
    logger.error("reference %s: %s in %s:%s", reference, type(error).__name__, place.filename, place.lineno)
    click.echo(f"Something went wrong unexpectedly. Please report it with the reference {reference}.", err=True)
    return False


def _drop_output() -> None:
    """Let what waits to be written go nowhere: when the process ends, Python tries it again, and complains."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
