"""Who is in the support team: the members of the triage channel, or of a user group; nobody where Slack is silent."""

from __future__ import annotations

import logging
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from datetime import timedelta
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from bot.domain.forms import SupportMember
from bot.services.patience import at_most
from bot.services.supervising import RoundFailedError
from bot.slack.directory.names_rest import NamesRest
from bot.slack.home_workspace import is_of_home
from bot.slack.ids import GROUP_MEMBERS, MEMBERS, USER
from bot.slack.payload import text_at
from bot.slack.web_api import CallNotMadeError, CallRefusedError, SlackCallError

if TYPE_CHECKING:
    from collections.abc import Mapping
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

LISTED: Final = 100
"""So many members are listed: what a menu of Slack's holds."""

LIST_SECONDS: Final = 0.6
"""How long all names together may take where a form waits for them. Those that came in are remembered."""

NAMES_SECONDS: Final = 2.0
"""How long a round of `learn_names` may take: the next goes on with what is missing, and a stop may wait for one."""

NAMED_FOR: Final = timedelta(days=1)
"""A name is no permission: whoever is chosen from the list is looked at again."""

_AT_ONCE: Final = 8
_PAGE: Final = 1000
_PAGES: Final = 20
_NO_MEMBERS_OF_OURS: Final = ("is_restricted", "is_ultra_restricted", "is_stranger", "is_bot", "deleted")


@dataclass(frozen=True, slots=True)
class _Known:
    members: frozenset[str]
    at: datetime


@dataclass(frozen=True, slots=True)
class _Person:
    is_one_of_us: bool
    name: str
    handle: str
    at: datetime


class SlackMembership:
    """Asks Slack, and remembers it for five minutes. Safe between threads."""

    def __init__(self, api: SlackApi, desk: SupportDeskConfig, clock: Clock, home: HomeWorkspace) -> None:
        self._api, self._desk, self._clock, self._home = api, desk, clock, home
        self._lock = Lock()
        self._known: _Known | None = None
        self._people: dict[str, _Person] = {}
        self._names_rest = NamesRest()
        self._pool = ThreadPoolExecutor(_AT_ONCE, "names")

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

    def learn_names(self) -> None:
        """Ask for the names that are not known; after a failure not before a rest, which grows with each.

        Raises:
            RoundFailedError: Slack does not tell them, or did not and is left alone for now.
        """
        now = self._clock.now()
        if self._home.team is None:
            return
        if not self._names_rest.lasts(now):
            try:
                self._people_within(NAMES_SECONDS)
            except SlackCallError as error:
                self._names_rest = self._names_rest.after(error, now)
            else:
                self._names_rest = NamesRest()
        if self._names_rest.code:
            raise RoundFailedError(f"The names of the support team are not known yet: {self._names_rest.code}")

    def members(self) -> tuple[SupportMember, ...]:
        """Return the support members by name; nobody where a menu cannot hold them, or Slack takes longer."""
        if self._home.team is None:
            return ()
        try:
            people = self._people_within(LIST_SECONDS)
        except SlackCallError as error:
            log.warning("The support team cannot be listed: %s", error.code)
            return ()
        ours = {person: found for person, found in people.items() if found.is_one_of_us}
        namesakes = Counter(found.name for found in ours.values())
        named = (
            SupportMember(person, found.name if namesakes[found.name] == 1 else f"{found.name} (@{found.handle})")
            for person, found in ours.items()
        )
        return tuple(sorted(named, key=lambda each: (each.name.casefold(), each.person)))

    def _people_within(self, seconds: float) -> Mapping[str, _Person]:
        with at_most(seconds):
            members = self._members()
            return self._looked_up(members) if len(members) <= LISTED else {}

    def _members(self, person: str | None = None) -> frozenset[str]:
        """Return who is in the channel, or the group; what is known of it is older where `person` is in it."""
        now = self._clock.now()
        with self._lock:
            known = self._known
        if known is not None:
            age = now - known.at
            if age < (CACHED_FOR if person is None or person in known.members else ASKED_AGAIN):
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

    def _looked_up(self, members: frozenset[str]) -> Mapping[str, _Person]:
        """Return what Slack says of each, asked about several at once; who is refused for good is left out.

        Once Slack wants to be left alone, it is asked about nobody else.

        Raises:
            SlackCallError: of somebody it does not say so in time.
        """
        limits: list[CallNotMadeError] = []

        def look_up(member: str) -> _Person | None:
            if limits:
                raise limits[0]
            try:
                return self._person(member, NAMED_FOR)
            except CallRefusedError:
                return None
            except CallNotMadeError as error:
                limits.append(error)
                raise

        # A thread of the pool knows of no deadline by itself: each gets that of whoever waits for all of them.
        waiting = [copy_context() for _ in members]
        found = self._pool.map(lambda context, member: context.run(look_up, member), waiting, members)
        return {member: person for member, person in zip(members, found, strict=True) if person is not None}

    def _is_one_of_us(self, person: str) -> bool:
        return self._person(person, CACHED_FOR).is_one_of_us

    def _person(self, person: str, known_for: timedelta) -> _Person:
        now = self._clock.now()
        with self._lock:
            known = self._people.get(person)
        if known is not None and now - known.at < known_for:
            return known
        user = self._api.call(USER, params={"user": person}, expects=("user",))["user"]
        is_one = is_of_home(user, self._home) and not any(user.get(name) for name in _NO_MEMBERS_OF_OURS)
        found = _Person(is_one, _name_of(user) or person, text_at(user, "name") or person, now)
        with self._lock:
            self._people[person] = found
        return found


def _name_of(user: Mapping[str, Any]) -> str:
    """Return the name that people see beside somebody's messages; the display name may be empty."""
    return text_at(user, "profile", "real_name") or text_at(user, "real_name") or text_at(user, "name")
