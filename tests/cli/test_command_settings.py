from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import CommandLine


def test_wrong_settings_are_told(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "high")
    outcome = cli.run("ask", "hi")

    assert outcome.code == 1
    assert "PORT must be a port" in outcome.err


@pytest.mark.parametrize("command", ["run", "chat", "doctor"])
def test_a_misspelt_setting_is_told(cli: CommandLine, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.setenv("ECONNECT_SUPPORT_CONTCT", "#help")
    outcome = cli.run(command, stdin=b"which version do I need?\n")

    assert "ECONNECT_SUPPORT_CONTCT is not a setting of the bot; did you mean ECONNECT_SUPPORT_CONTACT?" in (
        outcome.out + outcome.err
    )


@pytest.mark.parametrize("command", ["run", "doctor"])
def test_a_misspelt_setting_is_told_where_the_right_one_is_missing(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("SLACK_APP_TOKN", "xapp-1")
    outcome = cli.run(command)

    assert outcome.code == 1
    assert "SLACK_APP_TOKEN is missing" in outcome.err
    told = "  environment: SLACK_APP_TOKN is not a setting of the bot; did you mean SLACK_APP_TOKEN?\n"
    assert told in outcome.err
    assert told in cli.run("config", "--check").err
