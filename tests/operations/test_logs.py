from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING

import pytest

from bot.operations.logs import JsonLines, TextLines, set_up
from bot.settings import from_environment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def untouched() -> Iterator[None]:
    """Yield the handlers of the process as they were, afterwards."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize(("wanted", "formatter"), [("text", TextLines), ("json", JsonLines)])
def test_the_log_is_as_the_settings_say(tmp_path: Path, wanted: str, formatter: type[logging.Formatter]) -> None:
    set_up(from_environment({"LOG_FORMAT": wanted, "LOG_LEVEL": "warning"}, tmp_path))
    (handler,) = logging.getLogger().handlers

    assert isinstance(handler.formatter, formatter)
    assert logging.getLogger().level == logging.WARNING


def record(message: str, *, fails: bool = False) -> logging.LogRecord:
    failed = None
    if fails:
        try:
            int("can" + "ary")
        except ValueError as error:
            failed = (type(error), error, error.__traceback__)
    return logging.LogRecord("bot.x", logging.WARNING, __file__, 1, message, (), failed)


def test_a_record_is_one_json_object() -> None:
    told = json.loads(JsonLines().format(record("several\nlines")))

    assert (told["level"], told["logger"], told["message"]) == ("warning", "bot.x", "several\nlines")
    assert told["at"].endswith("+00:00")


def test_the_fields_of_an_event_are_fields_of_its_object() -> None:
    event = record("acked ms=4.2")
    event.fields = {"event": "acked", "ms": 4.2}
    told = json.loads(JsonLines().format(event))

    assert (told["event"], told["ms"], told["message"]) == ("acked", 4.2, "acked ms=4.2")


@pytest.mark.parametrize("formatter", [TextLines(), JsonLines()])
def test_every_record_is_one_line_and_holds_no_exceptions_message(formatter: logging.Formatter) -> None:
    line = formatter.format(record("several\nlines", fails=True))

    assert "\n" not in line
    assert "canary" not in line
    assert "ValueError" in line
    assert "test_logs.py" in line
