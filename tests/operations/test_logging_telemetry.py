from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.domain.conversation import Conversation, Question
from bot.domain.question_log import logged, trace_id_of
from bot.domain.reply import Answer
from bot.operations.logging_telemetry import LoggingTelemetry
from bot.operations.metrics import Metrics
from bot.services.ports import Sent

if TYPE_CHECKING:
    import pytest

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


def test_each_event_is_one_line_of_ids_and_figures_and_is_counted(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    metrics = Metrics()
    watch = LoggingTelemetry(metrics)
    question = Question("a canary", Conversation("direct", "T1", "D1"), "UALICE")
    watch.asked(logged(question, Answer("en", ("version-required",), 0.93), "m1", NOON, "v1"))
    watch.acked("event", 0.0042)
    watch.delivered("m1", Sent())

    assert [record.getMessage().split()[0] for record in caplog.records] == ["asked", "acked", "delivered"]
    assert f"trace={trace_id_of('m1')}" in caplog.text
    assert "article=version-required" in caplog.text
    assert "confidence=0.93" in caplog.text
    assert "kind=event ms=4.2" in caplog.text
    assert "id=m1 outcome=Sent" in caplog.text
    assert "canary" not in caplog.text
    assert 'econnect_deliveries_total{outcome="Sent"} 1.0' in metrics.text()
