"""What goes over the wire between Slack and an app: JSON, and the names that this machine is called by."""

import json
from typing import Any
from urllib.parse import urlsplit

# The local Slack is an edge from end to end: what it takes and gives is JSON of Slack's many shapes.
Payload = dict[str, Any]


def to_json(value: object) -> str:
    """Return `value` as compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def is_this_machine(host: str) -> bool:
    """Return whether a Host header names this machine. A page elsewhere cannot make a browser send that."""
    return urlsplit(f"//{host}").hostname in {"127.0.0.1", "localhost"}


def copy_of(payload: Payload) -> Payload:
    """Return a deep copy, so that nobody shares a nested list with anybody."""
    copied: Payload = json.loads(json.dumps(payload))
    return copied
