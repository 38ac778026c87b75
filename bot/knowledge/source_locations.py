"""Where a text stands in people's files, for what is reported long after they were read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.knowledge.source_files import GAPS
from bot.knowledge.yaml_nodes import Mapping, Scalar, Sequence, parse

if TYPE_CHECKING:
    import collections.abc
    from collections.abc import Iterator

    from bot.knowledge.yaml_nodes import Node


class SourceLocations:
    """Finds articles and gaps, and texts in them, in the `contents` of a knowledge base: bytes by relative path."""

    def __init__(self, contents: collections.abc.Mapping[str, bytes]) -> None:
        self._contents = contents

    def of(self, owner: str, text: str | None = None) -> tuple[str, int | None]:
        """Return file and line of an article or a gap, or of a `text` in it; only its name where it has no file."""
        path = next((each for each in self._contents if each.endswith(f"/{owner}.yml")), None)
        if path is not None:
            root, _ = parse(path, self._contents[path])
            return path, _line_of(root, text)
        for place in (each for each in self._contents if each.endswith(f"/{GAPS}")):
            gaps, _ = parse(place, self._contents[place])
            if isinstance(gaps, Mapping) and owner in gaps.entries:
                key, value = gaps.entries[owner]
                return place, key.line if text is None else _line_of(value, text)
        return owner, None

    def nearest(self, owner: str, text: str | None = None) -> tuple[str, int | None]:
        """Return the same, but for a text that is not found, as one over several lines, where its owner begins."""
        path, line = self.of(owner, text)
        return (path, line) if line is not None else self.of(owner)


def _line_of(root: Node | None, text: str | None) -> int | None:
    if text is None:
        return 1
    return next((scalar.line for scalar in _scalars(root) if scalar.text.strip() == text), None)


def _scalars(node: Node | None) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _scalars(item)
    elif isinstance(node, Mapping):
        for _, value in node.entries.values():
            yield from _scalars(value)
