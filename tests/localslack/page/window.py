"""One person's window on the page, at the level of HTTP."""

from __future__ import annotations

import http.client
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tests.localslack.calls import HttpAnswer, post, request

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

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


class Window:
    """Acts and looks as one person does in their browser."""

    def __init__(self, slack: LocalSlack, url: str, name: str) -> None:
        self.slack, self.name = slack, name
        self.port = urlsplit(url).port or 0

    @property
    def person(self) -> Member:
        return self.slack.people[self.name]

    @property
    def general(self) -> Channel:
        return self.slack.channels["general"]

    def request(
        self, method: str, path: str, headers: Mapping[str, str] | None = None, body: bytes | None = None
    ) -> HttpAnswer:
        return request(method, f"http://127.0.0.1:{self.port}{path}", body or b"", headers)

    def post(self, action: str, arguments: object) -> HttpAnswer:
        headers = {"Content-Type": "application/json", "Origin": f"http://127.0.0.1:{self.port}"}
        return self.request("POST", f"/api/actions/{action}?as={self.name}", headers, json.dumps(arguments).encode())

    def does(self, name: str, /, **arguments: object) -> dict[str, Any]:
        answer = self.post(name, arguments)
        assert answer.status == 200, answer.body
        return answer.payload

    def state(self) -> dict[str, Any]:
        return self.request("GET", f"/api/state?as={self.name}").payload

    def messages(self, channel: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = next(
            each["messages"] for each in self.state()["channels"] if each["id"] == channel
        )
        return found

    def events(self) -> Generator[tuple[str, Any]]:
        """Return the stream's events, as they come."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", f"/api/events?as={self.name}")
        answer = connection.getresponse()
        try:
            assert answer.headers["Content-Type"] == "text/event-stream"
            name = ""
            for line in answer:
                kind, _, rest = line.decode().strip().partition(": ")
                if kind == "event":
                    name = rest
                elif kind == "data":
                    yield name, json.loads(rest)
        finally:
            answer.close()
            connection.close()


def as_bot(slack: LocalSlack, method: str, **arguments: object) -> dict[str, Any]:
    """Call a method in the bot's name."""
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {slack.bot_token}"}
    answer = post(slack.api_url + method, json.dumps(arguments).encode(), headers).payload
    assert answer["ok"], answer
    return answer


def open_modal(slack: LocalSlack, person: Member, command: str, view: dict[str, Any] = MODAL) -> None:
    """Open a modal for `person`, with the trigger of a command that she types."""
    person.types(command)
    as_bot(slack, "views.open", trigger_id=slack.deliveries(command)[-1].payload["trigger_id"], view=view)
