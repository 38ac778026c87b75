"""What an operator did by a command, as a line of the audit log."""

from __future__ import annotations

from bot.bootstrap.clock import SystemClock
from bot.domain.audit_line import OPERATOR, AuditAction, AuditLine
from bot.operations.audit_log import new_audit
from bot.settings import audit_log_of, from_environment, reader_of


def note_command(
    action: AuditAction, *, team: str | None = None, person: str | None = None, outbox: int | None = None
) -> None:
    """Tell what was done; `outbox` is to how many messages there."""
    counts = () if outbox is None else (("outbox", outbox),)
    line = AuditLine(SystemClock().now(), OPERATOR, action, team=team, person=person, counts=counts)
    new_audit(from_environment(ignores_tokens=True).audit_log).write(line)


def note_setting(name: str) -> None:
    """Tell that a setting was changed, also while others are not right yet; never its value."""
    line = AuditLine(SystemClock().now(), OPERATOR, AuditAction.SETTING_CHANGED, settings=(name,))
    new_audit(audit_log_of(reader_of())).write(line)
