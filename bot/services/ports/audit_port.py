"""Who did what: told once it is done, and kept apart from what it was done to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from bot.domain.audit_line import AuditLine


class Audit(Protocol):
    """Keeps a line of each thing that was done. It raises nothing: what cannot be kept hinders nobody."""

    def write(self, line: AuditLine) -> None:
        """Keep `line`, of something that is lasting: within a transaction, call it by `Transaction.after_commit`."""
        ...


class NullAudit:
    """Nobody keeps anything."""

    def write(self, line: AuditLine) -> None:
        """See `Audit`."""
