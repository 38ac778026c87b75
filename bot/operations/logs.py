"""How the log looks: one line an event, as text for people or as JSON for programs."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from bot.services.fault_log import frames_of

if TYPE_CHECKING:
    from bot.settings import Settings

_TEXT: Final = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def set_up(settings: Settings) -> None:
    """Send the log to standard error in the format that the settings name."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines() if settings.log_format == "JSON" else TextLines(_TEXT))
    logging.basicConfig(level=settings.log_level, handlers=[handler], force=True)
    # It tells each time that a request had to wait for a thread; /metrics tells how long.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)


class TextLines(logging.Formatter):
    """One line a record: what has several, such as the frames of a fault, is joined."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        return super().format(record).rstrip("\n").replace("\n", " | ")

    def formatException(self, ei: object) -> str:  # noqa: N802 - its name in the standard library
        """Return where it happened; never the exception's message, which may hold what people wrote."""
        return _frames(ei)


class JsonLines(logging.Formatter):
    """One JSON object a record."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        entry: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        entry |= getattr(record, "fields", {})
        if record.exc_info:
            entry["frames"] = _frames(record.exc_info)
        return json.dumps(entry, ensure_ascii=False)


def _frames(ei: object) -> str:
    kind, _, trace = ei if isinstance(ei, tuple) else (None, None, None)
    return f"{getattr(kind, '__name__', 'a fault')} {frames_of(trace)}".strip()
