"""Printing for people."""

from __future__ import annotations

import sys
from shutil import get_terminal_size
from typing import TYPE_CHECKING

import click

from bot.rendering.targets.terminal import to_terminal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.rendering.document import Element

_WIDEST = 100


def show(elements: Iterable[Element]) -> None:
    """Print `elements`: styled on a terminal, and readable without."""
    width = min(get_terminal_size().columns, _WIDEST)
    click.echo(to_terminal(elements, width=width, colour=sys.stdout.isatty()))
