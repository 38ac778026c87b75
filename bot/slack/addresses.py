"""The addresses of messages in the bot's workspace, as people open them in a browser."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from bot.slack.ids import AUTH_TEST

if TYPE_CHECKING:
    from slack_sdk import WebClient

log = logging.getLogger(__name__)

_ANY_WORKSPACE: Final = "https://slack.com/"
"""Slack leads on from there to the workspace that one is signed in to."""


class Addresses:
    """Knows the workspace's own address once Slack has told it."""

    def __init__(self, client: WebClient) -> None:
        self._client = client
        self._workspace: str | None = None

    def learn(self) -> None:
        """Ask Slack, unless it is known; where Slack cannot be reached it stays unknown until the next time."""
        if self._workspace is not None:
            return
        try:
            self._workspace = str(self._client.api_call(AUTH_TEST)["url"])
        except Exception as error:  # noqa: BLE001 - whatever the network or the library comes up with
            log.info("The workspace's address is not known yet: %s", type(error).__name__)

    def of(self, channel: str, ts: str, thread_ts: str | None = None) -> str:
        """The address of a message. It is the same for everybody, and Slack shows it to who may see it."""
        address = f"{self._workspace or _ANY_WORKSPACE}archives/{channel}/p{ts.replace('.', '')}"
        return address if thread_ts in {None, ts} else f"{address}?thread_ts={thread_ts}&cid={channel}"
