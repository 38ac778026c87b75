"""The knowledge base that the one in use is compared with: of a git revision, or of another folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.bootstrap.answering import answering_from
from bot.domain.problem import KnowledgeError
from bot.knowledge.git_revision import RevisionError, read_revision
from bot.knowledge.source_files import read_folder

if TYPE_CHECKING:
    from bot.services.answering_all import AnsweringAll
    from bot.settings import Settings

__all__ = ["KnowledgeError", "RevisionError", "answering_against"]

_SHORT: Final = 12
"""Characters of a commit's name: enough to find it."""


def answering_against(settings: Settings, against: str) -> tuple[str, AnsweringAll]:
    """Return the name of what `against` means, and what answers from it.

    A folder that is there goes before a revision of the same name, which is found where the settings' folder lies.

    Raises:
        RevisionError: it is neither.
        KnowledgeError: naming every problem in its files.
    """
    if _is_folder(against):
        name, files = against, read_folder(Path(against))
    else:
        commit, files = read_revision(settings.knowledge_dir, against)
        name = against if commit.startswith(against) else f"{against} ({commit[:_SHORT]})"
    if files.problems:
        raise KnowledgeError(files.problems)
    return name, answering_from(settings, files.contents)


def _is_folder(text: str) -> bool:
    try:
        return text != "" and Path(text).is_dir()
    except OSError:  # longer than any name
        return False
