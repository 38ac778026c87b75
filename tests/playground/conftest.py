from __future__ import annotations

import http.client
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from bot.playground.running import Playground, playground
from bot.settings import from_environment
from tests.factories import files

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from bot.settings import Settings
    from localslack import Channel, LocalSlack, Member

BUTTON = {"type": "button", "text": {"type": "plain_text", "text": "The version"}, "action_id": "article:version"}

MODAL = {
    "type": "modal",
    "callback_id": "ticket",
    "title": {"type": "plain_text", "text": "A question"},
    "submit": {"type": "plain_text", "text": "Send"},
    "blocks": [
        {
            "type": "input",
            "block_id": "question",
            "label": {"type": "plain_text", "text": "What is it about?"},
            "element": {"type": "plain_text_input", "action_id": "text"},
        },
    ],
}


@dataclass
class Answered:
    status: int
    headers: Mapping[str, str]
    body: str

    @property
    def told(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.body)
        return told


class Window:
    """One person's window, at the level of HTTP."""

    def __init__(self, running: Playground, name: str) -> None:
        self.slack = running.slack
        self.port = urlsplit(running.url).port or 0
        self.name = name

    @property
    def person(self) -> Member:
        return self.slack.people[self.name]

    @property
    def general(self) -> Channel:
        return self.slack.channels["general"]

    def ask(
        self, method: str, path: str, headers: Mapping[str, str] | None = None, body: bytes | None = None
    ) -> Answered:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request(method, path, body, dict(headers or {}))
            answer = connection.getresponse()
            return Answered(answer.status, dict(answer.headers), answer.read().decode())
        finally:
            connection.close()

    def post(self, deed: str, given: object) -> Answered:
        headers = {"Content-Type": "application/json", "Origin": f"http://127.0.0.1:{self.port}"}
        return self.ask("POST", f"/api/deeds/{deed}?as={self.name}", headers, json.dumps(given).encode())

    def does(self, deed: str, **given: object) -> dict[str, Any]:
        answered = self.post(deed, given)
        assert answered.status == 200, answered.body
        return answered.told

    def state(self) -> dict[str, Any]:
        return self.ask("GET", f"/api/state?as={self.name}").told

    def messages(self, channel: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = next(
            each["messages"] for each in self.state()["channels"] if each["id"] == channel
        )
        return found


def as_bot(slack: LocalSlack, method: str, **arguments: object) -> dict[str, Any]:
    """What the bot might call, called in its name."""
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {slack.bot_token}"}
    parts = urlsplit(slack.api_url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    try:
        connection.request("POST", f"{parts.path}{method}", json.dumps(arguments), headers)
        told: dict[str, Any] = json.loads(connection.getresponse().read())
    finally:
        connection.close()
    assert told["ok"], told
    return told


def open_modal(slack: LocalSlack, person: Member) -> None:
    """Open a modal for `person`, with the trigger of a command that she types."""
    person.types("/econnect-help")
    as_bot(slack, "views.open", trigger_id=slack.deliveries("/econnect-help")[-1].payload["trigger_id"], view=MODAL)


@pytest.fixture(scope="package")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Playground]:
    folder = tmp_path_factory.mktemp("playground")
    with playground(small_settings(folder), 0, "socket") as running:
        yield running


def small_settings(folder: Path) -> Settings:
    """The settings of a bot with the small knowledge base of the tests."""
    for path, content in files().items():
        place = folder / "knowledge" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    paths = {"ECONNECT_KNOWLEDGE_DIR": str(folder / "knowledge"), "ECONNECT_CACHE_DIR": str(folder / "cache")}
    return from_environment(paths, folder)


@pytest.fixture
def alice(running: Playground) -> Window:
    return Window(running, "alice")


@pytest.fixture
def bob(running: Playground) -> Window:
    return Window(running, "bob")
