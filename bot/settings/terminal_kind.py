"""What the environment tells of the terminal."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_WITHOUT_LINKS: Final = frozenset({"", "dumb", "linux", "eterm"})
"""Terminals that would print a link's address, or cannot open it. All the others skip what they do not know."""


def has_hyperlinks(environment: Mapping[str, str] | None = None) -> bool:
    """Return whether links (OSC 8) can be written to the terminal of `environment` (the process's)."""
    real = os.environ if environment is None else environment  # noqa: TID251 - settings alone read the environment
    return real.get("TERM", "").partition("-")[0] not in _WITHOUT_LINKS
