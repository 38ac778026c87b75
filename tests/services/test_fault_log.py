from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from bot.services.fault_log import log_fault

if TYPE_CHECKING:
    import pytest

WRITTEN = "what alice@example.com wrote"


def fail() -> None:
    raise ValueError(WRITTEN)


def test_a_fault_is_logged_by_kind_and_place_and_never_by_its_message(caplog: pytest.LogCaptureFixture) -> None:
    try:
        fail()
    except ValueError as error:
        log_fault(logging.getLogger("bot"), "Message m1 could not be delivered", error)

    (record,) = caplog.records
    assert record.levelno == logging.ERROR
    assert record.getMessage().startswith("Message m1 could not be delivered: ValueError\n")
    assert "in fail" in record.getMessage()
    assert WRITTEN not in caplog.text
    assert record.exc_info is None
