"""What becomes of an error that nobody foresaw; a module of its own, as `--help` must not import logging."""

from __future__ import annotations

import logging
import secrets
import traceback

import click


def report_unexpected(error: Exception) -> None:
    """Log where it happened, without its message, which may hold what somebody wrote; show a reference number."""
    reference = secrets.token_hex(4)
    place = traceback.extract_tb(error.__traceback__)[-1]
    logger = logging.getLogger("bot")
    logger.error("reference %s: %s in %s:%s", reference, type(error).__name__, place.filename, place.lineno)
    click.echo(f"Something went wrong unexpectedly. Please report it with the reference {reference}.", err=True)
