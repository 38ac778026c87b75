"""What a service manager such as systemd says to the process that it starts; no settings, and never in `.env`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def notify_address(environment: Mapping[str, str] | None = None) -> str:
    """Return the socket on which the service manager listens, from `environment` (the process's); empty: on none."""
    real = os.environ if environment is None else environment  # noqa: TID251 - the settings' package reads it
    return real.get("NOTIFY_SOCKET", "")
