"""Only this machine, and only the page itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from localslack.page.guard import LONGEST_BODY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.localslack.page.window import Window

JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize("path", ["/", "/app.js", "/api/state?as=alice", "/api/events?as=alice", "/nothing"])
@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "127.0.0.1.evil.example", ""])
def test_another_host_is_refused(alice: Window, path: str, host: str) -> None:
    assert alice.request("GET", path, {"Host": host}).status == 421


def test_localhost_is_this_machine_as_well(alice: Window) -> None:
    assert alice.request("GET", "/?as=alice", {"Host": f"localhost:{alice.port}"}).status == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1", "https://127.0.0.1"])
def test_another_sites_requests_are_refused(alice: Window, origin: str) -> None:
    assert alice.request("GET", "/api/state?as=alice", {"Origin": origin}).status == 403
    assert alice.request("POST", "/api/actions/dm?as=alice", {**JSON, "Origin": origin}, b"{}").status == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_may_link_to_the_page_and_read_nothing(alice: Window, site: str) -> None:
    assert alice.request("GET", "/?as=alice", {"Sec-Fetch-Site": site}).status == 200
    assert alice.request("GET", "/api/state?as=alice", {"Sec-Fetch-Site": site}).status == 403


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 415),
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
        ({**JSON, "Content-Length": "x"}, 411),
        ({**JSON, "Content-Length": str(LONGEST_BODY + 1)}, 413),
        ({**JSON, "Content-Length": "1" * 5000}, 413),
    ],
)
def test_a_body_that_no_page_of_ours_sends_is_refused(alice: Window, headers: Mapping[str, str], status: int) -> None:
    assert (
        alice.request("POST", "/api/actions/dm?as=alice", {"Content-Length": "2", **headers}, b"{}").status == status
    )


@pytest.mark.parametrize("path", ["/", "/app.css", "/api/state?as=alice", "/nothing", "/api/state?as=nobody"])
def test_every_answer_forbids_what_is_not_ours(alice: Window, path: str) -> None:
    headers = alice.request("GET", path).headers

    assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self';")
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"


def test_refusals_forbid_it_too(alice: Window) -> None:
    assert "content-security-policy" in alice.request("GET", "/", {"Host": "evil.example"}).headers
