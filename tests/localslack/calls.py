"""Calls of the Web API, made by hand."""

import json
import urllib.request
from typing import Any

from localslack import LocalSlack


def api_call(slack: LocalSlack, method: str, body: bytes = b"", **headers: str) -> tuple[Any, dict[str, str]]:
    """Return the answer, and its headers by their names in lower case."""
    request = urllib.request.Request(  # noqa: S310 - the local Slack's own address
        slack.api_url + method, body, {name.replace("_", "-"): value for name, value in headers.items()}
    )
    with urllib.request.urlopen(request) as response:  # noqa: S310 - same
        return json.loads(response.read()), {name.lower(): value for name, value in response.headers.items()}
