from __future__ import annotations

from typing import TYPE_CHECKING

from bot.settings.service_environment import notify_address

if TYPE_CHECKING:
    import pytest


def test_the_service_managers_socket_is_the_one_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOTIFY_SOCKET", "/run/systemd/notify")
    assert notify_address() == "/run/systemd/notify"
    monkeypatch.delenv("NOTIFY_SOCKET")
    assert notify_address() == ""
    assert notify_address({"NOTIFY_SOCKET": "@abstract"}) == "@abstract"
