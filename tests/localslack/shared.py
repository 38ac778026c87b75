"""The folder of Slack's own shapes and limits, which stands beside the checkout where there is one."""

import json
import os
from pathlib import Path
from typing import Any

import pytest


def shared(name: str) -> Any:  # noqa: ANN401 - JSON of any shape
    """Return a JSON file of the shared folder; skip the test, loudly, where it is not there."""
    default = Path(__file__).parents[2].parent / "shared"
    folder = Path(os.environ.get("ECONNECT_SHARED_DIR", default))  # noqa: TID251 - where the tests' material is
    path = folder / "slack" / name
    if not path.is_file():
        pytest.skip(f"NOT COMPARED WITH SLACK: {path} is not there; set ECONNECT_SHARED_DIR")
    return json.loads(path.read_text(encoding="utf-8"))
