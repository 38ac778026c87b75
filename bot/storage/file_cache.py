"""A cache of bytes on disk, safe to delete; making them again takes a while."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from threading import get_ident
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

MOST: Final = 4
"""How many files are kept of one kind, by default: a few versions, as an editor's work goes to and fro."""


@dataclass(frozen=True, slots=True)
class FileCache:
    """A folder of files of one kind, `most` of them. What cannot be written is not kept, and nobody is told."""

    folder: Path
    kind: str
    is_read_only: bool = False
    most: int = MOST

    def get(self, key: str) -> bytes | None:
        """Return the bytes kept under `key`, or None; they count as used now."""
        path = self._path(key)
        try:
            content = path.read_bytes()
        except OSError:
            return None
        if not self.is_read_only:
            with contextlib.suppress(OSError):
                os.utime(path)
        return content

    def put(self, key: str, content: bytes) -> None:
        """Keep `content` under `key`; readers see all of it or nothing. Those of its kind not used for longest go."""
        if self.is_read_only:
            return
        # A name of this writer's own: what another one has begun is not touched.
        unfinished = self.folder / f".{self.kind}-{os.getpid()}-{get_ident()}"
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            try:
                unfinished.write_bytes(content)
                unfinished.replace(self._path(key))
            finally:
                unfinished.unlink(missing_ok=True)
            self._forget_least_used()

    def _path(self, key: str) -> Path:
        return self.folder / f"{self.kind}-{key}.bin"

    def _forget_least_used(self) -> None:
        by_use = sorted(self.folder.glob(f"{self.kind}-*.bin"), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in by_use[self.most :]:
            path.unlink(missing_ok=True)
