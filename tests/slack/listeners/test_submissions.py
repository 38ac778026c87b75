"""Forms that were sent, from their payload to their ack."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.slack.payloads import ALICE

if TYPE_CHECKING:
    from tests.slack.front import Front


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
