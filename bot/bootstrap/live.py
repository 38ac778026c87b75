"""The answering service of a bot that runs for long: it follows the knowledge folder while people edit it.

A broken folder never replaces a sound one: the last good knowledge base stays, the problems
are told once, and the next good state of the files is loaded by itself.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from bot.bootstrap.answering import answering
from bot.domain.explanation import FileLine
from bot.domain.problem import KnowledgeError, Problem
from bot.knowledge.source_files import read_folder, stamp_of
from bot.knowledge.source_locations import SourceLocations
from bot.operations.periodic import PeriodicJob
from bot.services.answering_all import AnsweringAll

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.bootstrap.answering import NewAnswering
    from bot.settings import Settings

LOOK_SECONDS: Final = 0.05
"""How often the folder is looked at. A change is read once it has stood still for one look: editors write twice."""

AGAIN_LOOKS: Final = 200
"""After how many looks a folder with a file that cannot be read is read again, although nothing there has changed:
what keeps a file from being read, such as too many open ones, may pass. A link to nowhere may stay for ever."""

log = logging.getLogger(__name__)


class LiveAnswering:
    """Holds the service that answers, which it replaces as a whole when the files have changed.

    `problems` are those of the files as they are now; none where they are what is being answered from.
    """

    def __init__(self, settings: Settings, new_answering: NewAnswering = AnsweringAll) -> None:
        """Load the knowledge base; `new_answering` makes the service of it.

        Raises:
            KnowledgeError: a bot does not start with a broken one.
        """
        self._settings = settings
        self._new_answering = new_answering
        self.current: AnsweringAll = self._loaded()
        self.problems: tuple[Problem, ...] = ()
        self._read = self.current.knowledge.version
        self._is_unreadable = False
        self._seen: object = stamp_of(settings.knowledge_dir)
        self._settled: object = None
        self._looks = 0

    def _loaded(self) -> AnsweringAll:
        """Return what answers from the files, warm: whoever asks first waits no longer than others."""
        loaded = answering(self._settings, self._new_answering)
        loaded.warm_up()
        return loaded

    def is_current(self) -> bool:
        """Return whether what is answered from is what stands in the files."""
        return not self.problems

    def locate(self, wanted: Sequence[tuple[str, str | None]]) -> tuple[FileLine, ...]:
        """Return where each article or gap, or a text in it, stands in the files as they are now."""
        locations = SourceLocations(read_folder(self._settings.knowledge_dir).contents)
        return tuple(FileLine(*locations.of(owner, text)) for owner, text in wanted)

    def refresh(self) -> bool:
        """Read the folder, and answer from it if it is sound. False where it is what was read last, or broken."""
        try:
            files = read_folder(self._settings.knowledge_dir)
            version, self._is_unreadable = files.version(), bool(files.problems)
            if version == self._read:
                return False
            fresh = self._loaded()
        except FileNotFoundError:  # one went while it was read: the folder changed, and is read again
            return False
        except KnowledgeError as error:
            self._read, self.problems = version, error.problems
            log.warning("The changed knowledge base is broken; %s stays: %s", self.current.knowledge.version, error)
            return False
        gone = sorted(self.current.knowledge.gaps.keys() - fresh.knowledge.gaps.keys())
        self._read, self.current, self.problems = version, fresh, ()
        log.info("Knowledge base %s loaded", fresh.knowledge.version)
        if gone:
            log.info("No longer gaps: %s", ", ".join(gone))
        return True

    def follow(self, on_change: Callable[[], None] = lambda: None) -> PeriodicJob:
        """Return the job that looks at the folder; `on_change` is called after each change."""
        return PeriodicJob("knowledge", LOOK_SECONDS, lambda: self._look(on_change))

    def _look(self, on_change: Callable[[], None]) -> None:
        """Refresh once the files have stood still for one look; the first look reads, since they may have changed."""
        stamp = stamp_of(self._settings.knowledge_dir)
        self._looks += 1
        is_due = self._is_unreadable and self._looks >= AGAIN_LOOKS
        if stamp == self._seen and (is_due or stamp != self._settled):
            before = self._settled, self._read
            try:
                self._refresh_or_complain()
            finally:
                self._settled, self._looks = stamp, 0
                if before != (self._settled, self._read):
                    on_change()
        self._seen = stamp

    def _refresh_or_complain(self) -> None:
        """Refresh; a fault of ours stands among the problems as well, and fails the round that it comes up in."""
        try:
            self.refresh()
        except Exception:
            remedy = "Undo the last change, and report it."
            self.problems = (Problem(str(self._settings.knowledge_dir), None, "It cannot be read", remedy),)
            raise
