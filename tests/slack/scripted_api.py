"""Slack's Web API with answers of a test's own, called as the bot calls the real one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.services.patience import seconds_left
from bot.slack.web_api import SlackApi

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.slack.web_api import SlackAnswer

    Answer = Callable[[str, Mapping[str, Any]], SlackAnswer | None]

NO_DEADLINE = 99.0


@dataclass(frozen=True)
class ScriptedApi(SlackApi):
    """Calls what `answer` leaves to the real one, by returning None.

    Attributes:
        asked: the methods that were called.
        left: how many seconds each call might take; `NO_DEADLINE` where nobody waited.
    """

    token: str | None = "xoxb-1"
    answer: Answer = lambda _method, _params: None
    asked: list[str] = field(default_factory=list)
    left: list[float] = field(default_factory=list)

    def call(
        self,
        method: str,
        *,
        json: Mapping[str, Any] | None = None,
        params: Mapping[str, Any] | None = None,
        expects: tuple[str, ...] = (),
    ) -> SlackAnswer:
        """See `SlackApi.call`."""
        self.asked.append(method)
        self.left.append(seconds_left(NO_DEADLINE))
        answer = self.answer(method, params or {})
        return super().call(method, json=json, params=params, expects=expects) if answer is None else answer
