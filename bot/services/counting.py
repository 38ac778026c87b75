"""How the support team's tickets stand, as figures for whoever watches over the bot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.services.ports import TicketCount

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.hours import Hours
    from bot.domain.ticket import TicketState
    from bot.services.ports import TicketReader

COUNTED: Final[tuple[TicketState, ...]] = ("open", "claimed", "waiting", "resolved")
"""The states of a ticket that is not closed; an open one is claimed by nobody."""


@dataclass(frozen=True, slots=True)
class TicketFigures:
    """The tickets of a team in one state; `overdue` is the working time since the first broken promise of theirs."""

    team: str
    state: TicketState
    count: int
    late: int
    overdue: timedelta


def ticket_figures(reader: TicketReader, hours: Hours, now: datetime, home: str | None) -> tuple[TicketFigures, ...]:
    """Return the figures of each team that has tickets, and of `home`, also where it has none; each in every state.

    Late is what the team's list of overdue tickets shows.

    Raises:
        StoreUnavailableError: nothing can be read now.
    """
    found = {(each.team, each.state): each for each in reader.counts(now)}
    teams = {team for team, _ in found} | ({home} if home is not None else set())
    return tuple(
        _figures(found.get((team, state), TicketCount(team, state, 0)), hours, now)
        for team in sorted(teams)
        for state in COUNTED
    )


def _figures(found: TicketCount, hours: Hours, now: datetime) -> TicketFigures:
    since = found.first_late_at
    overdue = timedelta() if since is None or since > now else hours.between(since, now)
    return TicketFigures(found.team, found.state, found.count, found.late, overdue)
