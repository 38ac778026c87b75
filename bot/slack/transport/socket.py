"""Slack over Socket Mode: connected with patience, and drained before it is closed."""

from __future__ import annotations

import logging
import time
from concurrent.futures import wait
from threading import Condition, Event
from typing import TYPE_CHECKING, Final

from slack_bolt.adapter.socket_mode.internals import send_response
from slack_sdk.socket_mode.interval_runner import IntervalRunner

from bot.services.fault_log import log_fault
from bot.slack.backoff import backoff
from bot.slack.transport.dispatching import dispatcher
from bot.slack.transport.payload_shapes import Malformed, checked
from bot.slack.transport.socket_client import BoundedSocketClient
from bot.slack.web_api import CallRefusedError, SlackCallError

if TYPE_CHECKING:
    from slack_bolt import App
    from slack_sdk.socket_mode.client import BaseSocketModeClient
    from slack_sdk.socket_mode.request import SocketModeRequest

    from bot.services.ports import Telemetry
    from bot.services.supervising import Beat, Supervisor
    from bot.slack.web_api import SlackApi

log = logging.getLogger(__name__)

# The library logs payloads when it is asked to be talkative, and frames that it does not know in a warning.
socket_log = logging.getLogger("bot.slack.transport.socket.client")
socket_log.setLevel(logging.ERROR)

# A WebSocket frame from a client: final, "close", masked (with zeros), and empty. RFC 6455, section 5.5.1.
CLOSE_FRAME: Final = bytes([0x88, 0x80, 0, 0, 0, 0])
CLOSE_SECONDS: Final = 2.0
LOOK_SECONDS: Final = 0.01
END_SECONDS: Final = 0.5
"""How long the library may take to end its threads, which it does at once where Slack says goodbye as well."""

# How often it is looked whether the library's threads still live, and when that look is late.
TEND_SECONDS: Final = 1.0
_LATE_SECONDS: Final = 15.0

_RUNNERS: Final = ("current_session_runner", "current_app_monitor", "message_processor")
"""What the library runs in threads that the first exception ends for good, and nothing would be received any more."""

# What no patience helps against: the operator must act.
FOR_GOOD: Final = frozenset(
    {"invalid_auth", "not_authed", "token_revoked", "not_allowed_token_type", "account_inactive"}
)


class RefusedBySlackError(Exception):
    """Slack does not let the app in, and no patience helps."""

    def __init__(self, code: str) -> None:
        super().__init__(
            f"Slack rejects SLACK_APP_TOKEN ({code}). Copy it again, or create a new one with the scope "
            "connections:write, at your app > Basic Information > App-Level Tokens."
        )


class SocketFront:
    """The connection. Envelopes are handled in the library's own threads; it knows how many are in flight."""

    def __init__(
        self,
        app: App,
        api: SlackApi,
        *,
        supervisor: Supervisor,
        telemetry: Telemetry | None = None,
    ) -> None:
        self._dispatch = dispatcher(app, telemetry)
        self._supervisor = supervisor
        self._ended = Event()
        self._address = api.base_url
        self.client = BoundedSocketClient(api, socket_log)
        self.client.socket_mode_request_listeners = [self.handle_envelope]
        self._in_flight = 0
        self._is_draining = False
        self._changed = Condition()

    def start(self, stop: Event) -> bool:
        """Connect, trying again while Slack cannot be reached. False where `stop` was set before it could.

        Raises:
            RefusedBySlackError: Slack refuses the app's token.
        """
        for seconds in backoff():
            wait_seconds = self._connect(seconds)
            if self._ended.is_set():
                self.client.close()  # whoever stopped it found no connection yet
                return False
            if wait_seconds is None:
                log.info("Connected to Slack by Socket Mode")
                self._supervisor.keep("socket", self._tend, until=self._ended, late_after_seconds=_LATE_SECONDS)
                return True
            if stop.wait(wait_seconds):
                break
        return False

    def _tell_unreached(self, why: str, seconds: float) -> None:
        log.warning("Slack cannot be reached at %s (%s): tried again in %d s", self._address, why, seconds)

    def _connect(self, seconds: float) -> float | None:
        """Try to connect; return after how many seconds to try again, None where it stands, or is not wanted."""
        try:
            self.client.connect_to_new_endpoint()
        except CallRefusedError as error:
            if error.code in FOR_GOOD:
                raise RefusedBySlackError(error.code) from error
            log.warning("Slack does not let the bot in yet (%s)", error.code)
        except SlackCallError as error:
            seconds = max(seconds, getattr(error, "wait_seconds", None) or 0)
            self._tell_unreached(error.code, seconds)
        except Exception as error:  # noqa: BLE001 - whatever the network or the library comes up with
            self._tell_unreached(type(error).__name__, seconds)
        else:
            if self.client.is_connected() or self._ended.is_set():
                return None
            log.warning("Slack's connection does not open: tried again in %d s", seconds)
        return seconds

    def is_ready(self) -> bool:
        """Return whether the connection stands."""
        return not self._is_draining and bool(self.client.is_connected()) and not self._fallen()

    def handle_envelope(self, client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        """Handle one envelope, in one of the library's threads.

        While draining it is left unacknowledged: Slack gives it to another connection, or delivers it again.
        """
        with self._changed:
            if self._is_draining:
                return
            self._in_flight += 1
        begin = time.time()
        try:
            response = self._dispatch(checked(request.payload), {})
            send_response(client, request, response, begin)
        except Malformed as error:
            log.warning("An envelope of type %s is not acknowledged: %s", request.type, error)
        except Exception as error:  # noqa: BLE001 - the callback's edge: the library would log the envelope
            log_fault(log, "An envelope failed", error)
        finally:
            with self._changed:
                self._in_flight -= 1
                self._changed.notify_all()

    def stop(self, within_seconds: float) -> None:
        """Take nothing more, let what is in flight be acknowledged within that time, and disconnect."""
        self._ended.set()
        with self._changed:
            self._is_draining = True
            self._changed.wait_for(lambda: not self._in_flight, timeout=within_seconds)
        self._say_goodbye()
        # Now nothing can be lost. Where Slack did not answer the goodbye, the library may take forever to end its
        # threads: nobody waits for that.
        wait([self._supervisor.once("socket-close", self.client.close)], END_SECONDS)

    def _tend(self, beat: Beat) -> None:
        """Begin anew what has fallen of the library's threads."""
        while not self._ended.wait(TEND_SECONDS):
            for name in self._fallen():
                fallen: IntervalRunner = getattr(self.client, name)
                log.error("The Socket Mode library's %s ended and is started again", name)
                setattr(self.client, name, IntervalRunner(fallen.target, fallen.interval_seconds).start())
            beat()

    def _fallen(self) -> list[str]:
        return [name for name in _RUNNERS if not getattr(self.client, name).is_alive()]

    def _say_goodbye(self) -> None:
        """Close as WebSockets should, and wait for the answer.

        The library only drops the TCP connection. If something lies unread in it then, the system resets it, and
        acknowledgements that were just sent are lost on their way.
        """
        self.client.auto_reconnect_enabled = False
        session = self.client.current_session
        if session is None or session.sock is None:
            return
        if not session.sock_send_lock.acquire(timeout=CLOSE_SECONDS):
            return  # somebody's sending hangs
        try:
            session.sock.settimeout(CLOSE_SECONDS)
            session.sock.sendall(CLOSE_FRAME)
        except OSError:
            return
        finally:
            session.sock_send_lock.release()
        deadline = time.monotonic() + CLOSE_SECONDS
        while session.is_active() and time.monotonic() < deadline:
            time.sleep(LOOK_SECONDS)
