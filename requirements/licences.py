"""Check the licences in CycloneDX lists of components: `python -m requirements.licences FILE…` names the culprits."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_CLASSIFIER: Final = "License :: OSI Approved :: "

ALLOWED: Final = frozenset(
    {
        "0BSD",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "CC0-1.0",
        "ISC",
        "LGPL-3.0-only",  # of libraries that are installed beside the bot, unchanged
        "MIT",
        "MPL-2.0",  # the same
        "PSF-2.0",
        "Python-2.0",
        "ZPL-2.1",
        "Zlib",
        f"{_CLASSIFIER}Apache Software License",
        f"{_CLASSIFIER}BSD License",
        f"{_CLASSIFIER}Mozilla Public License 2.0 (MPL 2.0)",
        f"{_CLASSIFIER}Zope Public License",
    }
)
"""Names of SPDX, and classifiers of packages that give nothing else. A choice (`A OR B`) is taken if all of it is."""

_OPERATORS: Final = frozenset({"AND", "OR", "WITH"})


def refused(components: Mapping[str, Any]) -> Iterator[str]:
    """Yield each component whose licence is none that we take, or that names none, with its licence."""
    for component in components["components"]:
        licences = list(_licences(component))
        wrong = [each for each in licences if each not in ALLOWED]
        if wrong or not licences:
            yield f"{component['name']} {component['version']}: {', '.join(wrong) or 'names no licence'}"


def _licences(component: Mapping[str, Any]) -> Iterator[str]:
    """Yield the name of each licence that a component declares."""
    for entry in component.get("licenses", ()):
        if "expression" in entry:
            yield from (name for name in re.findall(r"[\w.+:-]+", entry["expression"]) if name not in _OPERATORS)
        else:
            licence = entry["license"]
            yield licence.get("id") or licence["name"]


def main(paths: list[str]) -> None:
    """Leave with exit code 1 and every culprit where there is one in these files."""
    found = [line for path in paths for line in refused(json.loads(Path(path).read_text(encoding="utf-8")))]
    if found:
        sys.exit("These licences are none that we take (requirements/licences.py):\n  " + "\n  ".join(found))


if __name__ == "__main__":
    main(sys.argv[1:])
