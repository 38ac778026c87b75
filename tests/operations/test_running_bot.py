"""A port that is in use: is it a running bot's, or another program's?"""

from __future__ import annotations

import socket
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from bot.operations.health import Health
from bot.operations.metrics import Metrics
from bot.operations.running_bot import is_bot_at
from bot.services.supervising import Supervisor

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(params=["", "it cannot be written"])
def bot(request: pytest.FixtureRequest) -> Iterator[Health]:
    health = Health({"database": lambda: request.param, "outbox": lambda: ""}, Metrics(), Supervisor(), 0)
    health.start()
    yield health
    health.stop()


def test_a_running_bot_is_known_by_its_answer_whether_it_is_ready_or_not(bot: Health) -> None:
    assert is_bot_at("127.0.0.1", bot.port)
    assert is_bot_at("0.0.0.0", bot.port)  # noqa: S104 - as HEALTH_HOST may be set


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.0 200 OK\r\n\r\nok\n",
        b'HTTP/1.0 200 OK\r\n\r\n{"ready": true, "checks": {"disk": true}}',
        b'HTTP/1.0 200 OK\r\n\r\n["checks"]',
        b"HTTP/1.0 200 OK\r\n\r\n" + b"[" * 100_000,
        b"HTTP/1.0 200 OK\r\n\r\n\xff",
        b"+PONG\r\n",
        b"",
    ],
)
def test_another_program_is_no_bot(answer: bytes) -> None:
    def serve(listener: socket.socket) -> None:
        connection, _ = listener.accept()
        with connection:
            connection.recv(4096)
            connection.sendall(answer)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = Thread(target=serve, args=(listener,))
        server.start()
        assert not is_bot_at("127.0.0.1", listener.getsockname()[1])
        server.join()


def test_who_does_not_answer_is_no_bot() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert not is_bot_at("127.0.0.1", silent.getsockname()[1], seconds=0.05)
    assert not is_bot_at("127.0.0.1", 1)
