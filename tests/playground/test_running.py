from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from bot.playground.running import playground
from tests.playground.conftest import Window, small_settings

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("transport", ["socket", "http"])
def test_the_bot_answers_over_both_transports(tmp_path: Path, transport: str) -> None:
    with playground(small_settings(tmp_path), 0, "http" if transport == "http" else "socket") as running:
        alice = Window(running, "alice")
        asked = alice.person.says(alice.general, f"{running.slack.bot_mention} which version do I need?")

        assert "About The version" in running.slack.wait_for_reply(asked).text


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with (
            pytest.raises(OSError, match="in use"),
            playground(small_settings(tmp_path), other.getsockname()[1], "socket"),
        ):
            pass


def test_it_listens_on_the_loopback_address_alone(alice: Window) -> None:
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.2", alice.port)) != 0
