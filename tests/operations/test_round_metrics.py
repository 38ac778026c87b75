from __future__ import annotations

from prometheus_client import CollectorRegistry

from bot.operations.round_metrics import RoundMetrics
from tests.clocks import HandClock


def test_a_later_success_takes_the_place_of_an_earlier_one_and_each_failure_adds_to_the_last() -> None:
    clock, registry = HandClock(), CollectorRegistry()
    rounds = RoundMetrics(registry, clock)
    labels = {"work": "purge"}
    rounds.started("purge", 3600)
    assert registry.get_sample_value("econnect_job_last_success_timestamp_seconds", labels) is None
    for _ in range(2):
        rounds.succeeded("purge")
        rounds.failed("purge")
        clock.pass_time(seconds=30)

    succeeded_at = registry.get_sample_value("econnect_job_last_success_timestamp_seconds", labels)
    assert succeeded_at == clock.now().timestamp() - 30
    assert registry.get_sample_value("econnect_job_failed_rounds_total", labels) == 2
