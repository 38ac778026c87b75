"""Figures over what is kept, for reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from bot.domain.report import Figures, Period

MOST_UNANSWERED: Final = 1_000
"""Unanswered questions that a report looks at: the latest of the period."""


class ReportQueries(Protocol):
    """Looks over a whole period; it may take seconds."""

    def figures(self, period: Period, team: str | None = None) -> Figures:
        """Return the figures of one team, or of all for None.

        Raises:
            StoreUnavailableError: nothing can be read now.
        """
        ...
