"""What is wrong in files that people write: where, what, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault in a person's file.

    `path` is relative to the folder that was checked; `line` counts from 1, and is None where the fault is
    the whole file's. A warning does not stop anything; an error does.
    """

    path: str
    line: int | None
    message: str
    remedy: str
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        """Return `path:line: message. remedy`, as editors and terminals make it clickable."""
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{place}: {self.severity}: {self.message}. {self.remedy}"


class KnowledgeError(Exception):
    """The knowledge base cannot be used. `problems` are all that is wrong with it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems
