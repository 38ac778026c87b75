"""How long nobody's name is asked for after Slack did not tell: longer each time, and as long as Slack asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.slack.web_api import CallNotMadeError

if TYPE_CHECKING:
    from datetime import datetime

    from bot.slack.web_api import SlackCallError

FIRST: Final = timedelta(seconds=5)
LONGEST: Final = timedelta(minutes=5)
"""No failure is for good: a missing scope may be granted, and a group filled."""


@dataclass(frozen=True, slots=True)
class NamesRest:
    """A rest `until` a moment, after a failure with that code; none before the first."""

    until: datetime | None = None
    length: timedelta = timedelta()
    code: str = ""

    def lasts(self, now: datetime) -> bool:
        """Return whether it is too early to ask again."""
        return self.until is not None and now < self.until

    def after(self, error: SlackCallError, now: datetime) -> NamesRest:
        """Return the rest that follows on another failure."""
        rest = min(max(2 * self.length, FIRST), LONGEST)
        asked = error.wait_seconds if isinstance(error, CallNotMadeError) else None
        return NamesRest(now + max(rest, timedelta(seconds=asked or 0)), rest, error.code)
