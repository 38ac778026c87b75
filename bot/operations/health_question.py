"""Asks a running bot how it is, as whoever restarts it or sends people to it would."""

from __future__ import annotations

import http.client
import json
from ipaddress import ip_address
from typing import Final

from bot.domain.finding import Finding

ALIVE, READY = "/healthz", "/readyz"

ASK_SECONDS: Final = 5.0
"""Longer than readiness takes to answer, whatever hangs."""

_LONGEST_ANSWER: Final = 16_384
_IPV4: Final = 4


def ask_health(host: str, port: int, path: str, seconds: float = ASK_SECONDS) -> Finding:
    """Return how the bot is that listens on `host` and `port`: alive for `ALIVE`, ready for `READY`."""
    host = _reachable(host)
    what = f"{host}:{port}{path}"
    connection = http.client.HTTPConnection(host, port, timeout=seconds)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        status, body = response.status, response.read(_LONGEST_ANSWER)
    except (OSError, http.client.HTTPException) as error:
        return Finding(what, "problem", f"no answer ({_why(error)})", "Is the bot running, with these settings?")
    finally:
        connection.close()
    if status == http.HTTPStatus.OK:
        return Finding(what, "ok", "the bot is ready" if path == READY else "the bot is alive")
    return Finding(what, "problem", _reasons(body) or f"the answer is {status}")


def _reachable(host: str) -> str:
    """Return where to ask a bot that listens on `host`: on this machine, if that is every address it has."""
    try:
        address = ip_address(host)
    except ValueError:  # a name
        return host
    if not address.is_unspecified:
        return host
    return "127.0.0.1" if address.version == _IPV4 else "::1"


def _why(error: OSError | http.client.HTTPException) -> str:
    """Return what kept it from an answer."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__


def _reasons(body: bytes) -> str:
    """Return why the bot is not ready, as it says itself; nothing where no bot says that."""
    try:
        reasons = json.loads(body)["reasons"]
        return "; ".join(f"{name}: {reason}" for name, reason in sorted(reasons.items()))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return ""
