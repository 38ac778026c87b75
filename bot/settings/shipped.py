"""Where the files stand that come with the bot: in the checkout, or as a copy in the installed package."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).resolve().parents[1]
_COPY: Final = _PACKAGE / "shipped"
"""The wheel has it, a checkout has not: there the files stand beside the package (see pyproject.toml)."""


def shipped(name: str) -> Path:
    """Return the path of `name`, such as knowledge or manifest.yml."""
    copy = _COPY / name
    return copy if copy.exists() else _PACKAGE.parent / name


def is_packages_copy(path: Path) -> bool:
    """Return whether `path` lies in the installed package, where the next installation overwrites it."""
    return path.resolve().is_relative_to(_COPY)
