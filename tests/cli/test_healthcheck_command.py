from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.operations.health import Health
from bot.operations.metrics import Metrics
from bot.services.supervising import Supervisor

if TYPE_CHECKING:
    from tests.cli.conftest import CommandLine


@pytest.mark.parametrize(
    ("front", "options", "code", "told"),
    [
        ("", (), 0, "the bot is alive"),
        ("", ("--ready",), 0, "the bot is ready"),
        ("closed", (), 0, "the bot is alive"),
        ("closed", ("--ready",), 1, "/readyz: front: closed"),
    ],
)
def test_a_running_bot_is_asked_how_it_is(
    cli: CommandLine,
    monkeypatch: pytest.MonkeyPatch,
    front: str,
    options: tuple[str, ...],
    code: int,
    told: str,
) -> None:
    health = Health({"front": lambda: front}, Metrics(), Supervisor(), 0)
    health.start()
    monkeypatch.setenv("HEALTH_PORT", str(health.port))
    outcome = cli.run("healthcheck", *options)
    health.stop()

    assert outcome.code == code
    assert told in outcome.out + outcome.err


@pytest.mark.parametrize(
    ("port", "told"),
    [("1", "127.0.0.1:1/healthz: no answer"), ("0", "HEALTH_PORT is 0"), ("x", "The settings are not valid")],
)
def test_where_no_bot_can_be_asked_it_says_why(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch, port: str, told: str
) -> None:
    monkeypatch.setenv("HEALTH_PORT", port)
    outcome = cli.run("healthcheck")

    assert (outcome.code, outcome.out) == (1, "")
    assert told in outcome.err
