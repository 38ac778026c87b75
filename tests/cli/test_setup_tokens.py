"""The questions of `setup` about Slack's tokens, as somebody types in a terminal, against local Slack."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from localslack import LocalSlack
from tests.cli.typist import ROOT, begin, machines_time, saved

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow


def test_wrong_tokens_are_asked_for_again(tmp_path: Path, slack: LocalSlack) -> None:
    someone = begin(tmp_path, slack)
    someone.answer("Press Enter when", "")
    someone.answer("SLACK_BOT_TOKEN:", "")
    someone.wait_for("Nothing was pasted")
    someone.answer("SLACK_BOT_TOKEN:", "xoxp-1-2")
    someone.wait_for("user token")
    someone.answer("SLACK_BOT_TOKEN:", "xoxb-wrong")
    someone.wait_for("Slack rejects SLACK_BOT_TOKEN (invalid_auth)")
    someone.answer("SLACK_BOT_TOKEN:", slack.bot_token)
    someone.wait_for("SLACK_APP_TOKEN:")
    assert someone.interrupt() == 130
    assert saved(tmp_path) == {"SLACK_BOT_TOKEN": slack.bot_token}
    assert "Keep it" not in someone.whole  # what Slack refused


def test_a_token_at_the_wrong_question_is_kept_for_the_next_one_which_says_that_it_was_not_tried(
    tmp_path: Path, slack: LocalSlack
) -> None:
    someone = begin(tmp_path, slack)
    someone.answer("Press Enter when", "")
    someone.answer("SLACK_BOT_TOKEN:", slack.app_token)
    someone.wait_for("That is the app-level token (xapp-…); it is kept for the next question.")
    someone.wait_for("Needed here: the bot token, xoxb-…, from OAuth & Permissions.")
    someone.answer("SLACK_BOT_TOKEN:", slack.bot_token)
    someone.wait_for("was not tried yet")
    label = f"SLACK_APP_TOKEN [xapp-… ({len(slack.app_token)} characters)]:"
    someone.answer(label, "xoxb-wrong")  # what was tried is not replaced untried
    someone.wait_for(
        "That is the bot token (xoxb-…). Needed here: the app-level token, xapp-…, from Basic Information"
    )
    someone.answer(label, "")
    someone.wait_for("ok       app token")
    someone.wait_for("Channel [none]:")
    assert someone.interrupt() == 130
    assert saved(tmp_path) == {"SLACK_APP_TOKEN": slack.app_token, "SLACK_BOT_TOKEN": slack.bot_token}

    again = begin(tmp_path, slack)
    again.answer("Press Enter when", "")
    again.answer("SLACK_BOT_TOKEN [xoxb-", "xapp-wrong")
    again.wait_for("That is the app-level token (xapp-…). Needed here:")
    again.answer("SLACK_BOT_TOKEN [xoxb-", "")
    again.wait_for("SLACK_APP_TOKEN [xapp-")
    assert again.interrupt() == 130
    assert "not tried yet" not in again.whole
    assert "If you have the app already, press Enter." in again.whole
    assert saved(tmp_path)["SLACK_APP_TOKEN"] == slack.app_token


def test_a_bot_token_that_was_skipped_is_tried_where_it_comes_later(tmp_path: Path, slack: LocalSlack) -> None:
    someone = begin(tmp_path, slack)
    someone.answer("Press Enter when", "")
    someone.answer("SLACK_BOT_TOKEN:", "skip")
    someone.answer("SLACK_APP_TOKEN:", "xoxb-wrong")
    someone.wait_for("That is the bot token (xoxb-…), which is not there yet, so it is tried:")
    someone.wait_for("Slack rejects SLACK_BOT_TOKEN (invalid_auth)")
    someone.answer("SLACK_APP_TOKEN:", slack.bot_token)
    someone.wait_for("ok       bot token")
    someone.wait_for("Needed here: the app-level token")
    someone.answer("SLACK_APP_TOKEN:", slack.app_token)
    someone.wait_for("Channel [none]:")
    assert someone.interrupt() == 130
    assert saved(tmp_path) == {"SLACK_BOT_TOKEN": slack.bot_token, "SLACK_APP_TOKEN": slack.app_token}


def test_a_scope_that_is_missing_is_named_and_looked_for_again(tmp_path: Path) -> None:
    manifest = (ROOT / "manifest.yml").read_text(encoding="utf-8")
    (tmp_path / "manifest.yml").write_text(re.sub(r"\n *- users:read\b", "", manifest), encoding="utf-8")
    with LocalSlack(tmp_path / "manifest.yml", clock=machines_time) as slack:
        someone = begin(tmp_path, slack)
        someone.answer("Press Enter when", "")
        someone.answer("SLACK_BOT_TOKEN:", slack.bot_token)
        for _ in range(2):  # it may have been granted meanwhile
            someone.wait_for("the app was not granted users:read")
            someone.answer("SLACK_BOT_TOKEN [xoxb-", "")
        someone.answer("SLACK_BOT_TOKEN [xoxb-", "skip")
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


@pytest.mark.parametrize("outcome", ["503", "429:1", "html", "reset-before", "error:internal_error"])
def test_a_token_that_slack_could_not_be_asked_about_is_kept_if_wanted(
    tmp_path: Path, slack: LocalSlack, outcome: str
) -> None:
    slack.faults.for_calls("auth.test", outcome, outcome)
    someone = begin(tmp_path, slack)
    someone.answer("Press Enter when", "")
    someone.answer("SLACK_BOT_TOKEN:", slack.bot_token)
    someone.answer("Keep it and check it later? [Y/n]:", "n")
    someone.answer("SLACK_BOT_TOKEN:", slack.bot_token)
    someone.answer("Keep it and check it later? [Y/n]:", "")
    someone.wait_for("SLACK_APP_TOKEN:")
    assert someone.interrupt() == 130
    assert saved(tmp_path) == {"SLACK_BOT_TOKEN": slack.bot_token}


def test_ctrl_c_before_slack_was_asked_loses_no_token_and_replaces_none(tmp_path: Path, slack: LocalSlack) -> None:
    for pasted in (slack.bot_token, "xoxb-other"):
        someone = begin(tmp_path, slack, SLACK_API_URL="http://127.0.0.1:1/api/")
        someone.answer("Press Enter when", "")
        someone.answer("SLACK_BOT_TOKEN", pasted)
        someone.wait_for("Keep it and check it later? [Y/n]:")
        assert someone.interrupt() == 130
        assert saved(tmp_path) == {"SLACK_BOT_TOKEN": slack.bot_token}


def test_with_slack_out_of_reach_everything_is_kept_and_what_was_not_checked_is_told(
    tmp_path: Path, slack: LocalSlack
) -> None:
    someone = begin(tmp_path, slack, SLACK_API_URL="http://127.0.0.1:1/api/")
    someone.answer("Press Enter when", "")
    someone.answer("SLACK_BOT_TOKEN:", f"'{slack.bot_token}'")
    someone.wait_for("Slack cannot be reached")
    someone.answer("Keep it and check it later? [Y/n]:", "y")
    someone.answer("SLACK_APP_TOKEN:", slack.app_token)
    someone.answer("Keep it and check it later? [Y/n]:", "")
    someone.answer("Channel [none]:", slack.channels["support-triage"].id)
    for question in ("Language", "Days", "Hours", "Time zone", "Contact"):
        someone.answer(question, "")
    someone.wait_for("What you answered is in .env.")
    someone.wait_for("Not checked, since Slack could not be asked: bot token, app token, support team.")
    someone.wait_for("Check it when Slack can be reached: ")
    someone.wait_for("econnect-bot doctor")
    assert someone.end() == 1
    kept = saved(tmp_path)
    assert (kept["SLACK_BOT_TOKEN"], kept["SLACK_APP_TOKEN"]) == (slack.bot_token, slack.app_token)
    assert kept["ECONNECT_TRIAGE_CHANNEL"] == slack.channels["support-triage"].id


def test_over_http_the_signing_secret_is_asked_for(tmp_path: Path, slack: LocalSlack) -> None:
    someone = begin(tmp_path, slack, "--http", "https://bot.example.com")
    someone.answer("Press Enter when", "")
    someone.answer("SLACK_BOT_TOKEN:", slack.bot_token)
    someone.answer("SLACK_SIGNING_SECRET:", slack.app_token)
    someone.wait_for("Needed here: the signing secret")
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
    again.answer("SLACK_BOT_TOKEN [xoxb-", "")
    again.answer("SLACK_SIGNING_SECRET [… (", "")
    again.wait_for("Channel [none]:")
    assert again.interrupt() == 130


def test_over_http_no_app_token_is_kept_for_a_question_that_does_not_come(tmp_path: Path, slack: LocalSlack) -> None:
    someone = begin(tmp_path, slack, "--http", "https://bot.example.com")
    someone.answer("Press Enter when", "")
    someone.answer("SLACK_BOT_TOKEN:", slack.app_token)
    someone.wait_for("That is the app-level token (xapp-…), which HTTP does not need.")
    someone.answer("SLACK_BOT_TOKEN:", "skip")
    someone.answer("SLACK_SIGNING_SECRET:", slack.bot_token)
    someone.wait_for("which is not there yet, so it is tried:")
    someone.wait_for("Needed here: the signing secret, from Basic Information > App Credentials.")
    someone.wait_for("SLACK_SIGNING_SECRET:")
    assert someone.interrupt() == 130
    assert saved(tmp_path) == {"ECONNECT_MODE": "http", "SLACK_BOT_TOKEN": slack.bot_token}
