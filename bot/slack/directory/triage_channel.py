"""Asks Slack whether the bot can post in the triage channel, before anybody has to wait for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.services.patience import at_most
from bot.services.supervising import RoundFailedError
from bot.slack.ids import CHANNEL_INFO
from bot.slack.payload import table_at, text_at
from bot.slack.web_api import CallRefusedError, SlackCallError

if TYPE_CHECKING:
    from bot.domain.desk import SupportDeskConfig
    from bot.slack.web_api import SlackApi

LOOK_UP_SECONDS: Final = 2.0
"""How long a stop of the bot may have to wait for it."""

_KEPT: Final = "Requests are kept until then, and posted by themselves."


@dataclass(frozen=True, slots=True)
class SlackTriageChannel:
    """Asks Slack each time: whoever archives a channel tells nobody."""

    api: SlackApi
    desk: SupportDeskConfig

    def fault(self) -> str:
        """See `TriageChannel.fault`."""
        channel_id = self.desk.channel
        try:
            with at_most(LOOK_UP_SECONDS):
                answer = self.api.call(CHANNEL_INFO, params={"channel": channel_id}, expects=("channel",))
        except CallRefusedError as error:
            if error.code != "channel_not_found":
                raise _unknown(error) from error
            told = f"The bot sees no triage channel {channel_id} (channel_not_found)"
            return f"{told}: check ECONNECT_TRIAGE_CHANNEL; in a private one, write /invite @econnect-bot. {_KEPT}"
        except SlackCallError as error:
            raise _unknown(error) from error
        channel = table_at(answer.fields, "channel")
        name = f"#{text_at(channel, 'name') or channel_id}"
        if channel.get("is_archived") is True:
            remedy = "unarchive it, or set ECONNECT_TRIAGE_CHANNEL to another one and restart"
            return f"The triage channel {name} is archived: {remedy}. {_KEPT}"
        if channel.get("is_member") is False:
            return f"The bot is no member of the triage channel {name}: write /invite @econnect-bot there. {_KEPT}"
        return ""


def _unknown(error: SlackCallError) -> RoundFailedError:
    return RoundFailedError(f"Whether the triage channel can be used is not known: {error.code}")
