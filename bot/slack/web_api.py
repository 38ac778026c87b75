"""The client that calls Slack's Web API."""

from __future__ import annotations

import logging
from typing import Final

from slack_sdk import WebClient

client_log = logging.getLogger("bot.slack.client")
# The library logs whole answers when it is asked to be talkative, and each failure that is sorted by us anyway.
client_log.setLevel(logging.CRITICAL)

TIMEOUT_SECONDS: Final = 5
SLACK_API: Final = "https://slack.com/api/"


def new_client(token: str | None, base_url: str = SLACK_API, *, timeout_seconds: int = TIMEOUT_SECONDS) -> WebClient:
    """A client that calls once and waits no longer than we can: it would send again by itself otherwise."""
    return WebClient(token=token, base_url=base_url, timeout=timeout_seconds, retry_handlers=[], logger=client_log)
