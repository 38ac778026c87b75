"""How commands for knowledge editors change a file that others may change as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.knowledge.whole_files import write_new, write_whole

if TYPE_CHECKING:
    from pathlib import Path


def replace_unchanged(path: Path, before: bytes | None, after: bytes) -> None:
    """Put `after` in the place of a file that was read as `before`: None where there was none.

    Raises:
        click.ClickException: somebody has changed it since, or it cannot be written; it stays as it is.
    """
    try:
        if before is None:
            write_new(path, after)
        elif path.read_bytes() == before:
            write_whole(path, after)
        else:
            raise _changed_meanwhile(path)
    except FileExistsError:
        raise _changed_meanwhile(path) from None
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror}. It stays as it is.") from None


def _changed_meanwhile(path: Path) -> click.ClickException:
    return click.ClickException(f"{path} was changed meanwhile and stays as it is; run this again.")
