"""`config`, as an operator and CI call it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

    from tests.cli.conftest import CommandLine


def test_every_setting_is_printed_and_no_secret(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-very-secret")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-very-secret")
    (cli.folder / ".env").write_text("PORT=4000\n", encoding="utf-8")
    outcome = cli.run("config")

    assert outcome.code == 0
    lines = {line.split()[0]: line.split(maxsplit=1)[1] for line in outcome.out.splitlines()}
    assert lines["SLACK_BOT_TOKEN"] == "xoxb-… (16 characters)  [environment]"
    assert lines["PORT"] == "4000  [.env]"
    assert lines["SLACK_SIGNING_SECRET"] == "(not set)"
    assert "very-secret" not in outcome.out + outcome.err
    told = [json.loads(line) for line in cli.run("config", "--json").out.splitlines()]
    assert {"name": "PORT", "value": "4000", "source": ".env"} in told


def test_for_ci_only_what_is_wrong_is_printed(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    sound = cli.run("config", "--check")
    assert (sound.code, sound.out, sound.err) == (0, "The settings are valid.\n", "")
    monkeypatch.setenv("PORT", "high")
    monkeypatch.setenv("ECONNECT_WORKING_HOUR", "9-17")
    wrong = cli.run("config", "--check")
    assert (wrong.code, wrong.out) == (1, "")
    assert "PORT must be a port from 0 to 65535, for example 3000." in wrong.err
    assert "did you mean ECONNECT_WORKING_HOURS?" in wrong.err
    assert cli.run("config").code == 1
