"""`config`, as an operator and CI call it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

    from tests.cli.conftest import CommandLine


def with_tokens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-1")


def test_every_setting_is_printed_and_no_secret(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-very-secret")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-very-secret")
    (cli.folder / ".env").write_text("PORT=4000\n", encoding="utf-8")
    outcome = cli.run("config")

    assert outcome.code == 0
    lines = outcome.out.splitlines()
    assert lines[:3] == [
        "Slack",
        "  SLACK_BOT_TOKEN  xoxb-… (16 characters)  [environment]",
        f"{'':6}the bot token, xoxb-…",
    ]
    assert "  PORT  4000  [.env:1]" in lines
    assert "  SLACK_SIGNING_SECRET  (not set)" in lines
    assert "very-secret" not in outcome.out + outcome.err
    told = [json.loads(line) for line in cli.run("config", "--json").out.splitlines()]
    meaning = "the port on which HTTP mode listens"
    assert {"group": "Network", "name": "PORT", "meaning": meaning, "value": "4000", "source": ".env:1"} in told


def test_eighty_columns_are_enough_but_for_a_value_that_nobody_may_break(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = "/" + "x" * 90
    monkeypatch.setenv("ECONNECT_CACHE_DIR", long)
    lines = cli.run("config").out.splitlines()
    wide = [line.strip() for line in lines if len(line) > 80]
    assert long in wide
    assert [line for line in wide if " " in line] == []
    assert "  ECONNECT_CACHE_DIR  [environment]" in lines


def test_for_ci_only_what_is_wrong_is_printed_with_its_place(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_tokens(monkeypatch)
    sound = cli.run("config", "--check")
    assert (sound.code, sound.out, sound.err) == (0, "The settings are valid.\n", "")
    (cli.folder / ".env").write_text("# ours\nPORT=high\n", encoding="utf-8")
    monkeypatch.setenv("ECONNECT_WORKING_HOUR", "9-17")
    wrong = cli.run("config", "--check")
    assert (wrong.code, wrong.out) == (1, "")
    assert "  .env:2: PORT must be a port from 0 to 65535, for example 3000.\n" in wrong.err
    assert "did you mean ECONNECT_WORKING_HOURS?" in wrong.err
    assert cli.run("config").code == 1
    told = [json.loads(line) for line in cli.run("config", "--check", "--json").out.splitlines()]
    assert [(each["verdict"], each["name"], each["place"]) for each in told] == [
        ("error", "PORT", ".env:2"),
        ("error", "ECONNECT_WORKING_HOUR", "environment"),
        ("warning", "PORT", ".env:2"),
    ]


def test_what_has_no_effect_is_a_warning_and_no_error(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    with_tokens(monkeypatch)
    monkeypatch.setenv("ECONNECT_BACKUPS_KEPT", "3")
    outcome = cli.run("config", "--check")
    assert (outcome.code, outcome.out) == (0, "The settings are valid.\n")
    assert "  environment: ECONNECT_BACKUPS_KEPT has no effect without ECONNECT_BACKUP_DIR.\n" in outcome.err


def test_without_tokens_it_is_told_that_run_would_not_be_in_slack_and_which_file_was_read(cli: CommandLine) -> None:
    told = "No Slack tokens are set, so `econnect-bot run` would not run in Slack but start the playground"
    outcome = cli.run("config", "--check")
    assert (outcome.code, outcome.out) == (0, "The settings are valid.\n")
    assert told in outcome.err
    assert f"There is no .env in {cli.folder}." in outcome.err

    (cli.folder / ".env").write_text("SLACK_BOT_TOKN=xoxb-1\n", encoding="utf-8")
    outcome = cli.run("config", "--check")
    assert outcome.code == 1
    assert told in outcome.err
    assert f"{cli.folder / '.env'} was read." in outcome.err
