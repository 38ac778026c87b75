"""The file `.env`, written one setting at a time; whatever else stands in it stays."""

from __future__ import annotations

import errno
import re
from dataclasses import dataclass
from pathlib import Path
from stat import S_IMODE, S_IRWXG, S_IRWXO
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Final

from dotenv import set_key

_FOR_US_ALONE: Final = 0o600
_OTHERS: Final = S_IRWXG | S_IRWXO
_PLAIN: Final = re.compile(r"[^\s'\"`\\][^'\"`\\]*")
"""What is read as it stands, without quotation marks around it; a space before # would begin a comment."""


@dataclass(frozen=True, slots=True)
class EnvFile:
    """A `.env` that nobody else may read: tokens stand in it."""

    path: Path

    def probe(self) -> None:
        """Look whether it could be written.

        Raises:
            OSError: it could not.
        """
        path = self.path.resolve()  # of a link, what it leads to
        if path.exists() and not path.is_file():
            raise OSError(errno.EINVAL, "it is not a file")
        if path.exists():
            path.chmod(S_IMODE(path.stat().st_mode))  # which only its owner may
        with TemporaryFile(dir=path.parent):
            pass

    def put(self, name: str, value: str) -> None:
        """Set `name`, in its place where it stands there already; the file is whole at any moment.

        Raises:
            OSError: the file cannot be written; it is as it was.
            UnicodeDecodeError: it is no text; it is as it was.
        """
        path = self.path.resolve()  # of a link, what it leads to
        if path.exists():
            path.chmod(_FOR_US_ALONE)  # before a secret is in it
        # Quotation marks only where they are needed: other readers of such files take them for a part of the value.
        is_plain = not value or (_PLAIN.fullmatch(value) is not None and " #" not in value)
        with TemporaryDirectory(prefix=".env-", dir=path.parent) as closed:  # which goes with all that is left in it
            fresh = Path(closed) / path.name
            fresh.touch(_FOR_US_ALONE)
            if path.exists():
                fresh.write_bytes(path.read_bytes())
            set_key(fresh, name, value, quote_mode="never" if is_plain else "always", encoding="utf-8")
            fresh.replace(path)

    def mode_for_others(self) -> int | None:
        """Return its mode where others may read or write it; None where none may."""
        if not self.has_any():
            return None
        mode = S_IMODE(self.path.stat().st_mode)
        return mode if mode & _OTHERS else None

    def has_any(self) -> bool:
        """Return whether there is such a file."""
        return self.path.is_file()
