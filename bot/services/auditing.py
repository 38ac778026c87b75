"""The lines of the audit log that follow from what a use case did, each written once that is lasting."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bot.domain.audit_line import STEP_ACTIONS, THE_BOT, AuditAction, AuditLine
from bot.domain.ticket import NOBODY

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.channel_manners import ChannelManners, Manner
    from bot.domain.ticket import Ticket, TransitionRecord
    from bot.services.ports import Audit, Erasure, Transaction


def note_opening(transaction: Transaction, audit: Audit, opened: Ticket) -> None:
    """Have it told who opened a ticket."""
    line = AuditLine(
        opened.opened_at, opened.person, AuditAction.TICKET_OPENED, team=opened.team, ticket=opened.number
    )
    transaction.after_commit(partial(audit.write, line))


def note_step(transaction: Transaction, audit: Audit, after: Ticket, taken: TransitionRecord) -> None:
    """Have it told who took a step with a ticket, and whom it was assigned to."""
    line = AuditLine(
        taken.at,
        THE_BOT if taken.person == NOBODY else taken.person,
        STEP_ACTIONS[taken.step],
        team=after.team,
        ticket=after.number,
        person=after.assignee if taken.step == "assign" else None,
    )
    transaction.after_commit(partial(audit.write, line))


def note_channel(
    transaction: Transaction, audit: Audit, after: ChannelManners, changed: tuple[Manner, ...], at: datetime
) -> None:
    """Have it told who set what for a channel."""
    line = AuditLine(
        at, after.person, AuditAction.CHANNEL_CHANGED, team=after.team, settings=changed, channel=after.channel
    )
    transaction.after_commit(partial(audit.write, line))


def note_erasure(transaction: Transaction, audit: Audit, erasure: Erasure, at: datetime) -> None:
    """Have it told that a person's data was erased at their own word."""
    person = erasure.person
    line = AuditLine(at, person, AuditAction.PERSON_ERASED, team=erasure.team, person=person)
    transaction.after_commit(partial(audit.write, line))
