"""Printing for people."""

from __future__ import annotations

import sys
from shutil import get_terminal_size

import click

from bot.rendering.targets.terminal import to_terminal

_WIDEST = 100


def show(markdown: str) -> None:
    """Print `markdown`: styled on a terminal, and readable without."""
    width = min(get_terminal_size().columns, _WIDEST)
    click.echo(to_terminal(markdown, width=width, colour=sys.stdout.isatty()))
