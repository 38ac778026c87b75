from __future__ import annotations

import socket
from threading import Event
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


def test_an_edited_article_is_answered_from_without_a_restart(tmp_path: Path) -> None:
    with playground(small_settings(tmp_path), 0, "socket") as running:
        alice = Window(running, "alice")
        article = tmp_path / "knowledge" / "exact-globe" / "articles" / "version.yml"
        article.write_text(article.read_text().replace("About The version", "Edited: the version"))

        def answer() -> str:
            asked = alice.person.writes_dm("which version do I need?")
            return running.slack.wait_for_reply(asked).text

        said = (answer() for _ in range(100) if not Event().wait(0.05))
        assert any("Edited: the version" in text for text in said)
