"""What is worked out when it is looked at first, worked out beforehand, so that nobody waits for it."""

from __future__ import annotations

from functools import cached_property


def work_out(*things: object) -> None:
    """Work out each cached property of `things`."""
    for thing in things:
        for name, value in vars(type(thing)).items():
            if isinstance(value, cached_property):
                getattr(thing, name)
