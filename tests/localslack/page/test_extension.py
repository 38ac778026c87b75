"""What an app adds to the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from localslack import LocalSlack
from localslack.page.actions import ActionError
from localslack.page.page_server import PageServer
from tests.localslack.conftest import MANIFEST
from tests.localslack.page.window import Window

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from localslack.page.actions import ActionResult, UserAction

pytestmark = pytest.mark.slow


class Extension:
    """Adds one entry and a state of its own."""

    def __init__(self, folder: Path) -> None:
        self.static_folder = folder

    @property
    def actions(self) -> Mapping[str, Callable[[UserAction], ActionResult]]:
        return {"cheer": self._cheer}

    @property
    def texts(self) -> Mapping[str, Callable[[], str]]:
        return {"/mood.txt": lambda: "good – très bien\n"}

    def _cheer(self, action: UserAction) -> ActionResult:
        if action.me.user.is_guest:
            raise ActionError("Guests do not cheer.")
        return {"cheered": action.text("words")}

    def state(self) -> dict[str, Any]:
        return {"mood": "good"}

    def entry_count(self) -> int:
        return 1

    def entries(self, since: int, until: int) -> list[dict[str, Any]]:
        entry = {"id": "why-0", "at": 0.0, "kind": "why", "name": "hello", "outcome": "ok", "payload": {}}
        return [entry][since:until]


def test_an_extension_adds_files_state_and_entries(tmp_path: Path) -> None:
    (tmp_path / "extension.js").write_text("// of the app")
    with LocalSlack(MANIFEST) as slack:
        server = PageServer(slack, 0, Extension(tmp_path))
        server.start()
        alice = Window(slack, server.url, "alice")

        assert alice.request("GET", "/extension.js").body == "// of the app"
        assert alice.request("GET", "/app.js").status == 200
        text = alice.request("GET", "/mood.txt")
        assert (text.body, text.headers["content-type"]) == ("good – très bien\n", "text/plain; charset=utf-8")
        assert alice.state()["extension"] == {"mood": "good"}
        assert next(sent for name, sent in alice.events() if name == "journal")[0]["kind"] == "why"
        server.stop()


def test_an_extension_adds_actions_behind_the_same_door(tmp_path: Path) -> None:
    with LocalSlack(MANIFEST) as slack:
        server = PageServer(slack, 0, Extension(tmp_path))
        server.start()
        alice, mallory = Window(slack, server.url, "alice"), Window(slack, server.url, "mallory")
        foreign = {"Content-Type": "application/json", "Origin": "http://evil.example"}

        assert alice.does("cheer", words="well done") == {"cheered": "well done"}
        assert mallory.post("cheer", {"words": "hm"}).payload == {"error": "Guests do not cheer."}
        assert alice.post("cheer", {}).status == 400
        assert alice.request("POST", "/api/actions/cheer?as=alice", foreign, b'{"words": "x"}').status == 403
        server.stop()
