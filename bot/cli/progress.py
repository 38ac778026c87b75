"""How far a long piece of work is, on stderr: what it prints on stdout stays as it is."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from collections.abc import Mapping

EVERY_SECONDS: Final = 1.0


class Progress:
    """Tells after a batch how far it is, if a second has passed since it last did.

    Args:
        verb: what is being done, as the line begins: "Deleting".
        totals: how much of each kind there is.
        every_seconds: how long it says nothing.
    """

    def __init__(self, verb: str, totals: Mapping[str, int], every_seconds: float = EVERY_SECONDS) -> None:
        self._verb, self._totals, self._every = verb, totals, every_seconds
        self._told_at = time.monotonic()

    def __call__(self, kind: str, count: int) -> None:
        """Tell that `count` of `kind` are done."""
        if time.monotonic() - self._told_at < self._every:
            return
        self._told_at = time.monotonic()
        total = max(count, self._totals.get(kind, 0))
        click.echo(f"{self._verb} {kind}: {count:,} of {total:,}", err=True)
