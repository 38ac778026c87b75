"""`demo`: the playground with a week in it."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest

from tests.cli.test_playground_command import started, told_by

if TYPE_CHECKING:
    from tests.cli.conftest import CommandLine


@pytest.mark.slow
def test_it_plays_a_week_and_says_where_to_begin_whatever_tokens_are_set(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-real")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-real")
    process = started(cli, "demo", "--port", "0")
    told = told_by(process)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=20)

    assert "Friday" in told
    assert "?as=bob   to look around as the support team: begin here" in told
    assert "?as=alice   in a second window, to ask" in told
    assert process.returncode == 0
