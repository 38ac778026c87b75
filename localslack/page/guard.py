"""Keeps the page to this machine and to itself: no DNS rebinding, no cross-site requests, no foreign content."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

from localslack.wire import content_length

# `default-src 'none'` and our own origin: the browser itself proves that nothing is asked of anybody else.
HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
LONGEST_BODY: Final = 64 * 1024


def refusal(method: str, path: str, headers: Mapping[str, str], port: int) -> tuple[HTTPStatus, str] | None:
    """Return why a request is refused, as status and words; None where it may pass.

    Args:
        method: `GET` or `POST`.
        path: The path without its query.
        headers: Looked up without regard to case.
        port: The port the page is served on.
    """
    hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
    if headers.get("Host") not in hosts:
        return HTTPStatus.MISDIRECTED_REQUEST, "This page is only served at 127.0.0.1."
    origin = headers.get("Origin")
    if origin is not None and origin not in {f"http://{host}" for host in hosts}:
        return HTTPStatus.FORBIDDEN, "Requests from other sites are refused."
    # A link may lead here from anywhere; what it could read or do there may not.
    if path.startswith("/api/") and headers.get("Sec-Fetch-Site", "none") not in {"same-origin", "none"}:
        return HTTPStatus.FORBIDDEN, "Requests from other sites are refused."
    return _refused_body(headers) if method == "POST" else None


def _refused_body(headers: Mapping[str, str]) -> tuple[HTTPStatus, str] | None:
    if headers.get("Content-Type", "").partition(";")[0].strip().lower() != "application/json":
        return HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Only application/json is accepted."
    length = content_length(headers.get("Content-Length", ""))
    if length is None:
        return HTTPStatus.LENGTH_REQUIRED, "The Content-Length header is missing."
    if length > LONGEST_BODY:
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The request is too long."
    return None
