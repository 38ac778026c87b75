"""Writes files that are there whole or not at all: a bot may read them at any moment, and a disk may be full."""

from __future__ import annotations

import errno
import os
import shutil
from contextlib import contextmanager, suppress
from secrets import token_hex
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Write a file, or put `content` in the place of the one that is there, which keeps its mode.

    Raises:
        OSError: it cannot be written; what was there is as it was.
    """
    target = path.resolve()  # of a link, what it leads to
    with _written_beside(target, content) as fresh:
        if target.exists():
            shutil.copymode(target, fresh)
        fresh.replace(target)


def write_new(path: Path, content: bytes) -> None:
    """Write a file that is not there yet.

    Raises:
        FileExistsError: somebody else was first; theirs stays as it is.
        OSError: it cannot be written; there is none.
    """
    with _written_beside(path, content) as fresh:
        try:
            os.link(fresh, path)  # which, unlike a renaming, takes no other file's place
        except OSError:  # it is there, or files have no second name here
            if os.path.lexists(path):
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
            fresh.replace(path)


@contextmanager
def _written_beside(path: Path, content: bytes) -> Iterator[Path]:
    """Yield a file with `content` in the folder of `path`, by a name that knowledge is not read from."""
    fresh = path.with_name(f".{path.name}.{token_hex(4)}.tmp")
    try:
        with fresh.open("xb") as file:
            file.write(content)
        yield fresh
    finally:
        with suppress(OSError):
            fresh.unlink()
