"""What the editor's board is made of: what the bot answers from, and the packages that are still being written."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

from bot.bootstrap.answering import with_drafts

if TYPE_CHECKING:
    from bot.bootstrap.live import LiveAnswering
    from bot.services.answering_all import AnsweringAll
    from bot.settings import Settings


@dataclass
class DraftAnswering:
    """Adds the drafts to what is being answered from, anew only where that is another."""

    live: LiveAnswering
    settings: Settings
    _made: tuple[AnsweringAll, AnsweringAll] | None = None
    _lock: Lock = field(default_factory=Lock)

    @property
    def current(self) -> AnsweringAll:
        """What is answered from now, with the drafts; that itself, where there are none."""
        now = self.live.current
        with self._lock:
            if self._made is None or self._made[0] is not now:
                self._made = now, with_drafts(now, self.settings)
            return self._made[1]

    def showing(self, slug: str) -> AnsweringAll:
        """Return what shows an article or a gap: as people see it, or as they will once its package is published."""
        now = self.live.current
        is_published = slug in now.knowledge.articles or slug in now.knowledge.gaps
        return now if is_published else self.current
