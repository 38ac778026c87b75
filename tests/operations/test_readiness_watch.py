from __future__ import annotations

from bot.operations.bounded_checks import BoundedChecks
from bot.operations.metrics import Metrics
from bot.operations.readiness_watch import ReadinessWatch
from bot.services.supervising import Supervisor


def test_each_check_is_told_as_it_was_when_it_was_looked_at_last() -> None:
    looks = [0]

    def not_connected() -> str:
        looks[0] += 1
        return "" if looks[0] == 1 else "not connected"

    metrics = Metrics()
    watch = ReadinessWatch(BoundedChecks({"front": not_connected, "database": lambda: ""}, Supervisor()))
    metrics.register(watch)
    assert "econnect_ready{" not in metrics.text()

    watch.run()
    assert 'econnect_ready{check="front"} 1.0' in metrics.text()
    watch.run()
    for _ in range(2):
        assert 'econnect_ready{check="front"} 0.0' in metrics.text()
        assert 'econnect_ready{check="database"} 1.0' in metrics.text()
    assert looks == [2]


def test_why_it_was_not_ready_at_the_last_look_is_told_from_memory() -> None:
    reasons = iter(["not connected", ""])
    watch = ReadinessWatch(BoundedChecks({"front": lambda: next(reasons)}, Supervisor()))
    assert watch.reasons() == {}

    watch.run()
    for _ in range(2):
        assert watch.reasons() == {"front": "not connected"}
    watch.run()
    assert watch.reasons() == {}
