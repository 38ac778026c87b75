"""What falls due by itself: reminders of tickets, silence that closes them, the day's digest. Each is given once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.domain.outgoing import Destination, Digest, Outgoing
from bot.services.ticket_workflow import TicketWorkflow

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.desk import SupportDeskConfig
    from bot.services.ports import Transaction

_AT_A_TIME: Final = 20

_MORNING: Final = timedelta(hours=2)
"""A bot that starts later than that into the day leaves the digest to the next."""


def remind(transaction: Transaction, desk: SupportDeskConfig, now: datetime) -> int:
    """Give the reminders that are due, each once, and close what nobody was heard of; how many that was."""
    due = transaction.tickets.due(now, _AT_A_TIME)
    for ticket in due:
        TicketWorkflow(transaction, desk, ticket.team, now).remind(ticket)
    return len(due)


def begin_day(transaction: Transaction, desk: SupportDeskConfig, now: datetime) -> int:
    """Have the digest posted as the day begins, once, where something is to be done; how many teams that was."""
    opened_at = desk.hours.opened_at(now)
    if opened_at is None or now - opened_at >= _MORNING:
        return 0
    day, count = opened_at.astimezone(desk.hours.zone).date().isoformat(), 0
    for team in transaction.tickets.busy_teams():
        if transaction.seen_keys.claim([f"digest:{team}:{day}"], now):
            transaction.send(Outgoing(f"digest:{team}:{day}", Destination(team, desk.channel), Digest(), now))
            count += 1
    return count
