"""What the bot counts and measures, as Prometheus reads it. Labels are slugs and classes, never what people wrote."""

from __future__ import annotations

from math import nan
from platform import python_version
from threading import active_count
from typing import TYPE_CHECKING, Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily

from bot.operations.build import installed_version
from bot.operations.round_metrics import RoundMetrics

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from prometheus_client import Metric
    from prometheus_client.registry import Collector

    from bot.services.ports import Backlog, Clock
    from bot.services.supervising import Supervisor

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
_ACKS: Final = (0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0)
_SHARES: Final = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.9, 0.95, 1.0)


class Metrics:
    """Holds the counters, and prints them. Each bot has a registry of its own."""

    def __init__(self) -> None:
        self._registry = registry = CollectorRegistry()
        self.questions = Counter(
            "econnect_questions", "Questions, by what became of them", ("outcome", "article"), registry=registry
        )
        self.confidence = Histogram(
            "econnect_confidence", "How sure the best match was, from 0 to 1", buckets=_SHARES, registry=registry
        )
        self.acks = Histogram(
            "econnect_ack_seconds",
            "Time from a request to its ack, in seconds",
            ("kind",),
            buckets=_ACKS,
            registry=registry,
        )
        self.failures = Counter(
            "econnect_failures", "Requests that were not done, by what failed", ("what",), registry=registry
        )
        self.deliveries = Counter(
            "econnect_deliveries", "Tries to deliver a message, by outcome", ("outcome",), registry=registry
        )

    def gauge(self, name: str, description: str, read: Callable[[], float]) -> None:
        """Tell what `read` returns whenever somebody asks."""
        Gauge(f"econnect_{name}", description, registry=self._registry).set_function(read)

    def info(self, name: str, description: str, read: Callable[[], str]) -> None:
        """Tell the text that `read` returns whenever somebody asks, as a label of the value 1."""
        self._registry.register(_Info(f"econnect_{name}", description, read))

    def process(self) -> None:
        """Tell which build runs, and what its process takes: CPU, memory, open files, threads."""
        ProcessCollector(registry=self._registry)
        build = Gauge(
            "econnect_build_info", "Which bot runs, on which Python", ("version", "python"), registry=self._registry
        )
        build.labels(installed_version(), python_version()).set(1)
        self.gauge("threads", "Threads of the process that run now", active_count)

    def register(self, collector: Collector) -> None:
        """Tell what `collector` returns whenever somebody asks."""
        self._registry.register(collector)

    def backlog(self, read: Callable[[], Backlog | None]) -> None:
        """Tell how the outbox stands whenever somebody asks, read once; "not a number" where `read` returns None."""
        self._registry.register(_OutboxFigures(read))

    def rounds(self, clock: Clock) -> RoundMetrics:
        """Return what tells of the rounds of the periodic jobs, which whoever runs them is given."""
        return RoundMetrics(self._registry, clock)

    def background(self, supervisor: Supervisor) -> None:
        """Tell how the background work stands that `supervisor` keeps up."""
        self._registry.register(_Background(supervisor))

    def text(self) -> str:
        """Return everything, as Prometheus reads it."""
        return generate_latest(self._registry).decode()


class _Info:
    """A text that may change, as a metric."""

    def __init__(self, name: str, description: str, read: Callable[[], str]) -> None:
        self._name, self._description, self._read = name, description, read

    def collect(self) -> list[Metric]:
        """Yield the metric, as its registry asks for it."""
        family = InfoMetricFamily(self._name, self._description, value={"version": self._read()})
        return [family]


class _OutboxFigures:
    """How the outbox stands, as metrics of one look."""

    def __init__(self, read: Callable[[], Backlog | None]) -> None:
        self._read = read

    def collect(self) -> list[Metric]:
        """Return the metrics, as their registry asks for them."""
        found = self._read()
        waiting, dead, oldest = (nan,) * 3 if found is None else (found.waiting, found.dead, found.oldest_seconds)
        return [
            GaugeMetricFamily("econnect_outbox_waiting", "Messages that wait or are on their way", waiting),
            GaugeMetricFamily("econnect_outbox_dead", "Messages that were given up", dead),
            GaugeMetricFamily(
                "econnect_outbox_oldest_seconds", "How late the oldest due message is, in seconds", oldest
            ),
        ]

    def describe(self) -> list[Metric]:
        """Return nothing: the registry would read the outbox only to learn the names."""
        return []


class _Background:
    """How the background work stands, as metrics."""

    def __init__(self, supervisor: Supervisor) -> None:
        self._supervisor = supervisor

    def collect(self) -> list[Metric]:
        """Return the metrics, as their registry asks for them."""
        age = GaugeMetricFamily(
            "econnect_job_heartbeat_age_seconds",
            "How long ago background work was last known to be at work, in seconds",
            labels=["work"],
        )
        falls = CounterMetricFamily(
            "econnect_job_restarts", "How often background work ended and was started again", labels=["work"]
        )
        _fill(age, self._supervisor.ages())
        _fill(falls, self._supervisor.falls())
        return [age, falls]


def _fill(family: GaugeMetricFamily | CounterMetricFamily, values: Mapping[str, float]) -> None:
    for name, value in values.items():
        family.add_metric([name], value)
