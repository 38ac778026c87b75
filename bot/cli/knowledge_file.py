"""How commands for knowledge editors put a file in another's place."""

from __future__ import annotations

import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pathlib import Path


def replace_file(path: Path, content: bytes) -> None:
    """Put `content` in the place of a file at once: whatever fails, there is the old text or the new."""
    target = path.resolve()
    fresh = target.with_name(f".{target.name}.tmp")
    try:
        fresh.write_bytes(content)
        shutil.copymode(target, fresh)
        fresh.replace(target)
    except OSError:
        with suppress(OSError):
            fresh.unlink()
        raise


def replace_unchanged(path: Path, before: bytes, after: bytes) -> None:
    """Put `after` in the place of a file that was read as `before`.

    Raises:
        click.ClickException: somebody has changed it since, or it cannot be written; it stays as it is.
    """
    try:
        if path.read_bytes() != before:
            raise click.ClickException(f"{path} was changed meanwhile. Nothing was written; run this again.")
        replace_file(path, after)
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror}. Nothing was written.") from None
