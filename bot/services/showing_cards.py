"""The cards of tickets that nobody has seen are posted by themselves once the triage channel can be used again.

It was archived, the bot was no member of it, or it is another one now. A card that is given up for such a reason is
not lost: the ticket is kept, and each is posted once, in the order in which they were opened.
"""

from __future__ import annotations

from datetime import timedelta
from math import nan
from typing import TYPE_CHECKING, Final

from bot.domain.outgoing import Destination, Outgoing
from bot.domain.ticket_bodies import TicketCard
from bot.services.supervising import RoundFailedError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.domain.desk import SupportDeskConfig
    from bot.services.app_context import AppContext
    from bot.services.ports import Transaction, TriageChannel, Unshown

OF_THE_CHANNEL: Final = frozenset(
    {
        "access_denied",
        "channel_not_found",
        "is_archived",
        "is_inactive",
        "not_in_channel",
        "restricted_action",
        "restricted_action_read_only_channel",
        "restricted_action_thread_only_channel",
    }
)
"""Slack's words for a channel that takes nothing from the bot, whatever it is."""

SEEN_BY_A_LOOK: Final = frozenset({"channel_not_found", "is_archived", "not_in_channel"})
"""Those of them that a look would have found: where it finds nothing, they are over."""

AGAIN_AFTER: Final = timedelta(minutes=10)
"""How long a card rests that the channel did not take for a reason no look finds, before it is tried again."""

AT_A_TIME: Final = 50
"""Cards that are put into the outbox in one round."""


class MissingCards:
    """Looks whether the triage channel can be used, and has the cards posted that are missing there.

    `home` returns the own team, once it is known.
    """

    def __init__(
        self, context: AppContext, desk: SupportDeskConfig, channel: TriageChannel, home: Callable[[], str | None]
    ) -> None:
        self._context, self._desk, self._channel, self._home = context, desk, channel, home
        self._is_usable: bool | None = None
        self._is_settled = False

    def is_usable(self) -> float:
        """Return 1 where the channel could be used at the last look, 0 where not; "not a number" before the first."""
        return nan if self._is_usable is None else float(self._is_usable)

    def run(self) -> None:
        """Have the cards posted, where the channel can be used: all that wait for it at once, and then what is left.

        Raises:
            RoundFailedError: it cannot, or that cannot be found out: what is wrong, and what to do.
        """
        looked_at = self._context.clock.now()  # what is given up from here on, the answer says nothing about
        team, fault = self._home(), self._channel.fault()
        self._is_usable = not fault
        if fault:
            self._is_settled = False
            raise RoundFailedError(fault)
        if team is not None:
            self._is_settled = self._post_missing(team, looked_at) < AT_A_TIME

    def _post_missing(self, team: str, looked_at: datetime) -> int:
        """Put the cards into the outbox; return how many that was."""
        with self._context.store.transaction() as transaction:
            missing = self._take_missing(transaction, team, looked_at)
            for each in missing:
                transaction.send(self._card(each))
        if missing:
            self._context.wake()
        return len(missing)

    def _take_missing(self, transaction: Transaction, team: str, looked_at: datetime) -> tuple[Unshown, ...]:
        """Return the tickets whose cards are missing; none whose card rests."""
        take = transaction.tickets.take_unshown
        if not self._is_settled:
            return take(team, OF_THE_CHANNEL, looked_at, AT_A_TIME)
        # An outage that was over before a look came is told by nothing but what was given up in it.
        over = take(team, SEEN_BY_A_LOOK, looked_at, AT_A_TIME)
        return over or take(team, OF_THE_CHANNEL, looked_at - AGAIN_AFTER, AT_A_TIME)

    def _card(self, unshown: Unshown) -> Outgoing:
        ticket = unshown.ticket
        there, card = (
            Destination(ticket.team, self._desk.channel),
            TicketCard(ticket.id, ticket.version, is_again=True),
        )
        name, now = f"{ticket.team}:card:{ticket.id}:{ticket.version}", self._context.clock.now()
        return Outgoing(name, there, card, now, ambiguous=unshown.ambiguous)
