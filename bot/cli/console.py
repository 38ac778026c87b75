"""Printing for people."""

from __future__ import annotations

import sys
from shutil import get_terminal_size
from socket import gethostname
from typing import TYPE_CHECKING
from urllib.parse import quote

import click

from bot.domain.markup import ItemList, Paragraph
from bot.rendering.document import FormattedText
from bot.rendering.targets.terminal import to_terminal
from bot.settings.terminal_kind import has_hyperlinks

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from bot.rendering.document import Element

_WIDEST = 100


def show(elements: Iterable[Element]) -> None:
    """Print `elements`: styled on a terminal, and readable without."""
    width = min(get_terminal_size().columns, _WIDEST)
    click.echo(to_terminal(elements, width=width, colour=sys.stdout.isatty()))


def listed(names: Iterable[str]) -> FormattedText:
    """Return what is chosen by its number."""
    return FormattedText((ItemList(tuple((Paragraph((each,)),) for each in names), 1),))


def clickable(path: Path) -> str:
    """Return a whole path as it is shown; on a terminal, a click on it opens the file.

    That is OSC 8, whose address names this machine: a terminal on another one does not take the file for its own.
    VTE takes no address above 2083 bytes.
    """
    if not (sys.stdout.isatty() and has_hyperlinks()):
        return str(path)
    return f"\033]8;;file://{gethostname()}{quote(str(path))}\033\\{path}\033]8;;\033\\"
