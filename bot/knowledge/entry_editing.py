"""Adds an entry to the map in a file; everything else in it stays, byte by byte."""

from __future__ import annotations

from typing import Final, cast

import yaml

from bot.knowledge.raw_text import LINE_END

_MARK: Final = "\ufeff"
"""What may stand in front of a file's first line."""


def with_entry(text: str, entry: str, behind: str | None = None) -> str:
    """Return the text of a sound file with `entry`, such as `key: value`, in its map.

    It goes behind the entry with the key `behind`, else behind the last one. A file that is not there yet is an empty
    text.
    """
    if not text:
        return f"{entry}\n"
    mark = _MARK if text.startswith(_MARK) else ""
    text = text.removeprefix(mark)
    root = _root(text)
    values = {key.value: value for key, value in root.value}
    last = values.get(behind) or next(reversed(values.values()), None)
    if last is None:
        end = root.start_mark.index + 1
        return f"{mark}{text[:end]}{entry}{text[end:]}"
    end = end_of(last)
    if root.flow_style:
        return f"{mark}{text[:end]}, {entry}{text[end:]}"
    line_end = LINE_END.search(text, end)
    end = len(text) if line_end is None else line_end.start()
    ends = line_end or LINE_END.search(text)
    begun = "\n" if ends is None else ends[0]
    return f"{mark}{text[:end]}{begun}{' ' * root.start_mark.column}{entry}{text[end:]}"


def end_of(node: yaml.Node) -> int:
    """Return where the text of a node ends: what stands in a block ends with the last thing in it."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        node = node.value[-1][1] if isinstance(node, yaml.MappingNode) else node.value[-1]
    return node.end_mark.index


def _root(text: str) -> yaml.MappingNode:
    return cast("yaml.MappingNode", yaml.compose(text, Loader=yaml.CSafeLoader))
