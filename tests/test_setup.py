"""The set-up installs what is locked, whatever a package index has by now."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow  # makes an environment

INSTALL = Path(__file__).parents[1] / "requirements" / "install.sh"


def release(folder: Path, name: str, version: str, *needs: str) -> str:
    """Put a wheel into the folder; return how a locked file names it."""
    path = folder / f"{name}-{version}-py3-none-any.whl"
    about = f"{name}-{version}.dist-info"
    required = "".join(f"Requires-Dist: {need}\n" for need in needs)
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr(f"{name}.py", f"VERSION = '{version}'\n")
        wheel.writestr(
            f"{about}/METADATA",
            f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{required}Provides-Extra: x\n",
        )
        wheel.writestr(
            f"{about}/WHEEL", "Wheel-Version: 1.0\nGenerator: x\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr(f"{about}/RECORD", "")
    return f"{name}=={version} --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an environment with the pip that this Python brings."""
    folder = tmp_path_factory.mktemp("venv")
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)  # noqa: S603 - our own Python
    return folder / "bin" / "python"


def install(python: Path, index: Path, locked: str) -> subprocess.CompletedProcess[str]:
    """Install what is locked, with the folder for a package index."""
    (index / "locked.txt").write_text(locked, encoding="utf-8")
    environment = {"PATH": os.environ["PATH"], "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(index)}  # noqa: TID251 - a process's
    command = ["/bin/sh", str(INSTALL), str(python), str(index / "locked.txt")]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - ours


def test_a_release_since_the_lock_changes_nothing(python: Path, tmp_path: Path) -> None:
    locked = release(tmp_path, "alpha", "1.0", "beta[x]>=1") + release(tmp_path, "beta", "1.0")
    release(tmp_path, "beta", "2.0")
    outcome = install(python, tmp_path, locked)

    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    assert [path.name for path in python.parents[1].rglob("beta-*.dist-info")] == ["beta-1.0.dist-info"]


def test_a_lock_that_misses_something_is_refused(python: Path, tmp_path: Path) -> None:
    outcome = install(python, tmp_path, release(tmp_path, "gamma", "1.0", "delta>=1"))

    assert outcome.returncode != 0
    assert "delta" in outcome.stdout + outcome.stderr


def test_a_package_that_is_not_the_locked_one_is_refused(python: Path, tmp_path: Path) -> None:
    locked = release(tmp_path, "epsilon", "1.0")
    release(tmp_path, "epsilon", "1.0", "beta>=9")

    assert install(python, tmp_path, locked).returncode != 0
