"""Opens modals beside the ack: the press is acknowledged at once, and Slack waits three seconds for the view."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Final

from slack_sdk.errors import SlackApiError

from bot.slack.ids import OPEN_VIEW

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_sdk import WebClient

log = logging.getLogger(__name__)

_AT_ONCE: Final = 8


class SlackModals:
    """Opens them by a call to Slack on a thread of its own."""

    def __init__(self, client: WebClient) -> None:
        self._client = client
        self._pool = ThreadPoolExecutor(_AT_ONCE, "modals")

    def open(self, trigger_id: str, view: dict[str, Any], otherwise: Callable[[], None]) -> None:
        """Open `view`; see `Modals`."""
        self._pool.submit(self._open, trigger_id, view, otherwise)

    def _open(self, trigger_id: str, view: dict[str, Any], otherwise: Callable[[], None]) -> None:
        try:
            self._client.api_call(OPEN_VIEW, json={"trigger_id": trigger_id, "view": view})
        except Exception as error:  # noqa: BLE001 - whatever the network or the library comes up with
            reason = error.response.get("error") if isinstance(error, SlackApiError) else type(error).__name__
            log.warning("A modal did not open: %s", reason)
            try:
                otherwise()
            except Exception as second:  # noqa: BLE001 - the store may be away as well
                log.error("Nor could that be told: %s", type(second).__name__)  # noqa: TRY400 - no text in the log
