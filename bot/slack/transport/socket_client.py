"""Slack's Socket Mode client with bounds: on opening a connection, and on how long an envelope waits for its turn."""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor
from queue import Empty, Queue
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.builtin.connection import ConnectionState

from bot.services.patience import ACK_SECONDS, at_most
from bot.services.supervising import Supervisor
from bot.slack.ids import OPEN_SOCKET
from bot.slack.transport.bounded_connection import CONNECT_SECONDS, BoundedConnection
from bot.slack.transport.request_threads import COMMAND_THREADS, DELIVERY_THREADS
from bot.slack.web_api import CallNotMadeError

if TYPE_CHECKING:
    from logging import Logger

    from bot.slack.web_api import SlackApi

PING_SECONDS: Final = 3.0
"""How often the library looks whether the connection still stands; until then what Slack delivers fails."""

_LOOK_SECONDS: Final = 1.0


class BoundedSocketClient(SocketModeClient):
    """The library's client, of which it replaces what waits without end.

    The address of a connection is asked for by `api`, whose calls end however slowly Slack answers. An ack's time
    begins when its envelope arrives, not when a thread is free for it; and commands have threads of their own.
    """

    connect_seconds: float = CONNECT_SECONDS

    def __init__(self, api: SlackApi, logger: Logger) -> None:
        self._api = api
        self._rests_until = 0.0
        self._closing = Lock()
        self._beginning = Lock()
        self._commands = ThreadPoolExecutor(COMMAND_THREADS, "commands")
        super().__init__(api.token or "", logger, ping_interval=PING_SECONDS, concurrency=DELIVERY_THREADS)
        self.message_queue: Queue[tuple[float, str]]

    def issue_new_wss_url(self) -> str:
        """Return the address of a new connection.

        Raises:
            SlackCallError: Slack did not give one, or wants to be left alone still.
        """
        left = self._rests_until - time.monotonic()
        if left > 0:
            raise CallNotMadeError("ratelimited", wait_seconds=left)
        try:
            return str(self._api.call(OPEN_SOCKET, expects=("url",))["url"])
        except CallNotMadeError as error:
            self._rests_until = time.monotonic() + (error.wait_seconds or 0.0)
            raise

    def connect(self) -> None:
        """Connect within `connect_seconds`; whoever closed the client meanwhile does not find it open again."""
        url = self.wss_uri or self.issue_new_wss_url()
        session = self._new_session(url)
        session.connect()
        former, self.current_session_state.terminated = self.current_session, True
        if former is not None:
            former.close()
        self.current_session, self.current_session_state = session, ConnectionState()  # type: ignore[no-untyped-call]  # the library's
        self.auto_reconnect_enabled = not self.closed
        if self.closed:
            self.disconnect()
        elif not self.current_app_monitor_started:
            self.current_app_monitor_started = True
            self.current_app_monitor.start()

    def _new_session(self, url: str) -> BoundedConnection:
        session = BoundedConnection(
            url,
            self.logger,
            self.proxy,
            self.proxy_headers,
            ping_interval=self.ping_interval,
            receive_buffer_size=self.receive_buffer_size,
            on_message_listener=self._on_message,
            on_error_listener=self._on_error,
            on_close_listener=self._on_close,
        )
        session.connect_seconds = self.connect_seconds
        return session

    def close(self) -> None:
        """Disconnect, and end what runs for it."""
        with self._closing:
            self.enqueue_message("")  # wakes who waits for the next
            with self._beginning:
                self.closed = True
            super().close()
            self._commands.shutdown()

    def _run_current_session(self) -> None:
        """Receive from the session until it is over, unless the client is closed.

        The library says of a session that it is not over as it begins with it. Where the client is closed in that
        moment that would take back that it is, and whoever waits for this thread would wait for ever.
        """
        with self._beginning:
            session, state = self.current_session, self.current_session_state
            if session is None or self.closed or not session.is_active():
                return
            state.terminated = False
        try:
            session.run_until_completion(state)
        except Exception as error:  # noqa: BLE001 - as the library does: whatever it is, the next session is begun
            self.logger.error("A session ended (%s)", type(error).__name__)  # noqa: TRY400 - it may hold what came in

    def enqueue_message(self, message: str) -> None:
        """Note what came in, and when."""
        self.message_queue.put((time.monotonic(), message))

    def process_message(self) -> None:
        """Hand what came in to a thread.

        Slack's wish for a new connection has one of its own: it waits for no event, and has no ack's deadline.
        """
        try:
            arrived_at, text = self.message_queue.get(timeout=_LOOK_SECONDS)
        except Empty:
            return
        if self.closed:
            return
        message: dict[str, Any] = json.loads(text) if text.startswith("{") else {}
        if message.get("type") == "disconnect":
            Supervisor.once("reconnect", lambda: self.run_message_listeners(message, text))
            return
        workers = self._commands if message.get("type") == "slash_commands" else self.message_workers
        workers.submit(self._attend, message, text, arrived_at)

    def _attend(self, message: dict[str, Any], text: str, arrived_at: float) -> None:
        with at_most(ACK_SECONDS - (time.monotonic() - arrived_at)):
            self.run_message_listeners(message, text)
