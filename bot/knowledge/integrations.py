"""Which folders of a knowledge base are integrations: they are found by listing; no name of one stands in code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.integration import Integration
from bot.knowledge.file_schemas import INTEGRATION as SCHEMA
from bot.knowledge.schema_types import FileReader
from bot.knowledge.source_files import FACTS, INTEGRATION
from bot.knowledge.yaml_nodes import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def integration_folders(paths: Iterable[str]) -> tuple[str, ...]:
    """Return the folders that hold an integration, by the paths of all files, sorted.

    One whose integration.yml is missing counts as well, where it has facts.
    """
    pairs = (path.partition("/") for path in paths)
    return tuple(sorted({folder for folder, _, name in pairs if name in {INTEGRATION, FACTS}}))


def bare_folder(contents: Mapping[str, bytes]) -> str | None:
    """Return the folder whose articles are known without its name; None where that is told of none."""
    for folder in integration_folders(contents):
        value = _read(contents.get(f"{folder}/{INTEGRATION}", b""))
        if value is not None and value.has_bare_slugs:
            return folder
    return None


def draft_folders(contents: Mapping[str, bytes]) -> frozenset[str]:
    """Return the folders of the integrations that are still being written."""
    read = ((folder, _read(contents.get(f"{folder}/{INTEGRATION}", b""))) for folder in integration_folders(contents))
    return frozenset(folder for folder, value in read if value is not None and value.is_draft)


def product_names(contents: Mapping[str, bytes]) -> dict[str, str]:
    """Return the product that each integration is about, by its folder, of those that can be read."""
    read = ((folder, _read(contents.get(f"{folder}/{INTEGRATION}", b""))) for folder in integration_folders(contents))
    return {folder: value.product for folder, value in read if value is not None}


def source_names(content: bytes) -> tuple[str, ...]:
    """Return the names of the source documents in an integration.yml; none where it cannot be read."""
    value = _read(content)
    return () if value is None else tuple(value.sources)


def _read(content: bytes) -> Integration | None:
    root, _ = parse(INTEGRATION, content)
    value = None if root is None else SCHEMA.read(root, "", FileReader(INTEGRATION, None))
    return value if isinstance(value, Integration) else None
