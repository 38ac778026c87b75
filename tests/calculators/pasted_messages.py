"""Messages as people paste them into Slack, with what stands in them, read from `tests/data/pasted_messages.yml`."""

from __future__ import annotations

from pathlib import Path
from typing import Final, TypedDict

import yaml


class PastedMessage(TypedDict):
    """A message, with the KvK numbers and the versions of Exact Globe in it."""

    id: str
    text: str
    numbers: list[str]
    versions: list[str]


_FILE: Final = Path(__file__).parent.parent / "data" / "pasted_messages.yml"
PASTED_MESSAGES: Final[list[PastedMessage]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
