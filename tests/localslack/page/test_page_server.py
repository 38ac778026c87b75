"""The page's files, and its stream, over real HTTP."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from localslack.page.page_server import PageServer

if TYPE_CHECKING:
    from tests.localslack.page.window import Window


@pytest.mark.parametrize(
    ("path", "content_type"), [("/?as=alice", "text/html"), ("/app.js", "text/javascript"), ("/app.css", "text/css")]
)
def test_the_page_is_served(alice: Window, path: str, content_type: str) -> None:
    answer = alice.request("GET", path)

    assert answer.status == 200
    assert answer.headers["content-type"].startswith(content_type)


@pytest.mark.parametrize(
    "path", ["/../page_server.py", "/static/app.js", "/%2e%2e/page_server.py", "/__init__.py", "/api/nothing"]
)
def test_nothing_else_is_served(alice: Window, path: str) -> None:
    assert alice.request("GET", path).status == 404
    assert alice.request("POST", path, {"Content-Type": "application/json"}, b"{}").status == 404


def test_a_port_that_is_in_use_is_refused(alice: Window) -> None:
    with pytest.raises(OSError, match="in use"):
        PageServer(alice.slack, alice.port)


def test_it_listens_on_the_loopback_address_alone(alice: Window) -> None:
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.2", alice.port)) != 0


@pytest.mark.parametrize("window", ["/", "/index.html"])
def test_who_names_nobody_is_led_to_the_first_person(alice: Window, window: str) -> None:
    for name in ("", "?as=nobody"):
        answer = alice.request("GET", f"{window}{name}")

        assert (answer.status, answer.headers["location"]) == (302, f"{window}?as=alice")
    assert alice.request("GET", f"{window}?as=bob").status == 200


@pytest.mark.parametrize("name", ["", "nobody", "econnect"])
def test_nobody_acts_as_somebody_unknown(alice: Window, name: str) -> None:
    assert alice.request("GET", f"/api/state?as={name}").status == 400
    assert alice.request("GET", f"/api/events?as={name}").status == 400


def test_the_stream_begins_with_the_state_and_goes_on_with_each_change(alice: Window, bob: Window) -> None:
    stream = alice.events()
    first = next(stream)
    bob.does("say", channel=bob.general.id, text="a word from Bob")
    state = next(state for name, state in stream if name == "state")
    stream.close()

    assert first[0] == "state"
    assert state["channels"][0]["messages"][-1]["text"] == "a word from Bob"


def test_half_a_character_leaves_every_window_as_it_was(alice: Window, bob: Window) -> None:
    stream = bob.events()
    next(stream)
    body = f'{{"channel": "{alice.general.id}", "text": "half \\ud83d of it"}}'.encode()
    sent = alice.request("POST", "/api/actions/say?as=alice", {"Content-Type": "application/json"}, body)
    state = next(state for name, state in stream if name == "state")
    stream.close()

    assert sent.status == 200
    assert state["channels"][0]["messages"][-1]["text"] == "half \ufffd of it"
    assert bob.request("GET", "/api/state?as=bob").status == 200
