"""Tells the service manager (systemd) when the bot is ready, that it is alive, and that it ends.

See sd_notify(3). What keeps up the watchdog is that background work comes back: what hangs is mended by a restart, a
database or a Slack that is away is not.
"""

from __future__ import annotations

import logging
import socket
from typing import TYPE_CHECKING, Final

from bot.services.supervising import RoundFailedError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from threading import Event

    from bot.operations.readiness_watch import ReadinessWatch

TELL_SECONDS: Final = 2.0
"""How often it is told: soon after a start that it is ready, and often enough for a watchdog of half a minute."""

START_SECONDS: Final = 60
"""How much longer a start may take whenever it is told that it still goes on."""

_SEND_SECONDS: Final = 1.0
_LONGEST_STATUS: Final = 500

log = logging.getLogger(__name__)


class NotifySocket:
    """Where the service manager listens; `@` begins the name of an abstract socket."""

    def __init__(self, address: str) -> None:
        self._address = "\0" + address[1:] if address.startswith("@") else address

    def tell(self, fields: Mapping[str, object]) -> None:
        """Send `fields`, one a line.

        Raises:
            OSError: nobody takes them.
        """
        message = "\n".join(f"{name}={value}" for name, value in fields.items())
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sending:
            sending.settimeout(_SEND_SECONDS)
            sending.sendto(message.encode(), self._address)


class ServiceManager:
    """Tells how the bot stands.

    Args:
        notify: where it is told.
        readiness: looks whether the bot is ready; here only until it was so once.
        hanging: returns what background work hangs and is mended by a restart.
    """

    def __init__(
        self, notify: NotifySocket, readiness: ReadinessWatch, hanging: Callable[[], Collection[str]]
    ) -> None:
        self._notify, self._readiness, self._hanging = notify, readiness, hanging
        self._was_ready = False
        self._hung: Collection[str] = ()

    def run(self) -> None:
        """Tell how it stands now.

        Raises:
            RoundFailedError: nobody takes it.
        """
        if not self._was_ready:
            self._readiness.run()
        reasons, hung = self._readiness.reasons(), self._hanging()
        self._was_ready = self._was_ready or not reasons
        self._log_hung(hung)
        fields: dict[str, object] = {"STATUS": _status(reasons, hung)}
        if self._was_ready:
            fields["READY"] = 1
        elif not hung:
            fields["EXTEND_TIMEOUT_USEC"] = START_SECONDS * 1_000_000
        if not hung:
            fields["WATCHDOG"] = 1
        try:
            self._notify.tell(fields)
        except OSError as error:
            told = f"The service manager takes no news of the bot ({error.strerror}), and may restart it."
            raise RoundFailedError(told) from error

    def tell_the_end(self, stop: Event) -> None:
        """Wait until `stop` is set, and tell that the bot ends.

        Raises:
            OSError: nobody takes it, and nobody needs it.
        """
        stop.wait()
        self._notify.tell({"STOPPING": 1, "STATUS": "finishing what was begun"})

    def _log_hung(self, hung: Collection[str]) -> None:
        if hung and not self._hung:
            log.error("%s: the service manager is not told that the bot is alive, and may restart it", _names(hung))
        self._hung = hung


def _status(reasons: Mapping[str, str], hung: Collection[str]) -> str:
    """Return how it stands in one line, as `systemctl status` shows it."""
    if hung:
        return _names(hung)
    if not reasons:
        return "ready"
    told = "; ".join(f"{name}: {reason}" for name, reason in reasons.items())
    return " ".join(f"not ready: {told}".split())[:_LONGEST_STATUS]


def _names(hung: Collection[str]) -> str:
    return f"hangs: {', '.join(hung)}"
