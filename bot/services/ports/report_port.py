"""Figures over what is kept, for reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.question_log import LoggedQuestion
    from bot.domain.report import Figures, Period
    from bot.domain.teaching import Taught

MOST_UNANSWERED: Final = 1_000
"""Unanswered questions that a report looks at: the latest of the period."""


MOST_TAUGHT: Final = 1_000
"""Labels, and tickets, that are looked at for what they teach: the latest of the period."""


MOST_ASKED: Final = 500
"""Questions that are asked again to see what a change comes to: the latest of the period."""


class ReportQueries(Protocol):
    """Looks over a whole period; it may take seconds."""

    def figures(self, period: Period, team: str | None = None) -> Figures:
        """Return the figures of one team, or of all for None.

        Raises:
            StoreUnavailableError: nothing can be read now.
        """
        ...

    def texts_asked(self, period: Period) -> tuple[str, ...]:
        """Return the words of the latest questions of all teams, redacted, each once, the latest first.

        Words that follow up on what was said before are not among them.

        Raises:
            StoreUnavailableError: nothing can be read now.
        """
        ...

    def questions(self, period: Period, team: str | None = None) -> Sequence[LoggedQuestion]:
        """Return every question that was asked of the bot then, the oldest first; of one team, or of all for None.

        Raises:
            StoreUnavailableError: nothing can be read now.
        """
        ...

    def taught(self, period: Period) -> tuple[Taught, ...]:
        """Return what people of all teams taught the bot then, in no order.

        A support member's word on a question that is forgotten is not among it.

        Raises:
            StoreUnavailableError: nothing can be read now.
        """
        ...
