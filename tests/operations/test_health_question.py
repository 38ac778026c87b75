from __future__ import annotations

import socket
from contextlib import contextmanager
from ipaddress import IPv4Address, IPv6Address
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from bot.operations.health import Health
from bot.operations.health_question import ALIVE, READY, ask_health
from bot.operations.metrics import Metrics
from bot.services.supervising import Supervisor

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def bot(front: str = "") -> Iterator[int]:
    """Yield the health port of a bot whose front door says that."""
    checks = {"front": lambda: front, "outbox": lambda: front}
    health = Health(checks, Metrics(), Supervisor(), 0)
    health.start()
    yield health.port
    health.stop()


@contextmanager
def another_program(answer: bytes) -> Iterator[int]:
    """Yield the port of a program that says `answer` to whoever comes first."""

    def serve() -> None:
        connection, _ = listener.accept()
        with connection:
            connection.recv(4096)
            connection.sendall(answer)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = Thread(target=serve)
        server.start()
        yield listener.getsockname()[1]
        server.join()


@pytest.mark.parametrize("host", ["127.0.0.1", str(IPv4Address(0)), "localhost"])
def test_a_bot_that_is_well_is_alive_and_ready(host: str) -> None:
    with bot() as port:
        alive, ready = ask_health(host, port, ALIVE), ask_health(host, port, READY)

    assert (alive.verdict, alive.message) == ("ok", "the bot is alive")
    assert (ready.verdict, ready.message) == ("ok", "the bot is ready")


def test_a_bot_that_is_not_ready_says_why_and_is_alive() -> None:
    with bot("closed") as port:
        alive, ready = (ask_health("127.0.0.1", port, path) for path in (ALIVE, READY))

    assert alive.verdict == "ok"
    assert (ready.verdict, ready.message) == ("problem", "front: closed; outbox: closed")


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (b"HTTP/1.0 404 Not Found\r\n\r\n", "the answer is 404"),
        (b'HTTP/1.0 503 No\r\n\r\n{"reasons": ["a"]}', "the answer is 503"),
        (b"HTTP/1.0 503 No\r\n\r\n[]", "the answer is 503"),
        (b'HTTP/1.0 503 No\r\n\r\n{"status": "down"}', "the answer is 503"),
        (b"HTTP/1.0 503 No\r\n\r\n" + b"[" * 100_000, "the answer is 503"),
        (b"+PONG\r\n", "no answer"),
        (b"", "no answer"),
    ],
)
def test_another_program_is_no_bot_that_is_well(answer: bytes, told: str) -> None:
    with another_program(answer) as port:
        found = ask_health("127.0.0.1", port, READY)

    assert found.verdict == "problem"
    assert told in found.message


def test_a_bot_on_every_address_is_asked_on_this_machine() -> None:
    assert ask_health(str(IPv6Address(0)), 1, ALIVE).what == "::1:1/healthz"
    assert ask_health("::1", 1, ALIVE).what == "::1:1/healthz"


def test_where_nobody_answers_it_says_so_and_what_to_look_at() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        late = ask_health("127.0.0.1", silent.getsockname()[1], ALIVE, seconds=0.05)
    refused = ask_health("127.0.0.1", 1, ALIVE)

    assert (late.message, refused.message) == ("no answer (timed out)", "no answer (Connection refused)")
    assert "Is the bot running" in refused.remedy
