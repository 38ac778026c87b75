"""The direct messages with each person, which Slack opens before something can be said there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.slack.ids import OPEN_CONVERSATION
from bot.slack.payload import text_at
from bot.slack.web_api import CallAmbiguousError, CallNotMadeError

if TYPE_CHECKING:
    from bot.slack.web_api import SlackApi


@dataclass(frozen=True, slots=True)
class DirectChannels:
    """The direct messages with each person, as they were opened. Safe between threads."""

    _known: dict[str, str] = field(default_factory=dict)

    def with_person(self, api: SlackApi, person: str) -> str:
        """Return the channel's id."""
        if person not in self._known:
            try:
                answer = api.call(OPEN_CONVERSATION, json={"users": person}, expects=("channel",))
            except CallAmbiguousError as error:
                # Whether it was opened is not known, but that nothing was said in it is.
                raise CallNotMadeError(error.code, error.status) from error
            channel = text_at(answer["channel"], "id")
            if not channel:
                raise CallNotMadeError("no channel in the answer")
            self._known[person] = channel
        return self._known[person]
