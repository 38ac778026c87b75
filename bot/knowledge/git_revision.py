"""The knowledge folder as it was in a git revision, read past the work tree. Reads bytes and knows no YAML."""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from bot.domain.problem import Problem
from bot.knowledge.source_files import FILE_ENDING, MADE_BY_MACHINES, MAX_BYTES, SourceFiles

if TYPE_CHECKING:
    from pathlib import Path

_SECONDS: Final = 60
_FROM_A_HOOK: Final = ("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_PREFIX")
"""What git sets for its hooks, which would count more than the folder does."""


class RevisionError(Exception):
    """The folder cannot be read as of a revision; it says why, and what to do."""


class GitError(Exception):
    """Git did not do it; the message is its own."""


def read_revision(folder: Path, revision: str) -> tuple[str, SourceFiles]:
    """Return the commit that `revision` names, and the YAML files that were below `folder` then.

    Raises:
        RevisionError: there is no git, no repository, no such revision, or no such folder in it.
    """
    if shutil.which("git") is None:
        raise RevisionError("git is not installed. Install it, or name a folder to compare with.")
    commit = _commit(folder, revision)
    try:
        archive = run_git(folder, "archive", "--format=tar", commit)
    except GitError as error:
        told = f"{folder} cannot be read in '{revision}': {error}"
        raise RevisionError(f"{told}. Name a revision in which the folder stands in the same place.") from None
    return commit, _files_in(archive)


def run_git(folder: Path, *arguments: str) -> bytes:
    """Return what git prints when it is run in `folder`.

    Raises:
        GitError: it failed.
    """
    unset = (part for name in _FROM_A_HOOK for part in ("-u", name))
    command = ("env", *unset, "LC_ALL=C", "git", "-C", str(folder), *arguments)
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=True, timeout=_SECONDS)
    except subprocess.CalledProcessError as error:
        told = error.stderr.decode(errors="replace").strip().removeprefix("fatal: ")
        raise GitError(" ".join(told.split()).rstrip(".")) from None
    except subprocess.TimeoutExpired:
        raise GitError(f"git did not end within {_SECONDS} seconds") from None
    return done.stdout


def _commit(folder: Path, revision: str) -> str:
    try:
        run_git(folder, "rev-parse", "--git-dir")
    except GitError as error:
        told = f"{folder} cannot be read from a git repository: {error}"
        raise RevisionError(
            f"{told}. Name a folder to compare with, or use --knowledge with one in a repository."
        ) from None
    try:
        # What begins with a hyphen is a name here, and no option.
        found = run_git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except GitError:
        remedy = (
            "`git log --oneline` lists revisions; in a shallow clone, fetch it first: `git fetch origin REVISION`."
        )
        raise RevisionError(f"There is no revision '{revision}', and no folder of that name. {remedy}") from None
    return found.decode().strip()


def _files_in(archive: bytes) -> SourceFiles:
    """Return the YAML files of a tar archive, of each no more than it takes to see that it is too large."""
    contents: dict[str, bytes] = {}
    problems = []
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for member in sorted(tar.getmembers(), key=lambda each: each.name):
            if not _is_meant_for_the_bot(member):
                continue
            try:
                file = tar.extractfile(member)
            except KeyError:  # a link out of the folder
                file = None
            if file is None:
                remedy = "Compare with a checkout of that revision instead: git worktree add FOLDER REVISION."
                problems.append(Problem(member.name, None, "No file can be read here", remedy))
            else:
                contents[member.name] = file.read(MAX_BYTES + 1)
    return SourceFiles(contents, tuple(problems))


def _is_meant_for_the_bot(member: tarfile.TarInfo) -> bool:
    """Return whether it is a YAML file, or a link that may lead to some."""
    path = PurePosixPath(member.name)
    if any(part.startswith(MADE_BY_MACHINES) for part in path.parts):
        return False
    return FILE_ENDING.search(path.name) is not None or (member.issym() and not path.suffix)
