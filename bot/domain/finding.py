"""What was found where a bot's surroundings were looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Verdict: TypeAlias = Literal["ok", "warning", "problem"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found: where, how bad it is, what it is, and what to do."""

    what: str
    verdict: Verdict
    message: str
    remedy: str = ""
