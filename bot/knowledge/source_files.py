"""The knowledge folder on disk: its files, and the version that they make up. Reads bytes and knows no YAML."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FACTS: Final = "exact-globe/facts.yml"
SETUP: Final = "exact-globe/setup.yml"
GAPS: Final = "exact-globe/gaps.yml"
CHECKS: Final = "exact-globe/checks.yml"
PRODUCTS: Final = "products.yml"
SYNONYMS: Final = "synonyms.yml"


def contents_of(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every YAML file below `folder`, by relative path, sorted."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix in {".yml", ".yaml"} and path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def version_of(contents: Mapping[str, bytes]) -> str:
    """Return a short hash over all files: the same files give the same version, on every machine."""
    digest = hashlib.sha256()
    for path, content in sorted(contents.items()):
        digest.update(f"{path}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:12]
