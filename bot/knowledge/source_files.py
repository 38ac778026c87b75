"""The knowledge folder on disk: its files, and the version that they make up. Reads bytes and knows no YAML.

The folder may be a mounted Kubernetes ConfigMap: there every file, or the folder that it is in, is a link through
`..data` to a folder that is swapped as a whole. Links are followed, and what machines put between is left alone.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.domain.language import LANGUAGES
from bot.domain.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

INTEGRATION: Final = "integration.yml"
FACTS: Final = "facts.yml"
SCREEN: Final = "screen.yml"
SETUP: Final = "setup.yml"
GAPS: Final = "gaps.yml"
CHECKS: Final = "checks.yml"
OF_AN_INTEGRATION: Final = (INTEGRATION, FACTS, SCREEN, SETUP, GAPS, CHECKS)
"""Names of files in the folder of each integration; its articles are in the folder ARTICLES there."""
ARTICLES: Final = "articles"

KINDS: Final = "kinds"
"""The folder of the phrasings that integrations share, one file a kind."""
PRODUCTS: Final = "products.yml"
SYNONYMS: Final = "synonyms.yml"
WORDS: Final = {language: f"words/{language}.yml" for language in LANGUAGES}
EXAMPLES: Final = {language: f"words/examples/{language}.yml" for language in LANGUAGES}
"""By language."""

MAX_BYTES: Final = 256 * 1024

FILE_ENDING: Final = re.compile(r"\.ya?ml(?:\.txt)?\s*$", re.IGNORECASE)
"""How the name of a file ends that somebody meant for the bot; only `.yml` is read, of the others they are told."""

MADE_BY_MACHINES: Final = tuple(".~#$@")
"""How names begin that systems and editors make: `..data`, `.#x.yml`, `._x.yml`, `~$x.yml`, `@eaDir`, `#recycle`."""


@dataclass(frozen=True, slots=True)
class SourceFiles:
    """The bytes of every file by relative path, and what kept a file from being read."""

    contents: Mapping[str, bytes]
    problems: tuple[Problem, ...] = ()

    def version(self) -> str:
        """Return the version of the files; one that becomes readable, or ceases to be, makes another."""
        return version_of({**self.contents, **{each.path: each.message.encode() for each in self.problems}})


def places_in(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield relative path and place of each YAML file below `folder`, following links; nothing that machines made."""
    seen = set()
    for parent, folders, names in os.walk(folder, followlinks=True):
        here = Path(parent)
        try:
            state = here.stat()
        except OSError:  # it went just now
            folders.clear()
            continue
        if (state.st_dev, state.st_ino) in seen:  # a link back into what was walked already
            folders.clear()
            continue
        seen.add((state.st_dev, state.st_ino))
        wrongly_folders = [name for name in folders if FILE_ENDING.search(name)]
        folders[:] = sorted(name for name in folders if not name.startswith(MADE_BY_MACHINES))
        for name in (*names, *wrongly_folders):
            if FILE_ENDING.search(name) and not name.startswith(MADE_BY_MACHINES):
                yield (here / name).relative_to(folder).as_posix(), here / name


def read_folder(folder: Path) -> SourceFiles:
    """Return the YAML files below `folder`, of each no more than it takes to see that it is too large.

    Raises:
        FileNotFoundError: one of them went while it was read.
    """
    contents: dict[str, bytes] = {}
    problems = []
    for path, place in sorted(places_in(folder)):
        try:
            contents[path] = _bytes_at(place)
        except _UnreadableError as error:
            problems.append(Problem(path, None, *error.told))
    return SourceFiles(contents, tuple(problems))


def contents_of(folder: Path) -> Mapping[str, bytes]:
    """Return the bytes of every YAML file below `folder` that can be read, by relative path, sorted."""
    return read_folder(folder).contents


def version_of(contents: Mapping[str, bytes]) -> str:
    """Return a short hash over all files: the same files give the same version, on every machine."""
    digest = hashlib.sha256()
    for path, content in sorted(contents.items()):
        digest.update(f"{path}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:12]


def stamp_of(folder: Path) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Return path and state of each file: cheap to look at, different after every save and every swap of a link."""
    return tuple(sorted((path, _state_of(place)) for path, place in places_in(folder)))


class _UnreadableError(Exception):
    """Something of a YAML file's name that cannot be read; `told` is what it is, and what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.told = message, remedy


def _bytes_at(place: Path) -> bytes:
    try:
        if not stat.S_ISREG(place.stat().st_mode):  # a pipe or a device would be waited for, or never end
            raise _UnreadableError("This is not a file", "Remove it, or give it a name that does not end in .yml.")
        with place.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        if place.is_symlink():
            raise _UnreadableError("This link leads to no file", "Remove it, or restore the file.") from None
        raise
    except OSError as error:
        remedy = "Allow the bot's user to read it."
        raise _UnreadableError(f"The file cannot be read: {error.strerror}", remedy) from None


def _state_of(place: Path) -> tuple[int, ...]:
    try:
        state = place.stat()
    except OSError:
        return ()
    return state.st_mtime_ns, state.st_ctime_ns, state.st_size, state.st_dev, state.st_ino
