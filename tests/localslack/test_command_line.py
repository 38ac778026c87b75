"""`python -m localslack`: what it prints, what it waits for, and what keeps it from starting."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from threading import Event, Thread
from typing import TYPE_CHECKING

import pytest
from slack_sdk import WebClient
from slack_sdk.socket_mode.builtin import SocketModeClient

from localslack.command_line import main
from tests.localslack.app import AppRequest, AppResponse, running_app
from tests.localslack.conftest import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


class Output:
    """What is printed, for somebody who waits for a line."""

    def __init__(self) -> None:
        self.text, self._changed = "", Event()

    def write(self, line: str) -> None:
        self.text += f"{line}\n"
        self._changed.set()

    def wait_for(self, pattern: str) -> str:
        while not (found := re.search(pattern, self.text)):
            assert self._changed.wait(20), self.text
            self._changed.clear()
        return found[0]


@pytest.fixture
def start() -> Iterator[Callable[..., Output]]:
    """Return a function that runs the command in a thread until the test ends."""
    stop, threads, output = Event(), [], Output()

    def begin(*arguments: str) -> Output:
        given = ["--manifest", str(MANIFEST), "--port", "0", *arguments]
        thread = Thread(target=main, args=(given, stop, output.write))
        thread.start()
        threads.append(thread)
        return output

    yield begin
    stop.set()
    for thread in threads:
        thread.join(20)
        assert not thread.is_alive()
    assert output.text.endswith("Local Slack has stopped.\n")


def setting(output: Output, name: str) -> str:
    return output.wait_for(rf"(?m)^export {name}=\S+").partition("=")[2]


def test_it_prints_the_page_and_the_settings_that_work(start: Callable[..., Output]) -> None:
    output = start()
    token, address = setting(output, "SLACK_BOT_TOKEN"), setting(output, "SLACK_API_URL")

    assert WebClient(token, base_url=address).auth_test()["user"] == "econnect"
    assert setting(output, "SLACK_SIGNING_SECRET")
    assert re.search(r"The page: http://127\.0\.0\.1:\d+/\?as=alice \(or \?as=bob, ", output.text)


def test_it_tells_when_the_app_answers_at_its_request_url(start: Callable[..., Output]) -> None:
    with running_app() as app:
        app.answer = lambda request: AppResponse(
            body=str(request.payload.get("challenge", "")), content_type="text/plain"
        )
        output = start("--request-url", app.url)
        output.wait_for(f"The app answers at {re.escape(app.url)}")

    assert "Nothing answers" not in output.text
    assert app.requests


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (AppResponse(401), "rejects Slack's challenge with HTTP 401: is its signing secret the one above?"),
        (AppResponse(404), "rejects Slack's challenge with HTTP 404: is the path right?"),
        (AppResponse(500), "rejects Slack's challenge with HTTP 500: its log should say why."),
        (AppResponse(200, "hello"), "does not echo Slack's challenge"),
    ],
)
def test_it_says_what_is_wrong_with_the_app(start: Callable[..., Output], answer: AppResponse, sentence: str) -> None:
    def reply(_request: AppRequest) -> AppResponse:
        return answer

    with running_app() as app:
        app.answer = reply
        output = start("--request-url", app.url)
        output.wait_for(re.escape(sentence))

    assert "The app answers" not in output.text


def test_it_tells_that_nobody_answers_yet(start: Callable[..., Output]) -> None:
    with running_app() as gone:
        url = gone.url
    output = start("--request-url", url)
    output.wait_for(f"Nothing answers at {re.escape(url)} yet; start your app")

    assert "The app answers" not in output.text


def test_it_tells_of_connections_over_socket_mode(start: Callable[..., Output]) -> None:
    output = start()
    output.wait_for("Waiting for your app to connect over Socket Mode")
    web_client = WebClient(base_url=setting(output, "SLACK_API_URL"))
    client = SocketModeClient(setting(output, "SLACK_APP_TOKEN"), web_client=web_client)
    client.connect()
    output.wait_for("Connections over Socket Mode: 1")
    # The client waits for ever now and then for a thread of its own, when all that counts is closed already.
    Thread(target=client.close, daemon=True).start()
    output.wait_for("Your app is no longer connected")

    told = ("Waiting for your app", "Connections over Socket Mode: 1", "Your app is no longer connected")
    assert sorted(told, key=output.text.index) == list(told)


@pytest.mark.parametrize(
    ("change", "arguments", "note"),
    [
        ("socket_mode_enabled: true", ("--request-url", "http://127.0.0.1:9/x"), "the manifest turns Socket Mode on"),
        ("socket_mode_enabled: false", (), "the manifest does not turn Socket Mode on"),
        ("bot_events: [team_join, app_mention,", (), "local Slack never sends team_join."),
    ],
)
def test_it_notes_what_slack_would_do_otherwise(
    start: Callable[..., Output], tmp_path: Path, change: str, arguments: tuple[str, ...], note: str
) -> None:
    name = change.partition(":")[0]
    line = r"bot_events: \[app_mention," if name == "bot_events" else f"{name}: true"
    manifest = tmp_path / "manifest.yml"
    manifest.write_text(re.sub(line, change, MANIFEST.read_text()))

    output = start("--manifest", str(manifest), *arguments)
    output.wait_for(re.escape(note))

    assert output.text.count("Note: ") == 1


def test_an_optional_scope_that_was_declined_is_not_granted(start: Callable[..., Output], tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.yml"
    manifest.write_text(MANIFEST.read_text().replace("    bot: [", "    bot_optional: [team:read]\n    bot: ["))
    output = start("--manifest", str(manifest), "--without-scope", "team:read")

    client = WebClient(setting(output, "SLACK_BOT_TOKEN"), base_url=setting(output, "SLACK_API_URL"))
    assert "team:read" not in str(client.auth_test().headers["x-oauth-scopes"])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--manifest", str(MANIFEST), "--without-scope", "team:read"), "team:read cannot be declined"),
        (("--manifest", "missing.yml"), "missing.yml cannot be read: No such file or directory."),
        (("--manifest", str(MANIFEST), "--workspace", "missing.yml"), "missing.yml cannot be read"),
    ],
)
def test_a_file_that_cannot_be_used_is_told(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], message: str
) -> None:
    assert main(arguments, Event()) == 1
    assert message in capsys.readouterr().err


def test_a_port_in_use_leads_to_the_next_with_a_word(start: Callable[..., Output]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        output = start("--port", str(port))
        found = re.search(r"is at (\d+)", output.wait_for(rf"Port {port} is in use, so the page is at \d+"))
        assert found
        assert int(found[1]) > port
        output.wait_for(rf"The page: http://127\.0\.0\.1:{found[1]}/")


@pytest.mark.parametrize("offset", [0, 1])
def test_where_no_port_can_be_used_there_is_a_remedy(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, offset: int
) -> None:
    monkeypatch.setattr("localslack.free_port.TRIES", 0)
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        stop = Event()
        stop.set()

        assert main(["--manifest", str(MANIFEST), "--port", str(port - offset)], stop) == 1
    remedy = r"Port \d+ on 127\.0\.0\.1 cannot be used \(Address already in use\); choose another with --port"
    assert re.search(remedy, capsys.readouterr().err)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "--manifest"),
        (("--manifest", "m", "--port", "65535"), "65535 is not a port"),
        (("--manifest", "m", "--port", "x"), "x is not a port"),
        (("--manifest", "m", "--request-url", "localhost:3000"), "localhost:3000 is not an address; give the app's"),
        (("--manifest", "m", "--request-url", "http://[::1"), "is not an address"),
        (("--manifest", "m", "--request-url", "https://a/b"), "uses https, which is not supported here"),
    ],
)
def test_wrong_usage_is_told(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], message: str) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments, Event())
    assert left.value.code == 2
    assert message in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_cleanly(number: signal.Signals) -> None:
    command = [sys.executable, "-m", "localslack", "--manifest", str(MANIFEST), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603
        assert process.stdout is not None
        while "Waiting for your app" not in process.stdout.readline():
            pass
        process.send_signal(number)
        output, errors = process.communicate(timeout=20)

    assert (process.returncode, output, errors) == (0, "Local Slack has stopped.\n", "")
