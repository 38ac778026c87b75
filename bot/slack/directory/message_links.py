"""Asks Slack for the link to a message: without its thread, the link to a reply leads nowhere near it."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.services.patience import at_most
from bot.slack.ids import PERMALINK
from bot.slack.web_api import SlackCallError

if TYPE_CHECKING:
    from bot.slack.web_api import SlackApi

log = logging.getLogger(__name__)

LOOK_UP_SECONDS: Final = 0.6
"""How long an ack waits for it: the link without the thread is better than none."""


@dataclass(frozen=True, slots=True)
class SlackMessageLinks:
    """Asks Slack each time: a `reaction_added` has no thread (https://github.com/slackapi/bolt-js/issues/1341)."""

    api: SlackApi

    def link_to(self, channel: str, message: str) -> str | None:
        """See `MessageLinks.link_to`."""
        asked = {"channel": channel, "message_ts": message}
        try:
            with at_most(LOOK_UP_SECONDS):
                return str(self.api.call(PERMALINK, params=asked, expects=("permalink",))["permalink"])
        except SlackCallError as error:
            log.info("The link to a message in channel %s cannot be found out: %s", channel, error.code)
            return None
