"""JSON as it goes over the wire between Slack and an app."""

import json
from typing import Any

# The local Slack is an edge from end to end: what it takes and gives is JSON of Slack's many shapes.
Payload = dict[str, Any]


def to_json(value: object) -> str:
    """Return `value` as compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def copy_of(payload: Payload) -> Payload:
    """Return a deep copy, so that nobody shares a nested list with anybody."""
    copied: Payload = json.loads(json.dumps(payload))
    return copied
