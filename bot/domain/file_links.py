"""Links to files in Slack: apart from the words that they stand below, together, and as they are kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.domain.redaction import redacted

if TYPE_CHECKING:
    from collections.abc import Iterable

_MOST: Final = 10
"""Files that Slack takes with one message."""

# https://<workspace>.slack.com/files/<person>/<file>/<name>: https://docs.slack.dev/reference/objects/file-object
_FILE_LINK: Final = re.compile(
    r"(?P<file>https?://[^\s/<>|\"]{1,300}/files/[A-Z0-9]{1,30}/F[A-Z0-9]{0,30})(?:/(?P<name>[^\s<>|\"]{0,500}))?"
)


def parted(text: str) -> tuple[str, tuple[str, ...]]:
    """Return `text` without the lines that are links to files, and those links, as many as a message has at most."""
    lines = text.split("\n")
    links = [place for place, line in enumerate(lines) if _FILE_LINK.fullmatch(line)][:_MOST]
    words = "\n".join(line for place, line in enumerate(lines) if place not in links)
    return (words if links else text), tuple(lines[place] for place in links)


def together(*files: Iterable[str]) -> tuple[str, ...]:
    """Return all `files`, each once, whatever its link calls it, in the words in which it stands first."""
    first: dict[str, str] = {}
    for each in (file for group in files for file in group):
        first.setdefault(_file_of(each), each)
    return tuple(first.values())


def as_kept(files: Iterable[str]) -> tuple[str, ...]:
    """Return `files` as they are kept, as many as a message has at most: redacted, each on one line.

    A link whose name would be redacted loses it: it leads there by the file's id.
    """
    return together(map(_redacted, files))[:_MOST]


def _file_of(file: str) -> str:
    found = _FILE_LINK.fullmatch(file)
    return file if found is None else found["file"]


def _redacted(file: str) -> str:
    found, line = _FILE_LINK.fullmatch(file), " ".join(file.split())
    if found is None:
        return redacted(line)
    name = (found["name"] or "").replace("%40", "@")
    return file if redacted(name) == name else found["file"]
