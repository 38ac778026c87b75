"""What was found where a bot's surroundings were looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Verdict: TypeAlias = Literal["ok", "note", "warning", "problem"]
"""A note is about what can be meant like that."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found: where, how bad it is, what it is, and what to do."""

    what: str
    verdict: Verdict
    message: str
    remedy: str = ""
    is_unknown: bool = False
    """Whoever knows could not be asked, so that all may be well."""
