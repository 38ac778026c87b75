from __future__ import annotations

import http.client
import json
from typing import TYPE_CHECKING

import pytest

from bot.operations.health import Health
from bot.operations.metrics import Metrics

if TYPE_CHECKING:
    from collections.abc import Iterator


class Patient:
    """A health port, and what it looks at."""

    def __init__(self) -> None:
        self.is_connected = True
        self.metrics = Metrics()
        self.metrics.gauge("outbox_waiting", "Messages", lambda: 3)
        self.health = Health({"slack": lambda: self.is_connected, "backlog": lambda: True}, self.metrics, 0)
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
    assert (status, json.loads(body)) == (200, {"ready": True, "checks": {"slack": True, "backlog": True}})


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
    assert patient.ask("/healthz", "POST")[0] == 501
