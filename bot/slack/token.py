"""Does Slack take the bot's token? Asked at the start, in the background, and again until there is an answer."""

from __future__ import annotations

import logging
from http import HTTPStatus
from threading import Thread
from typing import TYPE_CHECKING

from slack_sdk.errors import SlackApiError

from bot.slack.ids import AUTH_TEST
from bot.slack.patience import waits

if TYPE_CHECKING:
    from threading import Event

    from slack_sdk import WebClient

log = logging.getLogger(__name__)


class TokenCheck:
    """One question to Slack, asked with patience. A bot whose token is refused runs on: the token may be mended."""

    def __init__(self, client: WebClient) -> None:
        self._client = client
        self._is_taken = False

    def is_ready(self) -> bool:
        """Whether Slack has said that it takes the token."""
        return self._is_taken

    def start(self, stop: Event) -> Thread:
        """Ask until Slack takes the token or `stop` is set, in a thread of its own."""
        thread = Thread(target=self._ask, args=(stop,), name="token", daemon=True)
        thread.start()
        return thread

    def _ask(self, stop: Event) -> None:
        for seconds in waits():
            try:
                self._client.api_call(AUTH_TEST)
            except Exception as error:  # noqa: BLE001 - whatever the network or the library comes up with
                _tell(error, seconds)
            else:
                self._is_taken = True
                log.info("Slack takes the bot's token")
                return
            if stop.wait(seconds):
                return


def _tell(error: Exception, seconds: int) -> None:
    """Log why there is no answer yet; never the error's message, which may hold Slack's whole answer."""
    if isinstance(error, SlackApiError) and error.response.status_code == HTTPStatus.OK:
        code = error.response.get("error")
        log.error("Slack does not take SLACK_BOT_TOKEN (%s): see your app > OAuth & Permissions", code)
    else:
        log.warning("Slack cannot be reached (%s): tried again in %d s", type(error).__name__, seconds)
