"""What falls due by itself: reminders of tickets, silence that closes them, the day's digest. Each is given once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.domain.outgoing import Destination, Digest, Outgoing
from bot.domain.review_days import articles_due
from bot.services.ticket_workflow import TicketWorkflow

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.desk import SupportDeskConfig
    from bot.domain.library import Library
    from bot.services.ports import Audit, Transaction

_AT_A_TIME: Final = 20

_MORNING: Final = timedelta(hours=2)
"""A bot that starts later than that into the day leaves the digest to the next."""


def remind(transaction: Transaction, desk: SupportDeskConfig, team: str, now: datetime, audit: Audit) -> int:
    """Give the team's reminders that are due, each once, and close what nobody was heard of; how many that was."""
    due = transaction.tickets.due(team, now, _AT_A_TIME)
    for ticket in due:
        TicketWorkflow(transaction, desk, team, now, audit).remind(ticket)
    return len(due)


def begin_day(
    transaction: Transaction, desk: SupportDeskConfig, team: str, now: datetime, knowledge: Library
) -> bool:
    """Have the team's digest posted as the day begins, once, where something is to be done; whether it is.

    A team without a ticket is told of reviews that are due once a week, as it begins.
    """
    opened_at = desk.hours.opened_at(now)
    if opened_at is None or now - opened_at >= _MORNING:
        return False
    is_review_told = desk.hours.begins_week(now) and bool(articles_due(knowledge, now.date()))
    if not is_review_told and not transaction.tickets.is_busy(team):
        return False
    name = f"digest:{team}:{opened_at.astimezone(desk.hours.zone).date().isoformat()}"
    if not transaction.seen_keys.claim([name], now):
        return False
    transaction.send(Outgoing(name, Destination(team, desk.channel), Digest(), now))
    return True
