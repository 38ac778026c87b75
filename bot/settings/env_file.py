"""The file `.env`, written one setting at a time; whatever else stands in it stays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dotenv import set_key

if TYPE_CHECKING:
    from pathlib import Path

_FOR_US_ALONE: Final = 0o600


@dataclass(frozen=True, slots=True)
class EnvFile:
    """A `.env` that nobody else may read: tokens stand in it."""

    path: Path

    def put(self, name: str, value: str) -> None:
        """Set `name`, in its place where it stands there already.

        Raises:
            OSError: the file cannot be written; it is as it was.
        """
        self.path.touch(_FOR_US_ALONE)
        # Quotation marks only where they are needed: other readers of such files take them for a part of the value.
        set_key(self.path, name, value, quote_mode="always" if " #" in value else "never", encoding="utf-8")
        self.path.chmod(_FOR_US_ALONE)
