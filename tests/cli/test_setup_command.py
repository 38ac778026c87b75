"""`setup`, as somebody types it in a terminal, against local Slack."""

from __future__ import annotations

import re
import socket
from typing import TYPE_CHECKING

import pytest
from dotenv import dotenv_values

from localslack import LocalSlack
from tests.cli.typist import PATIENCE_SECONDS, ROOT, begin, machines_time

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.cli.conftest import CommandLine


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack(ROOT / "manifest.yml", clock=machines_time) as running:
        yield running


def saved(folder: Path) -> dict[str, str | None]:
    return dict(dotenv_values(folder / ".env"))


def test_from_an_empty_folder_to_a_bot_that_posts(tmp_path: Path, slack: LocalSlack) -> None:
    someone = begin(tmp_path, slack)
    someone.wait_for("https://api.slack.com/apps?new_app=1&manifest_json=%7B")
    someone.answer("Press Enter when", "")
    someone.answer("SLACK_BOT_TOKEN:", f' export SLACK_BOT_TOKEN="{slack.bot_token}" ')
    someone.answer("SLACK_APP_TOKEN:", slack.app_token)
    someone.answer("Channel [none]:", "#Support-Triage")
    someone.answer("Language", "nl")
    someone.answer("Days", "mon-thu")
    someone.answer("Hours", "9-17", "08:30-17:00")
    someone.answer("Time zone", "")
    someone.answer("Contact", "#help")
    someone.answer("Post a test message there?", "y")
    someone.wait_for("All is set. Start the bot with:")
    assert someone.end() == 0

    assert saved(tmp_path) == {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "ECONNECT_TRIAGE_CHANNEL": slack.channels["support-triage"].id,
        "ECONNECT_TEAM_LANGUAGE": "nl",
        "ECONNECT_WORKING_DAYS": "mon-thu",
        "ECONNECT_WORKING_HOURS": "08:30-17:00",
        "ECONNECT_TIME_ZONE": "Europe/Amsterdam",
        "ECONNECT_SUPPORT_CONTACT": "#help",
    }
    assert (tmp_path / ".env").stat().st_mode & 0o777 == 0o600
    assert slack.bot_token not in someone.whole
    posted = slack.messages(slack.channels["support-triage"])
    assert ["Dit is een test" in message.text for message in posted] == [True]


def test_wrong_tokens_are_asked_for_again_and_ctrl_c_loses_nothing(tmp_path: Path, slack: LocalSlack) -> None:
    (tmp_path / ".env").write_text("# ours\nLOG_LEVEL=DEBUG\n", encoding="utf-8")
    someone = begin(tmp_path, slack)
    someone.answer("Press Enter when", "")
    someone.answer("SLACK_BOT_TOKEN:", "")
    someone.wait_for("Nothing was pasted")
    someone.answer("SLACK_BOT_TOKEN:", "xoxp-1-2")
    someone.wait_for("user token")
    someone.answer("SLACK_BOT_TOKEN:", "xoxb-wrong")
    someone.wait_for("Slack rejects SLACK_BOT_TOKEN (invalid_auth)")
    someone.answer("SLACK_BOT_TOKEN", slack.app_token)  # at the wrong question
    someone.wait_for("It is kept for its own question")
    someone.answer("SLACK_BOT_TOKEN", slack.bot_token)
    someone.answer("SLACK_APP_TOKEN (there is one):", "xoxb-wrong")  # what was tried is not replaced untried
    someone.wait_for("Paste the other one here.")
    someone.answer("SLACK_APP_TOKEN (there is one):", "")
    someone.answer("Channel [none]:", "random")
    someone.wait_for("The bot is in no channel random. Write /invite @econnect-bot there")
    someone.wait_for("Channel [none]:")
    assert someone.interrupt() == 130
    assert "What you answered is in .env; go on with:" in someone.whole

    assert (tmp_path / ".env").read_text(encoding="utf-8").startswith("# ours\nLOG_LEVEL=DEBUG\n")
    kept = saved(tmp_path)
    assert (kept["SLACK_BOT_TOKEN"], kept["SLACK_APP_TOKEN"]) == (slack.bot_token, slack.app_token)
    again = begin(tmp_path, slack)
    again.answer("Press Enter when", "")
    again.answer("SLACK_BOT_TOKEN (there is one):", "xapp-wrong")
    again.wait_for("Paste the other one here.")
    again.answer("SLACK_BOT_TOKEN (there is one):", "")
    again.answer("SLACK_APP_TOKEN (there is one):", "")
    again.answer("Channel [none]:", "")
    again.answer("Contact", "")
    again.wait_for("questions cannot be handed over")
    again.wait_for("All is set.")
    assert again.end() == 0


