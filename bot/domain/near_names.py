"""The name that was probably meant where somebody typed one that nothing has."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_NEAR: Final = 0.6
"""How alike two names must be, from 0 to 1: "version" and "version-required" come to 0.61."""

_LONGEST: Final = 100
"""Characters of a name that is looked for: comparing takes their square."""


def nearest_name(name: str, known: Iterable[str], near: float = _NEAR) -> str | None:
    """Return the one of `known` that `name` resembles most; None where it resembles none."""
    found = get_close_matches(name, sorted(known), 1, near) if len(name) <= _LONGEST else []
    return next(iter(found), None)


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return the question that stands before what to do, and a space; nothing where no name is near, or it is one."""
    near = nearest_name(name, known)
    return "" if near in {None, name} else f"Did you mean '{near}'? "
