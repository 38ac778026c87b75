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


def replace_unchanged(path: Path, before: bytes | None, after: bytes) -> None:
    """Put `after` in the place of a file that was read as `before`: None where there was none.

    Raises:
        click.ClickException: somebody has changed it since, or it cannot be written; it stays as it is.
    """
    try:
        if before is None:
            _write_new(path, after)
        elif path.read_bytes() == before:
            replace_file(path, after)
        else:
            raise _changed_meanwhile(path)
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror}. Nothing was written.") from None


def _write_new(path: Path, content: bytes) -> None:
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError:
        raise _changed_meanwhile(path) from None


def _changed_meanwhile(path: Path) -> click.ClickException:
    return click.ClickException(f"{path} was changed meanwhile. Nothing was written; run this again.")
