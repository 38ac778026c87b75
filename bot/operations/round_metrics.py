"""The rounds of the periodic jobs as metrics: when each last succeeded, and how often one failed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client import Counter, Gauge

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry

    from bot.services.ports import Clock


class RoundMetrics:
    """Fills `RoundWatch`. A job that never succeeded since the start has no last success."""

    def __init__(self, registry: CollectorRegistry, clock: Clock) -> None:
        self._clock = clock
        self._interval = Gauge(
            "econnect_job_interval_seconds",
            "Seconds between two rounds of a periodic job",
            ("work",),
            registry=registry,
        )
        self._succeeded_at = Gauge(
            "econnect_job_last_success_timestamp_seconds",
            "When a round of a periodic job last succeeded, in seconds since 1970; none since the start: no value",
            ("work",),
            registry=registry,
        )
        self._failed = Counter(
            "econnect_job_failed_rounds",
            "Rounds of a periodic job that failed, since the start",
            ("work",),
            registry=registry,
        )

    def started(self, job: str, seconds: float) -> None:
        """Tell of `job`, also while nothing of it has failed: what counts from nothing has no first failure."""
        self._interval.labels(job).set(seconds)
        self._failed.labels(job)

    def succeeded(self, job: str) -> None:
        """Note the moment."""
        self._succeeded_at.labels(job).set(self._clock.now().timestamp())

    def failed(self, job: str) -> None:
        """Count it."""
        self._failed.labels(job).inc()
