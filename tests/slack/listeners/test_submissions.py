"""Forms that were sent, from their payload to their ack."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest

from bot.storage.database import DatabaseStore
from bot.storage.database_tables import metadata
from bot.storage.engines import new_engine, read_url
from tests.slack.front import Front, away_store
from tests.slack.payloads import ALICE, message_shortcut


def test_a_form_of_another_version_gets_a_clear_word(front: Front) -> None:
    """Row 10."""
    view = {"id": "V1", "type": "modal", "callback_id": "of-old", "private_metadata": "", "state": {"values": {}}}
    payload = {"type": "view_submission", "team": {"id": "T1"}, "user": {"id": ALICE}, "view": view}
    for callback_id in ("of-old", "form:of-old"):
        response = front.dispatch(payload | {"view": view | {"callback_id": callback_id}}, {})
        shown = json.loads(response.body)
        # Above the form, where all that was typed stays.
        assert (response.status, shown["response_action"]) == (200, "push")
        assert "This form is from an earlier version" in json.dumps(shown["view"])


def sends(front: Front, name: str, metadata: str, **typed: str) -> dict[str, Any]:
    """Send a form; return what it is answered with."""
    values = {field: {field: {"value": text}} for field, text in typed.items()}
    named = {"id": "V1", "type": "modal", "callback_id": f"form:{name}", "private_metadata": metadata}
    view = {**named, "state": {"values": values}}
    payload = {"type": "view_submission", "team": {"id": "T1"}, "user": {"id": ALICE}, "view": view}
    response = front.dispatch(payload, {})
    assert response.status == 200
    answer: dict[str, Any] = json.loads(response.body)
    return answer


@pytest.mark.parametrize("store", [None, away_store()])
def test_numbers_are_checked_and_a_set_up_begun_with_them_without_a_team(store: DatabaseStore | None) -> None:
    front = Front(store)
    wrong = sends(front, "calculator", "nl", number="1234", release="414")
    assert (wrong["response_action"], wrong["errors"].keys()) == ("errors", {"number"})

    found = sends(front, "calculator", "nl", number="12345678", release="414")
    assert (found["response_action"], found["view"]["private_metadata"]) == ("update", "nl\n12345678\n414")
    begun = sends(front, "result", found["view"]["private_metadata"])
    assert (begun["response_action"], begun["view"]["callback_id"]) == ("push", "form:setup")
    assert "12345678" in json.dumps(begun["view"]["blocks"])
    assert "12345678" not in begun["view"]["private_metadata"]


def test_no_row_and_no_line_of_the_log_has_what_was_typed(caplog: pytest.LogCaptureFixture) -> None:
    engine = new_engine(read_url("sqlite://"))
    metadata.create_all(engine)
    front = Front(DatabaseStore(engine))
    caplog.set_level(logging.DEBUG)
    front.take(message_shortcut(callback_id="numbers", message={"ts": "1.1", "text": "KvK 12345678"}))
    for number in ("12345678", "1234567", "NL001234567B01"):
        sends(front, "calculator", "nl", number=number, release="")
    sends(front, "result", "nl\n12345678\n414")

    with engine.connect() as connection:
        rows = [row for table in metadata.sorted_tables for row in connection.execute(table.select())]
    assert rows == []
    assert "1234567" not in caplog.text
