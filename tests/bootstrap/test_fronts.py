"""The way in that the settings say, and the first line that tells which."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bot.bootstrap.fronts import announced_front
from bot.services.supervising import Supervisor
from bot.settings import from_environment
from bot.slack.transport.http import HttpFront
from bot.slack.transport.socket import SocketFront
from tests.slack.fakes import new_slack

if TYPE_CHECKING:
    from pathlib import Path

TOKENS = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s" * 32, "PORT": "0"}


@pytest.mark.parametrize(
    ("host", "hint"),
    [("127.0.0.1", "Only this machine reaches it; set HOST=0.0.0.0"), ("0.0.0.0", "")],  # noqa: S104 - a door that is open on purpose
)
def test_over_http_it_is_told_where_it_listens_and_who_reaches_that(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], host: str, hint: str
) -> None:
    front = announced_front(from_environment(TOKENS | {"HOST": host}, tmp_path), new_slack(), Supervisor())

    assert isinstance(front, HttpFront)
    told = capsys.readouterr().err
    assert told.startswith(f"Mode: HTTP, POST /slack/events on {host}:{front.port}.")
    assert hint in told
    assert ("Only this machine" in told) == bool(hint)
    front.stop(1)


def test_with_an_app_token_it_is_socket_mode(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tokens = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}
    front = announced_front(from_environment(tokens, tmp_path), new_slack(), Supervisor())

    assert isinstance(front, SocketFront)
    assert capsys.readouterr().err == "Mode: Socket Mode.\n"
    front.stop(1)


@pytest.mark.parametrize("token", [{"SLACK_APP_TOKEN": "xapp-1"}, {}])
def test_where_the_log_is_json_that_line_is_an_object_like_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], token: dict[str, str]
) -> None:
    settings = from_environment(TOKENS | token | {"LOG_FORMAT": "json", "LOG_LEVEL": "error"}, tmp_path)
    front = announced_front(settings, new_slack(), Supervisor())
    (told,) = capsys.readouterr().err.splitlines()
    entry = json.loads(told)

    assert entry["message"].startswith(
        "Mode: Socket Mode." if token else "Mode: HTTP, POST /slack/events on 127.0.0.1:"
    )
    assert entry.keys() == {"at", "level", "logger", "message"}
    front.stop(1)
