"""Whether somebody still has an account: Slack takes messages to those who have none, and nobody reads them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.domain.ticket_bodies import TicketNews
from bot.domain.told_kinds import OF_THE_TEAM
from bot.services.patience import at_most
from bot.slack.ids import USER
from bot.slack.web_api import SlackCallError

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.outgoing import Outgoing
    from bot.slack.web_api import SlackApi

KNOWN_FOR: Final = timedelta(minutes=5)
LOOK_UP_SECONDS: Final = 1.0
"""How long a delivery waits for it: most of its time is for what is to be said."""


@dataclass(frozen=True, slots=True)
class Accounts:
    """Whose account is deactivated, as Slack told within the last minutes. Safe between threads."""

    _known: dict[str, tuple[bool, datetime]] = field(default_factory=dict)

    def has_no_reader(self, api: SlackApi, outgoing: Outgoing, now: datetime) -> bool:
        """Return whether the team says `outgoing` to somebody who is deactivated; of nobody else it is asked."""
        body, person = outgoing.body, outgoing.destination.person
        is_of_team = isinstance(body, TicketNews) and body.kind in OF_THE_TEAM
        return is_of_team and person is not None and self.is_deactivated(api, person, now)

    def is_deactivated(self, api: SlackApi, person: str, now: datetime) -> bool:
        """Return whether Slack says so of `person`; where it says nothing in time, they are taken to be there."""
        known = self._known.get(person)
        if known is not None and now - known[1] < KNOWN_FOR:
            return known[0]
        try:
            with at_most(LOOK_UP_SECONDS):
                user = api.call(USER, params={"user": person}, expects=("user",))["user"]
        except SlackCallError:
            return False
        if not isinstance(user, dict):
            return False
        self._known[person] = (user.get("deleted") is True, now)
        return self._known[person][0]
