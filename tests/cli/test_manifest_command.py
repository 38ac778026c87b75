from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import yaml

if TYPE_CHECKING:
    from tests.cli.conftest import CommandLine


def test_the_manifest_is_printed_as_it_stands(cli: CommandLine) -> None:
    outcome = cli.run("manifest")

    assert outcome.code == 0
    assert yaml.safe_load(outcome.out)["settings"]["socket_mode_enabled"] is True


def test_the_variant_for_http_names_the_address_everywhere(cli: CommandLine) -> None:
    manifest = yaml.safe_load(cli.run("manifest", "--http", "https://bot.example.com/").out)

    assert manifest["settings"]["socket_mode_enabled"] is False
    assert manifest["settings"]["interactivity"]["request_url"] == "https://bot.example.com/slack/events"
    assert {command["url"] for command in manifest["features"]["slash_commands"]} == {
        "https://bot.example.com/slack/events"
    }


def test_programs_get_json(cli: CommandLine) -> None:
    assert json.loads(cli.run("manifest", "--json").out)["features"]["bot_user"]["display_name"] == "econnect-bot"


@pytest.mark.parametrize(
    "url",
    [
        "http://bot.example.com",
        "bot.example.com",
        "https://",
        "https://x.y/?a=b",
        "https://x.y/#a",
        "https://bot",
        "https://bot example.com",
        "https://bot.example.com/a b",
        "https://.example.com",
        "https://bot..example.com",
        "https://[::1",
        "https://bot.example.com:99999",
        "https://bot.example.com:port",
        "https:///slack/events",
        "https://bot.example.com\\@evil.example",
        "https://bot.example.com\n",
        "ftp://localhost",
        "wss://bot.example.com",
        "",
    ],
)
def test_an_address_that_slack_cannot_reach_is_refused(cli: CommandLine, url: str) -> None:
    outcome = cli.run("manifest", "--http", url)

    assert outcome.code == 1
    assert "not a public https address" in outcome.err


def test_a_secret_in_the_address_is_refused_and_not_repeated(cli: CommandLine) -> None:
    outcome = cli.run("manifest", "--http", "https://bob:hunter2@bot.example.com")

    assert outcome.code == 1
    assert "hunter2" not in outcome.err


@pytest.mark.parametrize("end", ["/slack/events", "/slack/events/", "/bot/slack/events"])
def test_a_path_that_would_be_there_twice_is_told(cli: CommandLine, end: str) -> None:
    outcome = cli.run("manifest", "--http", f"https://bot.example.com{end}")

    assert outcome.code == 1
    assert f"use https://bot.example.com{end.removesuffix('/').removesuffix('/slack/events')}." in outcome.err


@pytest.mark.parametrize(
    "url",
    [
        "https://bot.example.com:8443",
        "https://bot.example.com/behind/a-proxy",
        "https://müller.example",
        "https://[2001:db8::1]",
    ],
)
def test_an_address_that_slack_can_reach_is_taken_without_a_word(cli: CommandLine, url: str) -> None:
    outcome = cli.run("manifest", "--http", url)

    assert (outcome.code, outcome.err) == (0, "")
    assert f"{url}/slack/events" in outcome.out


@pytest.mark.parametrize("url", ["http://localhost:3000", "https://127.0.0.1", "http://[::1]:3000"])
def test_this_machine_is_taken_with_a_word(cli: CommandLine, url: str) -> None:
    outcome = cli.run("manifest", "--http", url)

    assert outcome.code == 0
    assert "Slack cannot reach" in outcome.err
    assert f"{url}/slack/events" in outcome.out
