"""Asks who answers at a health port that is in use."""

from __future__ import annotations

import http.client
import json
from typing import Final

PATIENCE_SECONDS: Final = 3.0
_LONGEST_ANSWER: Final = 16_384
_OF_EVERY_BOT: Final = frozenset({"database", "outbox"})
"""Checks of readiness that no bot is without, and that no other program has together."""


def is_bot_at(host: str, port: int, seconds: float = PATIENCE_SECONDS) -> bool:
    """Return whether a bot runs that answers there; whether it is ready does not matter."""
    connection = http.client.HTTPConnection(host, port, timeout=seconds)
    try:
        connection.request("GET", "/readyz")
        told = json.loads(connection.getresponse().read(_LONGEST_ANSWER))
    except (OSError, http.client.HTTPException, ValueError, RecursionError):
        return False
    finally:
        connection.close()
    checks = told.get("checks") if isinstance(told, dict) else None
    return isinstance(checks, dict) and checks.keys() >= _OF_EVERY_BOT
