"""The warnings that an editor looked at and left: a file in the knowledge folder, of which the bot reads nothing.

A line of it is what a warning says of which file, without the line number: that moves with every change above it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.domain.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

NAME: Final = "known-warnings.txt"
RENEWING: Final = "econnect-bot check --renew-known"
_HEAD: Final = f"""\
# Warnings that `econnect-bot check` leaves out: somebody looked at them, and they may stay. The bot never reads them.
# `{RENEWING}` writes this file anew; read the difference before you commit it.
"""


@dataclass(frozen=True, slots=True)
class KnownWarnings:
    """What each known warning says, with the line where it is written, and what kept the file from being read."""

    lines: Mapping[str, int]
    problems: tuple[Problem, ...] = ()

    def is_known(self, warning: Problem) -> bool:
        """Return whether this is one of them, on whichever line it is now."""
        return _said_by(warning) in self.lines

    def gone(self, found: Iterable[Problem], slug: str | None = None, path: str = "") -> tuple[Problem, ...]:
        """Return a warning for each known one that is not among those `found`: of all files, or of an article's."""
        left = self.lines.keys() - {_said_by(warning) for warning in found}
        remedy = f"Run `{RENEWING if slug is None else f'econnect-bot check {slug} --renew-known'}`."
        return tuple(
            Problem(NAME, self.lines[said], f"This warning no longer occurs: {said}", remedy, severity="warning")
            for said in sorted(left, key=self.lines.__getitem__)
            if slug is None or said.startswith(f"{path}: ")
        )


def known_warnings(folder: Path) -> KnownWarnings:
    """Return the known warnings of a knowledge base; none where it has no such file."""
    try:
        text = (folder / NAME).read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return KnownWarnings({})
    except UnicodeDecodeError:
        return _unreadable("The file is not UTF-8 text", f"Run `{RENEWING}`.")
    except OSError as error:
        return _unreadable(f"The file cannot be read: {error.strerror}", "Allow your user to read it, or remove it.")
    numbered = enumerate(text.split("\n"), start=1)
    return KnownWarnings(
        {line.strip(): number for number, line in numbered if line.strip() and not line.startswith("#")}
    )


def renewed(warnings: Iterable[Problem]) -> str:
    """Return the text of the file by which `warnings` are known: one a line, in order."""
    return _text_of(map(_said_by, warnings))


def renewed_of_one(known: KnownWarnings, warnings: Iterable[Problem], path: str | None) -> str:
    """Return the text of the file by which these `warnings`, all there are of one article or gap, are known as well.

    Of an article, `path` is its file: what is known there and no longer occurs goes. Everything else stays.
    """
    others = (said for said in known.lines if path is None or not said.startswith(f"{path}: "))
    return _text_of((*others, *map(_said_by, warnings)))


def _text_of(lines: Iterable[str]) -> str:
    return _HEAD + "".join(f"{said}\n" for said in sorted({*lines}))


def _said_by(warning: Problem) -> str:
    return " ".join(f"{warning.path}: {warning.message}".split())


def _unreadable(message: str, remedy: str) -> KnownWarnings:
    return KnownWarnings({}, (Problem(NAME, 1, message, remedy, severity="warning"),))
