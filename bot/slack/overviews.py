"""What shows more than one ticket, as it stands at the moment it is sent: App Home, the day's digest, the report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.domain.outgoing import Digest, Home, OfTeam
from bot.domain.report import Period
from bot.domain.ticket import UNFINISHED
from bot.rendering import homes
from bot.rendering.reports.report_summary import summary_of
from bot.rendering.reports.report_tables import Words
from bot.rendering.targets.block_kit import BLOCKS_OF_A_MESSAGE, BLOCKS_OF_A_VIEW, rendered
from bot.rendering.tickets.queue import COUNTED, digest
from bot.services.ports import Search
from bot.services.reporting import report_of

if TYPE_CHECKING:
    from bot.domain.outgoing import Outgoing
    from bot.rendering.document import Element
    from bot.rendering.targets.block_kit import Rendered
    from bot.services.ports import Clock, Store
    from bot.slack.parts import SupportContext

SHOWN: Final = 10


@dataclass(frozen=True, slots=True)
class Overviews:
    """Looks at the store, and renders what is there."""

    store: Store
    support: SupportContext
    clock: Clock

    def render(self, outgoing: Outgoing, body: OfTeam) -> Rendered:
        """How it looks now.

        Raises:
            StoreUnavailable: nothing can be looked at now.
        """
        pieces = self._pieces(outgoing, body)
        return rendered(pieces, BLOCKS_OF_A_VIEW if isinstance(body, Home) else BLOCKS_OF_A_MESSAGE)

    def _pieces(self, outgoing: Outgoing, body: OfTeam) -> tuple[Element, ...]:
        team = outgoing.destination.team
        if isinstance(body, Home):
            return self._home(team, outgoing.destination.person or "", body)
        if isinstance(body, Digest):
            return self._digest(team)
        now = self.clock.now()
        period = Period(outgoing.due_at - timedelta(days=body.days), outgoing.due_at)
        report = report_of(self.store.report_queries.figures(period, team), period, self.support.desk, now)
        return summary_of(report, Words(self.support.context(), body.language))

    def _home(self, team: str, person: str, body: Home) -> tuple[Element, ...]:
        """Who is in the support team sees its queue first; everybody sees their own requests."""
        theirs = self.store.tickets.of_person(team, person, SHOWN)
        asked = homes.requester(theirs, body.language)
        if self.support.roles.membership_of(person) != "member":
            return asked
        find, desk, address = self.store.tickets.find, self.support.desk, self.support.workspace.address
        mine = find(team, Search(states=UNFINISHED, assignee=person), 0, SHOWN)
        unclaimed = find(team, Search(states=frozenset({"open"})), 0, SHOWN)
        late = find(team, Search(states=UNFINISHED, late_by=self.clock.now()), 0, SHOWN)
        return homes.support_member(mine, unclaimed, late, desk, address) + asked

    def _digest(self, team: str) -> tuple[Element, ...]:
        find, desk = self.store.tickets.find, self.support.desk
        unfinished = find(team, Search(states=UNFINISHED), 0, COUNTED)
        late = find(team, Search(states=UNFINISHED, late_by=self.clock.now()), 0, SHOWN)
        return digest(unfinished, late, desk, self.support.workspace.address)
