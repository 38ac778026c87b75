"""Where a text stands in people's files, for what is reported long after they were read."""

from __future__ import annotations

from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from bot.knowledge.integrations import bare_folder, integration_folders
from bot.knowledge.kinds import filled, is_kind, names_in, path_of_kind
from bot.knowledge.source_files import GAPS, INTEGRATION, PRODUCTS
from bot.knowledge.yaml_nodes import Mapping, Scalar, Sequence, parse, text_at, value_at

if TYPE_CHECKING:
    import collections.abc
    from collections.abc import Iterator

    from bot.knowledge.yaml_nodes import Node


class SourceLocations:
    """Finds articles and gaps, and texts in them, in the `contents` of a knowledge base: bytes by relative path."""

    def __init__(self, contents: collections.abc.Mapping[str, bytes]) -> None:
        self._contents = contents

    @property
    def paths(self) -> collections.abc.Collection[str]:
        """The files that there are."""
        return self._contents.keys()

    def of(self, owner: str, text: str | None = None) -> tuple[str, int | None]:
        """Return file and line of an article or a gap, or of a `text` in it; only its name where it has no file.

        A phrasing that it has from its kind is found in the file of that, as is a gap that is nothing but a kind.
        """
        folder, _, name = owner.rpartition("/")
        found = [*self._places_of(folder, name, text)]
        return next((place for place in found if place[1] is not None), next(iter(found), (owner, None)))

    def _places_of(self, folder: str, name: str, text: str | None) -> Iterator[tuple[str, int | None]]:
        """Yield where an article or a gap may stand, or a text of it: what it adds itself before its kind."""
        within = [each for each in self._contents if each.startswith(f"{folder}/")] if folder else self._bare
        articles = (each for each in within if not is_kind(each) and each.endswith(f"/{name}.yml"))
        for path in islice(articles, 1):
            root = self._root(path)
            yield path, _line_of(root, text)
            yield from self._in_kind(path.partition("/")[0], text_at(root, "kind"), text)
        for path in (each for each in within if each.endswith(f"/{GAPS}")):
            gaps = self._root(path)
            if isinstance(gaps, Mapping) and name in gaps.entries:
                key, gap = gaps.entries[name]
                yield path, key.line if text is None else _line_of(gap, text)
                yield from self._in_kind(path.partition("/")[0], text_at(gap, "kind"), text)
        place = path_of_kind(name)
        if place in self._contents:
            yield place, 1 if text is None else None
            yield from self._in_kind(folder or self._bare_folder, name, text)

    @cached_property
    def _bare_folder(self) -> str:
        """The folder whose articles are known by their files' names alone: that which is told, or the only one."""
        return bare_folder(self._contents) or next(iter(integration_folders(self._contents)), "")

    @cached_property
    def _bare(self) -> list[str]:
        """The files, those first in which an article is known by its file's name alone."""
        return sorted(self._contents, key=lambda path: not path.startswith(f"{self._bare_folder}/"))

    def nearest(self, owner: str, text: str | None = None) -> tuple[str, int | None]:
        """Return the same, but for a text that is not found, as one over several lines, where its owner begins."""
        path, line = self.of(owner, text)
        return (path, line) if line is not None else self.of(owner)

    def _root(self, path: str) -> Node | None:
        """Return the tree of a file; None where there is none."""
        return parse(path, self._contents[path])[0] if path in self._contents else None

    def _in_kind(self, folder: str, kind: str, text: str | None) -> Iterator[tuple[str, int]]:
        """Yield file and line of a phrasing that something in `folder` has from its kind."""
        place = path_of_kind(kind)
        product = value_at(self._root(PRODUCTS), text_at(self._root(f"{folder}/{INTEGRATION}"), "product"))
        names = names_in(text_at(product, "name"), text_at(product, "short_name"))
        scalars = _scalars(self._root(place)) if text is not None else ()
        yield from ((place, each.line) for each in scalars if filled(each.text.strip(), names) == text)


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
