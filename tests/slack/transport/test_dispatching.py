from __future__ import annotations

from typing import TYPE_CHECKING

from bot.operations.logging_telemetry import LoggingTelemetry
from bot.operations.metrics import Metrics
from bot.slack.app import build_app
from bot.slack.transport.dispatching import dispatcher
from tests.slack.fakes import new_slack
from tests.slack.payloads import command, mention

if TYPE_CHECKING:
    import pytest


def test_a_payload_is_answered_by_the_app_and_its_ack_is_measured() -> None:
    metrics = Metrics()
    assert dispatcher(build_app(new_slack()), LoggingTelemetry(metrics))(mention("hello"), {}).status == 200
    assert 'econnect_ack_seconds_count{kind="event"} 1.0' in metrics.text()


def test_a_command_may_hold_the_word_payload() -> None:
    assert dispatcher(build_app(new_slack()))(command("/econnect", "payload= which version?"), {}).status == 200


def test_what_bolt_cannot_look_into_is_refused_without_a_fault(caplog: pytest.LogCaptureFixture) -> None:
    response = dispatcher(build_app(new_slack()))(mention("secret words") | {"team": 5}, {})
    assert response.status == 400
    assert "secret" not in caplog.text
    assert "Traceback" not in caplog.text