def test_a_scope_that_is_missing_is_named_and_looked_for_again(tmp_path: Path) -> None:
    manifest = (ROOT / "manifest.yml").read_text(encoding="utf-8")
    (tmp_path / "manifest.yml").write_text(re.sub(r"\n *- users:read\b", "", manifest), encoding="utf-8")
    with LocalSlack(tmp_path / "manifest.yml", clock=machines_time) as slack:
        someone = begin(tmp_path, slack)
        someone.answer("Press Enter when", "")
        someone.answer("SLACK_BOT_TOKEN:", slack.bot_token)
        for _ in range(2):  # it may have been granted meanwhile
            someone.wait_for("the app was not granted users:read")
            someone.answer("SLACK_BOT_TOKEN (there is one):", "")
        someone.answer("SLACK_BOT_TOKEN (there is one):", "skip")
        someone.wait_for("SLACK_APP_TOKEN:")
        assert someone.interrupt() == 130
        assert saved(tmp_path) == {"SLACK_BOT_TOKEN": slack.bot_token}


@pytest.mark.parametrize("code", ["token_expired", "token_revoked", "account_inactive"])
def test_a_token_that_served_its_time_is_told_in_slacks_own_word(
    tmp_path: Path, slack: LocalSlack, code: str
) -> None:
    slack.faults.for_calls("auth.test", f"error:{code}")
    someone = begin(tmp_path, slack)
    someone.answer("Press Enter when", "")
    someone.answer("SLACK_BOT_TOKEN:", slack.bot_token)
    someone.wait_for(f"Slack rejects SLACK_BOT_TOKEN ({code})")
    someone.wait_for("SLACK_BOT_TOKEN")
    assert someone.interrupt() == 130
    assert saved(tmp_path) == {}


def test_a_slack_that_cannot_be_reached_is_no_wrong_token(tmp_path: Path, slack: LocalSlack) -> None:
    someone = begin(tmp_path, slack, SLACK_API_URL="http://127.0.0.1:1/api/")
    someone.answer("Press Enter when", "")
    someone.answer("SLACK_BOT_TOKEN:", slack.bot_token)
    someone.wait_for("Slack cannot be reached")
    someone.answer("SLACK_BOT_TOKEN", "skip")
    someone.wait_for("SLACK_APP_TOKEN")
    assert someone.interrupt() == 130


def test_ctrl_c_while_slack_is_asked_says_how_to_go_on_too(tmp_path: Path, slack: LocalSlack) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        someone = begin(tmp_path, slack, SLACK_API_URL=f"http://127.0.0.1:{silent.getsockname()[1]}/api/")
        someone.answer("Press Enter when", "")
        someone.answer("SLACK_BOT_TOKEN:", slack.bot_token)
        silent.settimeout(PATIENCE_SECONDS)
        connection, _ = silent.accept()
        with connection:
            assert someone.interrupt() == 130
    assert "go on with:" in someone.whole


def test_what_the_environment_sets_is_left_alone(tmp_path: Path, slack: LocalSlack) -> None:
    someone = begin(tmp_path, slack, SLACK_BOT_TOKEN=slack.bot_token, ECONNECT_TRIAGE_CHANNEL="C0123456789")
    someone.answer("Press Enter when", "")
    someone.wait_for("SLACK_BOT_TOKEN is set in the environment")
    someone.answer("SLACK_APP_TOKEN:", slack.app_token)
    someone.wait_for("ECONNECT_TRIAGE_CHANNEL is set in the environment")
    someone.answer("Language", "en")
    someone.wait_for("Days")
    assert someone.interrupt() == 130
    assert saved(tmp_path) == {"SLACK_APP_TOKEN": slack.app_token, "ECONNECT_TEAM_LANGUAGE": "en"}


