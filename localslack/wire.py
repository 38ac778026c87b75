"""What goes over the wire between Slack and an app: JSON, and who may talk to this machine."""

import json
import re
from email.message import Message
from typing import Any, Final, TypeAlias
from urllib.parse import urlsplit

# The local Slack is an edge from end to end: what it takes and gives is JSON of Slack's many shapes.
Json: TypeAlias = Any
"""Whatever JSON may hold."""
Payload = dict[str, Json]

_HALF_CHARACTER: Final = re.compile("[\ud800-\udfff]")
_REPLACEMENT: Final = "\ufffd"
_MOST_DIGITS: Final = 18


def to_json(value: object) -> str:
    """Return `value` as compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str | bytes) -> Json:
    """Return what JSON says, with half characters (lone surrogates) replaced: nothing that holds one can be sent on.

    Raises:
        ValueError: It is no JSON, or nested too deep.
    """
    try:
        return _whole(json.loads(text))
    except RecursionError as error:
        raise ValueError("It is nested too deep.") from error


def whole_characters(text: str) -> str:
    """Return `text` with half characters (lone surrogates) replaced."""
    return _HALF_CHARACTER.sub(_REPLACEMENT, text)


def content_length(header: str) -> int | None:
    """Return how many bytes a request announces (thousands of digits are just too many); None where it does not."""
    if not (header.isascii() and header.isdecimal()):
        return None
    return int(header[:_MOST_DIGITS])


def is_this_machine(host: str) -> bool:
    """Return whether a Host header names this machine. A page elsewhere cannot make a browser send that."""
    return urlsplit(f"//{host}").hostname in {"127.0.0.1", "localhost"}


def is_from_a_page(headers: Message) -> bool:
    """Return whether a page in a browser sends this: apps send neither header, and no page of ours calls the API."""
    return headers.get("Origin") is not None or headers.get("Sec-Fetch-Site", "none") != "none"


def copy_of(payload: Payload) -> Payload:
    """Return a deep copy, so that nobody shares a nested list with anybody."""
    copied: Payload = json.loads(json.dumps(payload))
    return copied


def _whole(value: Json) -> Json:
    if isinstance(value, str):
        return whole_characters(value)
    if isinstance(value, list):
        return [_whole(each) for each in value]
    if isinstance(value, dict):
        return {whole_characters(name): _whole(each) for name, each in value.items()}
    return value
