"""What is wrong in files that people write: where, what, and what to do."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault in a person's file.

    `path` is relative to the folder that was checked; `line` counts from 1, and is None where the fault is
    the whole file's. A warning does not stop anything; an error does. What stands in two places is told at one of
    them; `twin` is the same told at the other. `about` is the integration that a warning is about whose file several
    share.
    """

    path: str
    line: int | None
    message: str
    remedy: str
    severity: Literal["error", "warning"] = "error"
    twin: Problem | None = field(default=None, compare=False, repr=False)
    about: str = ""

    def seen_from(self, path: str) -> Problem:
        """Return it as it is told to somebody who works on the file at `path`: there, where it stands there too."""
        return self.twin if self.twin is not None and self.path != path == self.twin.path else self

    def __str__(self) -> str:
        """Return `path:line: message. remedy`, as editors and terminals make it clickable."""
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{place}: {self.severity}: {self.message}. {self.remedy}"


class KnowledgeError(Exception):
    """The knowledge base cannot be used. `problems` are all that is wrong with it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems
