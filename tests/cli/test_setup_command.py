"""`setup`, as somebody types it in a terminal, against local Slack."""

from __future__ import annotations

import json
import socket
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.typist import PATIENCE_SECONDS, begin, begin_by_make, saved

if TYPE_CHECKING:
    from localslack import LocalSlack
    from tests.cli.conftest import CommandLine

pytestmark = pytest.mark.slow


def test_from_an_empty_folder_to_a_bot_that_posts(tmp_path: Path, slack: LocalSlack) -> None:
    audit_log = tmp_path / "audit.jsonl"
    someone = begin(tmp_path, slack, ECONNECT_AUDIT_LOG=str(audit_log))
    someone.answer("Press Enter when", "")
    someone.answer("SLACK_BOT_TOKEN:", f' export SLACK_BOT_TOKEN="{slack.bot_token}" ')
    someone.answer("SLACK_APP_TOKEN:", slack.app_token)
    someone.answer("Channel [none]:", "#Support-Triage")
    someone.answer("Language", "Nederlands")
    someone.answer("Days", "mon-thu")
    someone.answer("Hours", "8:30 tot 17 uur")
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
    changes = [json.loads(line) for line in audit_log.read_text(encoding="utf-8").splitlines()]
    assert [(line["by"], line["action"], *line["settings"]) for line in changes] == [
        ("operator", "setting.changed", name) for name in saved(tmp_path)
    ]
    assert all(line.keys() == {"at", "by", "action", "settings"} for line in changes)
    posted = slack.messages(slack.channels["support-triage"])
    assert ["Dit is een test" in message.text for message in posted] == [True]


def test_ctrl_c_loses_nothing_and_a_second_run_goes_on(tmp_path: Path, slack: LocalSlack) -> None:
    (tmp_path / ".env").write_text("# ours\nLOG_LEVEL=DEBUG\n", encoding="utf-8")
    someone = begin(tmp_path, slack)
    someone.answer("Press Enter when", "")
    someone.answer("SLACK_BOT_TOKEN:", slack.bot_token)
    someone.answer("SLACK_APP_TOKEN:", slack.app_token)
    someone.wait_for("Channel [none]:")
    assert someone.interrupt() == 130
    assert "What you answered is in .env; go on with:" in someone.whole

    assert (tmp_path / ".env").read_text(encoding="utf-8").startswith("# ours\nLOG_LEVEL=DEBUG\n")
    kept = saved(tmp_path)
    assert (kept["SLACK_BOT_TOKEN"], kept["SLACK_APP_TOKEN"]) == (slack.bot_token, slack.app_token)
    again = begin(tmp_path, slack)
    again.answer("Press Enter when", "")
    again.answer("SLACK_BOT_TOKEN [xoxb-", "")
    again.answer("SLACK_APP_TOKEN [xapp-", "")
    again.answer("Channel [none]:", "")
    again.answer("Contact", "")
    again.wait_for("note     support team: what the bot cannot answer is not handed over")
    again.wait_for("All is set.")
    assert again.end() == 0


def test_ctrl_c_while_slack_is_asked_says_how_to_go_on_too(tmp_path: Path, slack: LocalSlack) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        someone = begin(tmp_path, slack, SLACK_API_URL=f"http://127.0.0.1:{silent.getsockname()[1]}/api/")
        someone.answer("Press Enter when", "")
        someone.answer("SLACK_BOT_TOKEN:", slack.bot_token)
        silent.settimeout(PATIENCE_SECONDS)
        connection, _ = silent.accept()
        with connection:
            assert someone.interrupt() == 130
    assert "What you answered is in .env; go on with:" in someone.whole
    assert saved(tmp_path) == {"SLACK_BOT_TOKEN": slack.bot_token}


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


def test_an_env_that_is_no_text_is_told_before_anything_is_asked_and_stays(tmp_path: Path, slack: LocalSlack) -> None:
    (tmp_path / ".env").write_bytes(b"PORT=\xff\n")
    someone = begin(tmp_path, slack)
    someone.wait_for(".env cannot be read: it is not UTF-8 text. Mend it, or move it away, then begin again.")
    assert someone.end() == 1
    assert "1 of 6" not in someone.whole
    assert (tmp_path / ".env").read_bytes() == b"PORT=\xff\n"


def test_a_folder_that_cannot_be_written_is_told_before_anything_is_asked(tmp_path: Path, slack: LocalSlack) -> None:
    someone = begin(Path("/proc/self"), slack)
    someone.wait_for("This folder (/proc/")
    someone.wait_for(" cannot be written: start setup in one that is yours, for example")
    someone.wait_for("mkdir ~/econnect-bot && cd ~/econnect-bot")
    assert someone.end() == 1
    assert "1 of 6" not in someone.whole

    (tmp_path / ".env").symlink_to(tmp_path / "nowhere" / ".env")
    someone = begin(tmp_path, slack)
    someone.wait_for(f"{tmp_path / '.env'} cannot be written: No such file or directory.")
    assert someone.end() == 1
    assert "1 of 6" not in someone.whole


def test_a_file_that_others_could_read_is_closed_to_them_and_that_is_told(tmp_path: Path, slack: LocalSlack) -> None:
    (tmp_path / ".env").write_text(f"SLACK_BOT_TOKEN={slack.bot_token}\n", encoding="utf-8")
    (tmp_path / ".env").chmod(0o644)
    someone = begin(tmp_path, slack)
    someone.answer("Press Enter when", "")
    someone.answer("SLACK_BOT_TOKEN [xoxb-", "")
    someone.wait_for(".env could be used by others on this machine (mode 644). Now only you can (mode 600).")
    someone.wait_for("SLACK_APP_TOKEN:")
    assert someone.interrupt() == 130
    assert (tmp_path / ".env").stat().st_mode & 0o777 == 0o600


def test_ctrl_c_under_make_ends_with_the_friendly_sentence(tmp_path: Path, slack: LocalSlack) -> None:
    someone = begin_by_make(tmp_path, slack, "setup")
    someone.wait_for("Press Enter when")
    someone.press_ctrl_c()
    assert "go on with:" in someone.whole
    assert "***" not in someone.whole


def test_ctrl_c_while_it_is_looked_whether_all_works_ends_at_once(tmp_path: Path, slack: LocalSlack) -> None:
    (tmp_path / ".env").write_text(f"SLACK_BOT_TOKEN={slack.bot_token}\nSLACK_APP_TOKEN={slack.app_token}\n", "utf-8")
    someone = begin(tmp_path, slack)
    someone.answer("Press Enter when", "")
    someone.answer("SLACK_BOT_TOKEN [xoxb-", "skip")
    someone.answer("SLACK_APP_TOKEN [xapp-", "skip")
    someone.answer("Channel [none]:", "")
    slack.faults.for_calls("auth.test", "timeout")
    someone.answer("Contact", "")
    someone.wait_for("database:")
    assert someone.interrupt() == 130
    assert "What you answered is in .env; go on with:" in someone.whole


def test_an_address_that_slack_cannot_reach_is_wrong_usage(tmp_path: Path, slack: LocalSlack) -> None:
    someone = begin(tmp_path, slack, "--http", "http://bot.example.com")
    someone.wait_for("is not a public https address")
    assert someone.end() == 2


def test_without_a_terminal_it_says_how_it_is_done_by_hand(cli: CommandLine) -> None:
    outcome = cli.run("setup")
    assert outcome.code == 2
    assert "needs a terminal. By hand:" in outcome.err
    assert not (cli.folder / ".env").exists()
