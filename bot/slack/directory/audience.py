"""How many people are in a channel, so that who replies there knows to how many."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.services.patience import at_most
from bot.slack.ids import CHANNEL_INFO
from bot.slack.web_api import SlackCallError

if TYPE_CHECKING:
    from bot.slack.web_api import SlackApi

log = logging.getLogger(__name__)

LOOK_UP_SECONDS: Final = 0.6
"""How long a form waits for it: without the number it says where the reply goes all the same."""


@dataclass(frozen=True, slots=True)
class SlackAudience:
    """Asks Slack each time: a form is opened by hand, and people come and go."""

    api: SlackApi

    def readers_of(self, channel: str) -> int | None:
        """See `Audience.readers_of`."""
        if channel[:1] not in {"C", "G"}:
            return None
        try:
            with at_most(LOOK_UP_SECONDS):
                asked = {"channel": channel, "include_num_members": "true"}
                found = self.api.call(CHANNEL_INFO, params=asked, expects=("channel",))["channel"].get("num_members")
        except SlackCallError as error:
            log.info("How many people are in channel %s cannot be found out: %s", channel, error.code)
            return None
        return found if type(found) is int else None
