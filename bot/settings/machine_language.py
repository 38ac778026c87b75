"""The language of whoever sits at this machine, from what the system sets for every program."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.language import Language

_BY_PRECEDENCE: Final = ("LC_ALL", "LC_MESSAGES", "LANG")


def language_of_machine(values: Mapping[str, str]) -> Language:
    """Return Dutch where the environment `values` says so, else English."""
    locale = next((values[name] for name in _BY_PRECEDENCE if values.get(name)), "")
    return "nl" if re.match(r"nl(?![a-z])", locale) else "en"
