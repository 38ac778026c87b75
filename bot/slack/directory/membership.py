"""Who is in the support team: the members of the triage channel, or of a user group; nobody where Slack is silent."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from threading import Lock
from typing import TYPE_CHECKING, Final

from bot.services.patience import at_most
from bot.slack.home_workspace import is_of_home
from bot.slack.ids import GROUP_MEMBERS, MEMBERS, USER
from bot.slack.web_api import SlackCallError

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.desk import SupportDeskConfig
    from bot.services.ports import Clock, MembershipStatus
    from bot.slack.home_workspace import HomeWorkspace
    from bot.slack.web_api import SlackApi

log = logging.getLogger(__name__)

CACHED_FOR: Final = timedelta(minutes=5)
LOOK_UP_SECONDS: Final = 1.0
"""How long all calls together may take: half of what an ack has, and the store is left the other.

Rather not known than too late.
"""

ASKED_AGAIN: Final = timedelta(seconds=10)
"""Somebody who is not among the members may just have been added: Slack is asked again, but not more often."""

_PAGE: Final = 1000
_PAGES: Final = 20
_NO_MEMBERS_OF_OURS: Final = ("is_restricted", "is_ultra_restricted", "is_stranger", "is_bot", "deleted")


@dataclass(frozen=True, slots=True)
class _Known:
    members: frozenset[str]
    at: datetime


class SlackMembership:
    """Asks Slack, and remembers it for five minutes. Safe between threads."""

    def __init__(self, api: SlackApi, desk: SupportDeskConfig, clock: Clock, home: HomeWorkspace) -> None:
        self._api, self._desk, self._clock, self._home = api, desk, clock, home
        self._lock = Lock()
        self._known: _Known | None = None
        self._checked: dict[str, tuple[bool, datetime]] = {}

    def membership_of(self, person: str) -> MembershipStatus:
        """Return whether `person` is in the support team; guests and people of other workspaces never are."""
        if self._home.team is None:
            return "unknown"
        try:
            with at_most(LOOK_UP_SECONDS):
                is_member = person in self._members(person) and self._is_one_of_us(person)
        except SlackCallError as error:
            log.warning("Who is in the support team cannot be found out: %s", error.code)
            return "unknown"
        return "member" if is_member else "outsider"

    def _members(self, person: str) -> frozenset[str]:
        now = self._clock.now()
        with self._lock:
            known = self._known
        if known is not None:
            age = now - known.at
            if age < (CACHED_FOR if person in known.members else ASKED_AGAIN):
                return known.members
        members = frozenset(self._ask())
        with self._lock:
            self._known = _Known(members, now)
        return members

    def _ask(self) -> list[str]:
        if self._desk.group is not None:
            group = {"usergroup": self._desk.group}
            return list(self._api.call(GROUP_MEMBERS, params=group, expects=("users",))["users"])
        members: list[str] = []
        wanted: dict[str, str | int] = {"channel": self._desk.channel, "limit": _PAGE}
        for _ in range(_PAGES):
            answer = self._api.call(MEMBERS, params=wanted, expects=("members",))
            members += answer["members"]
            cursor = (answer.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                break
            wanted["cursor"] = cursor
        return members

    def _is_one_of_us(self, person: str) -> bool:
        now = self._clock.now()
        with self._lock:
            is_one, at = self._checked.get(person, (False, now - CACHED_FOR))
        if now - at < CACHED_FOR:
            return is_one
        user = self._api.call(USER, params={"user": person}, expects=("user",))["user"]
        is_one = is_of_home(user, self._home) and not any(user.get(name) for name in _NO_MEMBERS_OF_OURS)
        with self._lock:
            self._checked[person] = (is_one, now)
        return is_one
