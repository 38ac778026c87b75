"""Keeps the editor's board as it was made last: it is asked for with every change of the page, most not about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

from bot.services.surveying import board_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.services.answering_all import AnsweringAll
    from bot.services.surveying import AskedLately, EditorBoard


@dataclass
class BoardMemory:
    """Makes a board anew only where what it is made of is another."""

    _of: tuple[AnsweringAll, Sequence[AskedLately], date] | None = None
    _board: EditorBoard | None = None
    _lock: Lock = field(default_factory=Lock)

    def board_of(self, now: AnsweringAll, asked: Sequence[AskedLately], today: date) -> EditorBoard:
        """Return the board; see `bot.services.surveying`."""
        with self._lock:
            is_same = self._of is not None and self._of[0] is now and self._of[1:] == (asked, today)
            if self._board is None or not is_same:
                self._of, self._board = (now, asked, today), board_of(now, asked, today)
            return self._board