def test_over_http_the_signing_secret_is_asked_for(tmp_path: Path, slack: LocalSlack) -> None:
    someone = begin(tmp_path, slack, "--http", "https://bot.example.com")
    someone.wait_for("https%3A%2F%2Fbot.example.com%2Fslack%2Fevents")
    someone.answer("Press Enter when", "")
    someone.answer("SLACK_BOT_TOKEN:", slack.bot_token)
    someone.answer("SLACK_SIGNING_SECRET:", slack.app_token)
    someone.wait_for("Paste the signing secret here.")
    someone.answer("SLACK_SIGNING_SECRET:", "two words")
    someone.wait_for("It has no spaces")
    someone.answer("SLACK_SIGNING_SECRET:", f"SLACK_SIGNING_SECRET={slack.signing_secret}")
    someone.answer("Channel [none]:", "")
    someone.answer("Contact", "")
    someone.wait_for("the bot runs over HTTP")
    someone.wait_for("All is set.")
    assert someone.end() == 0
    assert slack.signing_secret not in someone.whole
    expected = {"ECONNECT_MODE": "http", "SLACK_BOT_TOKEN": slack.bot_token}
    assert saved(tmp_path) == expected | {"SLACK_SIGNING_SECRET": slack.signing_secret}
    again = begin(tmp_path, slack)
    again.wait_for("The bot is set to HTTP.")
    again.answer("SLACK_BOT_TOKEN (there is one):", "")
    again.answer("SLACK_SIGNING_SECRET (there is one):", "")
    again.wait_for("Channel [none]:")
    assert again.interrupt() == 130


def test_a_channel_that_cannot_be_used_says_why(tmp_path: Path, slack: LocalSlack) -> None:
    triage = slack.channels["support-triage"]
    (tmp_path / ".env").write_text(f"SLACK_BOT_TOKEN={slack.bot_token}\nSLACK_APP_TOKEN={slack.app_token}\n", "utf-8")
    slack.archive(triage)
    someone = begin(tmp_path, slack)
    someone.answer("Press Enter when", "")
    someone.answer("SLACK_BOT_TOKEN (there is one):", "")
    someone.answer("SLACK_APP_TOKEN (there is one):", "")
    someone.answer("Channel [none]:", "support-triage")
    someone.wait_for("#support-triage is archived")
    slack.faults.for_calls("users.conversations", "error:missing_scope", "error:missing_scope")
    someone.answer("Channel [none]:", "support-triage")
    someone.wait_for("(missing_scope)")
    someone.wait_for("Type the channel's ID")
    someone.answer("Channel [none]:", f"https://x.slack.com/archives/{triage.id}")
    someone.wait_for("This ID is taken as it is.")
    someone.wait_for("Language")
    assert someone.interrupt() == 130
    assert saved(tmp_path)["ECONNECT_TRIAGE_CHANNEL"] == triage.id


def test_a_secret_in_a_file_of_its_own_is_left_there(tmp_path: Path, slack: LocalSlack) -> None:
    (tmp_path / "bot-token").write_text(slack.bot_token, encoding="utf-8")
    someone = begin(tmp_path, slack, SLACK_BOT_TOKEN_FILE=str(tmp_path / "bot-token"), SLACK_APP_TOKEN="")
    someone.answer("Press Enter when", "")
    someone.wait_for("SLACK_BOT_TOKEN is in the file that SLACK_BOT_TOKEN_FILE names")
    someone.wait_for("SLACK_APP_TOKEN is set to nothing in the environment")
    someone.answer("Channel [none]:", "support-triage")
    someone.wait_for("That is #support-triage")
    someone.wait_for("Language")
    assert someone.interrupt() == 130
    assert saved(tmp_path) == {"ECONNECT_TRIAGE_CHANNEL": slack.channels["support-triage"].id}


def test_who_stops_at_the_first_question_has_written_nothing(tmp_path: Path, slack: LocalSlack) -> None:
    someone = begin(tmp_path, slack)
    someone.wait_for("Press Enter when")
    assert someone.interrupt() == 130
    assert "Nothing was written yet; go on with:" in someone.whole
    assert not (tmp_path / ".env").exists()


def test_an_env_that_is_no_text_is_told_and_stays(tmp_path: Path, slack: LocalSlack) -> None:
    (tmp_path / ".env").write_bytes(b"PORT=\xff\n")
    someone = begin(tmp_path, slack)
    someone.answer("Press Enter when", "")
    someone.answer("SLACK_BOT_TOKEN:", slack.bot_token)
    someone.wait_for(".env cannot be written here: it is not UTF-8 text.")
    assert someone.end() == 1
    assert (tmp_path / ".env").read_bytes() == b"PORT=\xff\n"


def test_an_address_that_slack_cannot_reach_is_wrong_usage(tmp_path: Path, slack: LocalSlack) -> None:
    someone = begin(tmp_path, slack, "--http", "http://bot.example.com")
    someone.wait_for("is not a public https address")
    assert someone.end() == 2


def test_without_a_terminal_it_says_how_it_is_done_by_hand(cli: CommandLine) -> None:
    outcome = cli.run("setup")
    assert outcome.code == 2
    assert "needs a terminal. By hand:" in outcome.err
    assert not (cli.folder / ".env").exists()
