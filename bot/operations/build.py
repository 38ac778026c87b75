"""What is running here: the installed version of the bot, and Python's."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def installed_version() -> str:
    """Return the version of the bot that is installed; `unknown` where it runs from its source."""
    try:
        return version("econnect-bot")
    except PackageNotFoundError:  # nobody installed it
        return "unknown"
