"""Packages from npm for tests, installed once a machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

NO_TYPES, NO_BOLT = "NOT COMPARED WITH SLACK'S TYPES", "BOLT FOR JAVASCRIPT WAS NOT TRIED"
NODE_REASONS = (NO_TYPES, NO_BOLT)


def run(*command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - the commands stand in the tests
        command, cwd=folder, capture_output=True, text=True, timeout=300, check=False
    )


def installed(name: str, *packages: str, skipped: str) -> Path:
    """Return a folder with these packages in it.

    Args:
        name: Of the folder.
        packages: Their names.
        skipped: What is not tested where they cannot be had; that fails the test where `REQUIRE_NODE=1`.
    """
    folder = Path(tempfile.gettempdir()) / f"econnect-bot-{name}"
    if not (shutil.which("npm") and shutil.which("npx")):
        _give_up(f"{skipped}: node and npm are not there")
    folder.mkdir(exist_ok=True)
    if not all((folder / "node_modules" / package / "package.json").is_file() for package in packages):
        outcome = run("npm", "install", "--no-package-lock", "--no-audit", "--no-fund", *packages, folder=folder)
        if outcome.returncode:
            _give_up(f"{skipped}: npm could not install the packages\n{outcome.stderr[-500:]}")
    return folder


def _give_up(reason: str) -> None:
    is_required = os.environ.get("REQUIRE_NODE") == "1"  # noqa: TID251 - says how strict the run is
    pytest.fail(reason) if is_required else pytest.skip(reason)
