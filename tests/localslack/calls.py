"""Calls of the Web API and of response URLs, made by hand."""

import http.client
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from localslack import LocalSlack


@dataclass(frozen=True)
class HttpAnswer:
    """What came back; `headers` by their names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: str

    @property
    def payload(self) -> dict[str, Any]:
        payload: dict[str, Any] = json.loads(self.body)
        return payload


def post(url: str, body: bytes = b"", headers: Mapping[str, str] | None = None, timeout: float = 30) -> HttpAnswer:
    """Return what a server on this machine answers."""
    return request("POST", url, body, headers, timeout)


def request(
    method: str, url: str, body: bytes = b"", headers: Mapping[str, str] | None = None, timeout: float = 30
) -> HttpAnswer:
    """Return what a server on this machine answers to any method."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=timeout)
    try:
        connection.request(method, parts.path + (f"?{parts.query}" if parts.query else ""), body, dict(headers or {}))
        answer = connection.getresponse()
        names = {name.lower(): value for name, value in answer.headers.items()}
        return HttpAnswer(answer.status, names, answer.read().decode())
    finally:
        connection.close()


def api_call(slack: LocalSlack, method: str, body: bytes = b"", **headers: str) -> tuple[Any, Mapping[str, str]]:
    """Return the answer of a method, and its headers."""
    answer = post(slack.api_url + method, body, {name.replace("_", "-"): value for name, value in headers.items()})
    return answer.payload, answer.headers
