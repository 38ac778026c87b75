"""Who did what to which ticket, setting or person's data, in IDs, numbers and names of settings."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.domain.ticket import Step

OPERATOR: Final = "operator"
"""Who runs the bot, and did it by a command of the command line."""
THE_BOT: Final = "bot"
"""The bot itself, as time passed or it started. Neither is mistaken for a user's ID, which has capitals alone."""


class AuditAction(Enum):
    """What was done. Programs read these names, so that one that there is never changes."""

    TICKET_OPENED = "ticket.opened"
    TICKET_CLAIMED = "ticket.claimed"
    TICKET_ASSIGNED = "ticket.assigned"
    TICKET_REPLIED = "ticket.replied"
    TICKET_ASKED = "ticket.asked"
    TICKET_ANSWERED = "ticket.answered"
    TICKET_RESOLVED = "ticket.resolved"
    TICKET_DISMISSED = "ticket.dismissed"
    TICKET_WITHDRAWN = "ticket.withdrawn"
    TICKET_CONFIRMED = "ticket.confirmed"
    TICKET_EXPIRED = "ticket.expired"
    TICKET_REOPENED = "ticket.reopened"
    PERSON_EXPORTED = "person.exported"
    PERSON_ERASED = "person.erased"
    DATA_PURGED = "data.purged"
    OUTBOX_REQUEUED = "outbox.requeued"
    OUTBOX_DROPPED = "outbox.dropped"
    CHANNEL_CHANGED = "channel.changed"
    SETTING_CHANGED = "setting.changed"
    DATABASE_UPGRADED = "database.upgraded"
    DATABASE_RESTORED = "database.restored"
    BOT_STARTED = "bot.started"


STEP_ACTIONS: Final[Mapping[Step, AuditAction]] = {
    "claim": AuditAction.TICKET_CLAIMED,
    "assign": AuditAction.TICKET_ASSIGNED,
    "reply": AuditAction.TICKET_REPLIED,
    "ask": AuditAction.TICKET_ASKED,
    "answer": AuditAction.TICKET_ANSWERED,
    "resolve": AuditAction.TICKET_RESOLVED,
    "dismiss": AuditAction.TICKET_DISMISSED,
    "withdraw": AuditAction.TICKET_WITHDRAWN,
    "confirm": AuditAction.TICKET_CONFIRMED,
    "expire": AuditAction.TICKET_EXPIRED,
    "reopen": AuditAction.TICKET_REOPENED,
}


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One thing that was done.

    Attributes:
        by: a user's ID in `team`, the operator, or the bot.
        team: the workspace of whoever did it, and of what it was done to.
        ticket: the number of the ticket that it was done to.
        person: whom a ticket was assigned to, or whose data it was.
        settings: names of settings, of the bot's or of the `channel`'s.
        counts: how many of which kind it was done to.
    """

    at: datetime
    by: str
    action: AuditAction
    team: str | None = None
    ticket: int | None = None
    person: str | None = None
    settings: tuple[str, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    channel: str | None = None
