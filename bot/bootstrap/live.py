"""The answering service of a bot that runs for long: it follows the knowledge folder while people edit it.

A broken folder never replaces a sound one: the last good knowledge base stays, the problems
are told once, and the next good state of the files is loaded by itself.
"""

from __future__ import annotations

import logging
from threading import Event, Thread
from typing import TYPE_CHECKING, Final

from bot.bootstrap.answering import answering
from bot.domain.problem import KnowledgeError, Problem
from bot.knowledge.source_files import read_folder, stamp_of
from bot.services.answering import Answering
from bot.services.fault_log import log_fault

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.bootstrap.answering import NewAnswering
    from bot.settings import Settings

LOOK_SECONDS: Final = 0.05
"""How often the folder is looked at. A change is read once it has stood still for one look: editors write twice."""

log = logging.getLogger(__name__)


class LiveAnswering:
    """Holds the service that answers, which it replaces as a whole when the files have changed.

    `problems` are those of the files as they are now; none where they are what is being answered from.
    """

    def __init__(self, settings: Settings, new_answering: NewAnswering = Answering) -> None:
        """Load the knowledge base; `new_answering` makes the service of it.

        Raises:
            KnowledgeError: a bot does not start with a broken one.
        """
        self._settings = settings
        self._new_answering = new_answering
        self.current: Answering = answering(settings, new_answering)
        self.problems: tuple[Problem, ...] = ()
        self._read = self.current.knowledge.version
        self._is_unreadable = False

    def is_current(self) -> bool:
        """Return whether what is answered from is what stands in the files."""
        return not self.problems

    def refresh(self) -> bool:
        """Read the folder, and answer from it if it is sound. False where it is what was read last, or broken."""
        try:
            files = read_folder(self._settings.knowledge_dir)
            version, self._is_unreadable = files.version(), bool(files.problems)
            if version == self._read:
                return False
            fresh = answering(self._settings, self._new_answering)
        except FileNotFoundError:  # one went while it was read: the folder changed, and is read again
            return False
        except KnowledgeError as error:
            self._read, self.problems = version, error.problems
            log.warning("The changed knowledge base is broken; %s stays: %s", self.current.knowledge.version, error)
            return False
        self._read, self.current, self.problems = version, fresh, ()
        log.info("Knowledge base %s loaded", fresh.knowledge.version)
        return True

    def follow(self, stop: Event, on_change: Callable[[], None] = lambda: None) -> Thread:
        """Look at the folder until `stop` is set, in a thread of its own; `on_change` is called after each change."""
        thread = Thread(target=self._look, args=(stop, on_change), name="knowledge", daemon=True)
        thread.start()
        return thread

    def _look(self, stop: Event, on_change: Callable[[], None]) -> None:
        seen = stamp_of(self._settings.knowledge_dir)
        settled: object = None  # the first look reads: the files may have changed since the start
        while not stop.wait(LOOK_SECONDS):
            stamp = stamp_of(self._settings.knowledge_dir)
            if stamp == seen != settled:
                self._refresh_safely()
                # What kept a file from being read, such as too many open ones, may pass without a change to it.
                settled = None if self._is_unreadable else stamp
                on_change()
            seen = stamp

    def _refresh_safely(self) -> None:
        """Refresh; a fault of ours is logged, stands among the problems, and does not end the looking."""
        try:
            self.refresh()
        except Exception as error:  # noqa: BLE001 - the edge of the thread
            log_fault(log, "The knowledge base could not be read", error)
            remedy = "Undo the last change, and report it."
            self.problems = (Problem(str(self._settings.knowledge_dir), None, "It cannot be read", remedy),)
