"""Looks whether a folder could be written to, or made, without making it."""

from __future__ import annotations

import errno
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def try_to_write(folder: Path) -> None:
    """Do nothing where a file could be made in `folder`, or in the nearest folder above it that is there.

    Raises:
        OSError: it could not.
    """
    refuse_a_file(folder)
    with TemporaryFile(dir=next(each for each in (folder, *folder.parents) if each.exists())):
        pass


def refuse_a_file(folder: Path) -> None:
    """Do nothing unless a file is where the folder has to be.

    Raises:
        NotADirectoryError: one is.
    """
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, f"{folder} is a file, not a folder")
