"""Opens modals beside the ack: the press is acknowledged at once, and Slack waits three seconds for the view."""

from __future__ import annotations

import logging
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Final

from bot.services.fault_log import log_fault
from bot.services.patience import at_most
from bot.slack.ids import OPEN_VIEW
from bot.slack.web_api import SlackCallError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.slack.web_api import SlackApi

log = logging.getLogger(__name__)

_AT_ONCE: Final = 8
# https://docs.slack.dev/interactivity/handling-user-interaction
_TRIGGER_SECONDS: Final = 3.0


class SlackModals:
    """Opens them by a call to Slack on a thread of its own."""

    def __init__(self, api: SlackApi) -> None:
        self._api = api
        self._pool = ThreadPoolExecutor(_AT_ONCE, "modals")

    def open(self, trigger_id: str, draw: Callable[[], dict[str, Any]], otherwise: Callable[[], None]) -> None:
        """Open what `draw` returns, soon; `otherwise` is called where it does not open."""
        self._pool.submit(self._open, trigger_id, draw, otherwise, time.monotonic())

    def _open(
        self, trigger_id: str, draw: Callable[[], dict[str, Any]], otherwise: Callable[[], None], pressed_at: float
    ) -> None:
        try:
            # The trigger is worth nothing afterwards, so that nobody waits for longer.
            with at_most(_TRIGGER_SECONDS - (time.monotonic() - pressed_at)):
                self._api.call(OPEN_VIEW, json={"trigger_id": trigger_id, "view": draw()})
        except SlackCallError as error:
            log.warning("A modal did not open: %s", error.code)
            _tell(otherwise)
        except Exception as error:  # noqa: BLE001 - the edge of the thread: a fault of ours is no silence either
            log_fault(log, "A modal did not open", error)
            _tell(otherwise)


def _tell(otherwise: Callable[[], None]) -> None:
    try:
        otherwise()
    except Exception as error:  # noqa: BLE001 - the edge of the thread: the store may be away as well
        log_fault(log, "Nor could that be told", error)
