from __future__ import annotations

import http.client
import json
import socket
from contextlib import ExitStack
from threading import Event
from typing import TYPE_CHECKING

import pytest

from bot.operations.health import Health
from bot.operations.metrics import Metrics
from bot.services.supervising import Supervisor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.operations.bounded_checks import ReadinessCheck


class Patient:
    """A health port, and what it looks at."""

    def __init__(self) -> None:
        self.is_connected = True
        self.metrics = Metrics()
        self.metrics.gauge("outbox_waiting", "Messages", lambda: 3)
        checks: dict[str, ReadinessCheck] = {
            "slack": lambda: "" if self.is_connected else "not connected",
            "backlog": lambda: "",
        }
        self.health = Health(checks, self.metrics, Supervisor(), 0)
        self.health.start()

    def ask(self, path: str, method: str = "GET") -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.health.port, timeout=10)
        try:
            connection.request(method, path)
            response = connection.getresponse()
            return response.status, response.read().decode()
        finally:
            connection.close()


@pytest.fixture
def patient() -> Iterator[Patient]:
    patient = Patient()
    yield patient
    patient.health.stop()


def test_a_running_bot_is_alive(patient: Patient) -> None:
    assert patient.ask("/healthz") == (200, "ok\n")


def test_it_is_ready_when_every_check_is_good(patient: Patient) -> None:
    status, body = patient.ask("/readyz?verbose")
    good = {"ready": True, "checks": {"slack": True, "backlog": True}, "reasons": {}}
    assert (status, json.loads(body)) == (200, good)


def test_it_is_alive_and_not_ready_when_a_check_fails(patient: Patient) -> None:
    patient.is_connected = False
    status, body = patient.ask("/readyz")
    assert (status, json.loads(body)["checks"]) == (503, {"slack": False, "backlog": True})
    assert patient.ask("/healthz")[0] == 200


def test_it_tells_what_it_counted(patient: Patient) -> None:
    status, told = patient.ask("/metrics")
    assert status == 200
    assert "econnect_outbox_waiting 3.0" in told.splitlines()


def test_nothing_else_is_there(patient: Patient) -> None:
    assert patient.ask("/")[0] == 404
    assert patient.ask("/healthz", "POST")[0] == 405


def test_the_metrics_tell_how_background_work_stands(patient: Patient) -> None:
    supervisor, ended = Supervisor(lambda: 7.0), Event()
    supervisor.keep("purge", lambda _: ended.wait(10), until=ended, late_after_seconds=60)
    patient.metrics.background(supervisor)
    _, told = patient.ask("/metrics")
    ended.set()

    assert 'econnect_job_heartbeat_age_seconds{work="purge"} 0.0' in told.splitlines()
    assert 'econnect_job_restarts_total{work="purge"} 0.0' in told.splitlines()


def test_metrics_that_hang_are_told_and_not_begun_again(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    release, begun = Event(), [0]

    def hang() -> float:
        begun[0] += 1
        release.wait(10)
        return 1.0

    monkeypatch.setattr("bot.operations.health._METRICS_SECONDS", 0.01)
    patient.metrics.gauge("outbox_dead", "Messages", hang)
    asked = [patient.ask("/metrics")[0] for _ in range(3)]
    release.set()

    assert asked == [503, 503, 503]
    assert begun == [1]
    assert patient.ask("/readyz")[0] == 200


@pytest.mark.slow
def test_a_crowd_that_says_nothing_keeps_nobody_from_an_answer(patient: Patient) -> None:
    with ExitStack() as crowd:
        for _ in range(300):
            each = crowd.enter_context(socket.create_connection(("127.0.0.1", patient.health.port), timeout=10))
            each.sendall(b"GET /healthz HTTP/1.1\r\nX: ")
        assert patient.ask("/healthz") == (200, "ok\n")
        assert patient.ask("/readyz")[0] == 200
