"""Writes files that are there whole or not at all: a bot may read them at any moment, and a disk may be full."""

from __future__ import annotations

import errno
import os
import shutil
from contextlib import contextmanager, suppress
from secrets import token_hex
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
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


def write_folder(path: Path, files: Mapping[str, bytes], changed: Mapping[Path, bytes]) -> None:
    """Write a folder that is not there yet, with these `files` in it, and what is `changed` elsewhere.

    Raises:
        FileExistsError: something of that name is there; it stays as it is.
        OSError: it cannot be written; there is none, and what was elsewhere is as it was.
    """
    if os.path.lexists(path):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    fresh = path.with_name(f".{path.name}.{token_hex(4)}.tmp")
    try:
        fresh.mkdir()
        for name, content in files.items():
            (fresh / name).write_bytes(content)
        with _all_written(changed):
            fresh.rename(path)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


@contextmanager
def _all_written(changed: Mapping[Path, bytes]) -> Iterator[None]:
    """Write what is `changed`; where that fails, or what is done with it written, all is as it was before."""
    before: dict[Path, bytes | None] = {}
    try:
        for path, content in changed.items():
            before[path] = path.read_bytes() if path.exists() else None
            write_whole(path, content)
        yield
    except BaseException:  # Ctrl-C too
        for path, was in before.items():
            with suppress(OSError):
                path.unlink(missing_ok=True) if was is None else write_whole(path, was)
        raise


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
