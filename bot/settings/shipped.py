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


def why_not_to_edit(folder: Path) -> str | None:
    """Return why a knowledge base's `folder` is not to be written to, and what to do; None where it may be."""
    if not folder.resolve().is_relative_to(_COPY):
        return None
    return (
        f"{folder} is the copy in the installed package, which the next installation overwrites. "
        "Make your own copy with `econnect-bot knowledge copy FOLDER` and set ECONNECT_KNOWLEDGE_DIR to it."
    )
