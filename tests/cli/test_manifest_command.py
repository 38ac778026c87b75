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


@pytest.mark.parametrize("url", ["http://bot.example.com", "bot.example.com", "https://", "https://x.y/?a=b"])
def test_an_address_that_slack_cannot_reach_is_refused(cli: CommandLine, url: str) -> None:
    outcome = cli.run("manifest", "--http", url)

    assert outcome.code == 1
    assert "not a public https address" in outcome.err
