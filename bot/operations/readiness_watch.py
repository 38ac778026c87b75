"""Readiness as a metric: looked at now and then in the background, and told from memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from prometheus_client.core import GaugeMetricFamily

if TYPE_CHECKING:
    from collections.abc import Mapping

    from prometheus_client import Metric

    from bot.operations.bounded_checks import BoundedChecks

READINESS_SECONDS: Final = 15.0
"""How often it is looked whether the bot is ready."""


class ReadinessWatch:
    """Looks whether the bot is ready, as `/readyz` does, and remembers which checks failed."""

    def __init__(self, checks: BoundedChecks) -> None:
        self._checks = checks
        self._failed: Mapping[str, str] | None = None

    def run(self) -> None:
        """Look."""
        self._failed = self._checks.failed()

    def reasons(self) -> Mapping[str, str]:
        """Return why the bot was not ready at the last look, by the name of the check."""
        return self._failed or {}

    def collect(self) -> list[Metric]:
        """Return the metric, as its registry asks for it."""
        told = "1 where that check of readiness was good when it was looked at last, else 0"
        family = GaugeMetricFamily("econnect_ready", told, labels=("check",))
        if self._failed is not None:
            for name in self._checks.names:
                family.add_metric((name,), float(name not in self._failed))
        return [family]
