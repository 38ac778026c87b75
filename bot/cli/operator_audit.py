"""What an operator did by a command, as a line of the audit log."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from bot.bootstrap.clock import SystemClock
from bot.domain.audit_line import OPERATOR, AuditAction, AuditLine
from bot.operations.audit_log import new_audit
from bot.settings import audit_log_of, from_environment, reader_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.services.ports import OnBatch


def note_command(
    action: AuditAction, *, team: str | None = None, person: str | None = None, outbox: int | None = None
) -> None:
    """Tell what was done; `outbox` is to how many messages there."""
    counts = () if outbox is None else (("outbox", outbox),)
    line = AuditLine(SystemClock().now(), OPERATOR, action, team=team, person=person, counts=counts)
    new_audit(from_environment(ignores_tokens=True).audit_log).write(line)


@contextmanager
def noted_batches(action: AuditAction) -> Iterator[OnBatch]:
    """Yield what counts the messages that are done; how many there were is noted, also where that breaks off."""
    done, is_whole = 0, False

    def count_done(_kind: str, count: int) -> None:
        nonlocal done
        done = count

    try:
        yield count_done
        is_whole = True
    finally:
        if done:
            note_command(action, outbox=done)
        if done and not is_whole:
            click.echo(f"Of the messages, {done} are done. Run this again for the others.", err=True)


def note_setting(name: str) -> None:
    """Tell that a setting was changed, also while others are not right yet; never its value."""
    line = AuditLine(SystemClock().now(), OPERATOR, AuditAction.SETTING_CHANGED, settings=(name,))
    new_audit(audit_log_of(reader_of())).write(line)
