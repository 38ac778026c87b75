from __future__ import annotations

import re
from datetime import UTC, datetime
from platform import python_version

from bot.domain.conversation import Conversation, Question
from bot.domain.question_log import logged
from bot.domain.reply import Answer, HandOver
from bot.operations.build import installed_version
from bot.operations.logging_telemetry import LoggingTelemetry
from bot.operations.metrics import Metrics
from bot.services.ports import Backlog, NotSent, Sent

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
QUESTION = Question("canary alice@example.com", Conversation("direct", "T1", "D1"), "UALICE")


def lines(metrics: Metrics) -> list[str]:
    return metrics.text().splitlines()


def test_questions_are_counted_by_what_became_of_them() -> None:
    metrics = Metrics()
    for _ in range(2):
        LoggingTelemetry(metrics).asked(logged(QUESTION, Answer("en", ("version-required",), 0.93), "m1", NOON, "v1"))
    LoggingTelemetry(metrics).asked(logged(QUESTION, HandOver("en", "prices", 0.4), "m2", NOON, "v1"))

    assert 'econnect_questions_total{article="version-required",outcome="answer"} 2.0' in lines(metrics)
    assert 'econnect_questions_total{article="prices",outcome="hand_over"} 1.0' in lines(metrics)
    assert 'econnect_confidence_bucket{le="0.95"} 3.0' in lines(metrics)
    assert 'econnect_confidence_bucket{le="0.5"} 1.0' in lines(metrics)


def test_acks_and_deliveries_are_measured() -> None:
    metrics = Metrics()
    LoggingTelemetry(metrics).acked("command", 0.003)
    LoggingTelemetry(metrics).delivered("m1", Sent())
    LoggingTelemetry(metrics).delivered("m2", NotSent("ratelimited", 3))

    assert 'econnect_ack_seconds_bucket{kind="command",le="0.005"} 1.0' in lines(metrics)
    assert 'econnect_ack_seconds_bucket{kind="command",le="0.002"} 0.0' in lines(metrics)
    assert 'econnect_deliveries_total{outcome="NotSent"} 1.0' in lines(metrics)


def test_what_changes_by_itself_is_read_when_somebody_asks() -> None:
    metrics, version = Metrics(), ["v1"]
    metrics.info("knowledge", "The knowledge base", lambda: version[0])
    version[0] = "v2"

    assert 'econnect_knowledge_info{version="v2"} 1.0' in lines(metrics)


def test_the_outbox_is_read_once_for_all_its_figures_and_not_before_somebody_asks() -> None:
    reads: list[None] = []

    def read() -> Backlog:
        reads.append(None)
        return Backlog(waiting=3, in_flight=0, dead=1, oldest_seconds=4.5)

    metrics = Metrics()
    metrics.backlog(read)
    assert reads == []
    told = metrics.text()
    assert len(reads) == 1
    for figure in ("econnect_outbox_waiting 3.0", "econnect_outbox_dead 1.0", "econnect_outbox_oldest_seconds 4.5"):
        assert figure in told


def test_where_the_outbox_cannot_be_read_everything_else_is_told() -> None:
    metrics = Metrics()
    metrics.backlog(lambda: None)
    metrics.gauge("answer", "What it is", lambda: 42)
    told = metrics.text()
    assert "econnect_outbox_waiting NaN" in told
    assert "econnect_answer 42.0" in told


def test_no_word_that_people_wrote_is_told() -> None:
    metrics = Metrics()
    LoggingTelemetry(metrics).asked(logged(QUESTION, HandOver("en", None, 0.1), "m1", NOON, "v1"))

    assert "canary" not in metrics.text()


def test_the_build_and_what_its_process_takes_are_told() -> None:
    metrics = Metrics()
    metrics.process()
    told = metrics.text()

    assert f'econnect_build_info{{python="{python_version()}",version="{installed_version()}"}} 1.0' in told
    for name in (
        "process_resident_memory_bytes",
        "process_open_fds",
        "process_start_time_seconds",
        "econnect_threads",
    ):
        assert re.search(rf"^{name} [1-9]", told, re.MULTILINE), name


def test_two_bots_in_one_process_each_tell_of_it() -> None:
    for metrics in (Metrics(), Metrics()):
        metrics.process()
        assert "process_cpu_seconds_total" in metrics.text()
