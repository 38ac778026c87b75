from __future__ import annotations

import socket
import tempfile
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from bot.operations.bounded_checks import BoundedChecks
from bot.operations.readiness_watch import ReadinessWatch
from bot.operations.service_manager import NotifySocket, ServiceManager
from bot.services.supervising import RoundFailedError, Supervisor

if TYPE_CHECKING:
    from collections.abc import Iterator


class Systemd:
    """A service manager's end of a real socket."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind("\0" + address[1:] if address.startswith("@") else address)
        self._socket.settimeout(10)

    def next(self) -> dict[str, str]:
        """Return the fields of the next message."""
        lines = self._socket.recv(4096).decode().split("\n")
        return dict(line.split("=", 1) for line in lines)

    def close(self) -> None:
        self._socket.close()


@pytest.fixture(params=["path", "abstract"])
def systemd(request: pytest.FixtureRequest) -> Iterator[Systemd]:
    with tempfile.TemporaryDirectory() as folder:  # pytest's own paths may be too long for a socket
        path = str(Path(folder) / "notify")
        running = Systemd(path if request.param == "path" else f"@{uuid4()}")
        yield running
        running.close()


class Standing:
    """How a bot stands, and how often it was looked at."""

    def __init__(self, address: str) -> None:
        self.reasons = {"front": "", "database": ""}
        self.hung: tuple[str, ...] = ()
        self.looks = 0
        self.readiness = ReadinessWatch(
            BoundedChecks({"front": self._front, "database": self._database}, Supervisor())
        )
        self.manager = ServiceManager(NotifySocket(address), self.readiness, lambda: self.hung)

    def _front(self) -> str:
        self.looks += 1
        return self.reasons["front"]

    def _database(self) -> str:
        return self.reasons["database"]


def test_a_start_takes_as_long_as_it_goes_on_and_is_ready_once_every_check_is_good(systemd: Systemd) -> None:
    bot = Standing(systemd.address)
    bot.reasons = {"front": "nothing comes in\nfrom Slack", "database": "away"}
    bot.manager.run()
    told = systemd.next()
    assert told.pop("STATUS") == "not ready: front: nothing comes in from Slack; database: away"
    assert told == {"EXTEND_TIMEOUT_USEC": "60000000", "WATCHDOG": "1"}

    bot.reasons = {"front": "", "database": ""}
    bot.manager.run()
    assert systemd.next() == {"READY": "1", "WATCHDOG": "1", "STATUS": "ready"}


def test_it_is_looked_at_only_until_it_was_ready_once(systemd: Systemd) -> None:
    bot = Standing(systemd.address)
    for front in ("closed", "", "closed", ""):
        bot.reasons["front"] = front
        bot.manager.run()

    assert bot.looks == 2


def test_a_bot_that_is_not_ready_any_more_is_alive(systemd: Systemd) -> None:
    bot = Standing(systemd.address)
    bot.manager.run()
    systemd.next()
    bot.reasons["database"] = "away"
    bot.readiness.run()
    bot.manager.run()

    assert systemd.next() == {"READY": "1", "WATCHDOG": "1", "STATUS": "not ready: database: away"}


@pytest.mark.parametrize("was_ready", [False, True])
def test_a_bot_in_which_something_hangs_is_not_alive_and_the_log_says_once_what(
    systemd: Systemd, caplog: pytest.LogCaptureFixture, *, was_ready: bool
) -> None:
    bot = Standing(systemd.address)
    bot.reasons["front"] = "" if was_ready else "closed"
    bot.manager.run()
    systemd.next()
    bot.hung = ("delivery", "reminders")
    for _ in range(2):
        bot.manager.run()
        told = systemd.next()
        assert told.pop("STATUS") == "hangs: delivery, reminders"
        assert told == ({"READY": "1"} if was_ready else {})
    assert len(caplog.messages) == 1
    assert "hangs: delivery, reminders" in caplog.text

    bot.hung = ()
    bot.manager.run()
    assert systemd.next()["WATCHDOG"] == "1"


def test_a_long_reason_is_cut(systemd: Systemd) -> None:
    bot = Standing(systemd.address)
    bot.reasons["database"] = "a" * 10_000
    bot.manager.run()

    assert len(systemd.next()["STATUS"]) == 500


def test_the_end_is_told_once_it_was_asked_for(systemd: Systemd) -> None:
    stop = Event()
    stop.set()
    Standing(systemd.address).manager.tell_the_end(stop)

    assert systemd.next()["STOPPING"] == "1"


def test_a_service_manager_that_is_gone_is_a_failed_round() -> None:
    with pytest.raises(RoundFailedError, match="takes no news"):
        Standing("/nowhere/notify").manager.run()
