"""The command that starts the bot again from where the operator stands: what a remedy names must work there."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys
from pathlib import Path
from typing import Final

NAME: Final = "econnect-bot"
_COMMAND: Final = re.compile(rf"(?<![\w./@-]){NAME}(?= (?:--)?[a-z]| \[OPTIONS\])")
"""The name with a command or an option behind it, which is meant to be typed."""
_IN_BACKTICKS: Final = re.compile(rf"(?<=`){NAME} [^`]+(?=`)")


def with_own_command(text: str) -> str:
    """Return `text` with every command in it written so that it works here."""
    return _COMMAND.sub(lambda _: own_command(), text)


def with_options(text: str, options: str) -> str:
    """Return `text` with `options`, as they are typed behind a command, behind every command in backticks."""
    return _IN_BACKTICKS.sub(lambda command: f"{command[0]}{options}", text)


def own_command() -> str:
    """Return what to type: the name where it is on PATH, else its path, else the module."""
    beside = Path(sys.executable).parent / NAME
    on_path = shutil.which(NAME)
    if on_path is not None and (not beside.exists() or Path(on_path).samefile(beside)):
        return NAME
    if beside.exists():
        return shlex.quote(_near(beside))
    return f"{shlex.quote(_near(Path(sys.executable)))} -m bot"


def _near(path: Path) -> str:
    """Return a path as short as can be typed here."""
    below = os.path.relpath(path)
    return str(path) if below.startswith("..") else below
