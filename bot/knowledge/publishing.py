"""The files of the knowledge base as they will be once a draft is published; nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.knowledge.raw_text import LINE_END
from bot.knowledge.yaml_nodes import Mapping, parse

if TYPE_CHECKING:
    import collections.abc


def with_published(contents: collections.abc.Mapping[str, bytes], path: str) -> collections.abc.Mapping[str, bytes]:
    """Return `contents`, bytes by relative path, with the sound file at `path` without its line `status:`.

    The line is left empty, so that all others keep their numbers.
    """
    root, _ = parse(path, contents[path])
    if not isinstance(root, Mapping) or "status" not in root.entries:
        return contents
    text, line = contents[path].decode("utf-8-sig"), root.entries["status"][0].line
    ends = [found.span() for found in LINE_END.finditer(text)]
    begin = ends[line - 2][1] if line > 1 else 0
    end = ends[line - 1][0] if line <= len(ends) else len(text)
    if not text[begin:end].startswith("status"):
        return contents
    return {**contents, path: f"{text[:begin]}{text[end:]}".encode()}
