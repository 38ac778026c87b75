from __future__ import annotations

from typing import TYPE_CHECKING

from bot.operations.logging_telemetry import LoggingTelemetry
from bot.operations.metrics import Metrics
from bot.slack.app import build_app
from bot.slack.transport.dispatching import dispatcher
from bot.storage.access import open_store, upgrade
from tests.slack.fakes import new_slack
from tests.slack.payloads import command, mention

if TYPE_CHECKING:
    import pytest

    from tests.storage.postgres import Server


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


def test_what_no_database_holds_costs_no_answer(postgres: Server) -> None:
    upgrade(url := postgres.new_database())
    with open_store(url) as store:
        dispatch = dispatcher(build_app(new_slack(store=store)))
        for number, text in enumerate(("which\0 version", "which \ud83d version", "\0", "\ude00 hello")):
            told = (mention(text, ts=f"{number}.1", event_id=f"Ev{number}\0"), command("/econnect", text))
            assert [dispatch(payload, {}).status for payload in told] == [200, 200]
        assert len(store.outbox.entries(9)) == 4
        assert [text for _, text in store.latest_questions("T1", "UALICE", 9)][-1] == "which version"
