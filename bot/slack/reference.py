"""Reference numbers of faults."""

from __future__ import annotations

from secrets import token_hex


def new_reference() -> str:
    """Return a reference number that a person can read out and an operator can find in the log."""
    return token_hex(4)
