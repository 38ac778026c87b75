"""The questions of `setup` about the support team, as somebody types in a terminal, against local Slack."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.typist import begin, saved

if TYPE_CHECKING:
    from pathlib import Path

    from localslack import LocalSlack
    from tests.cli.typist import Typist

pytestmark = pytest.mark.slow


def at_the_team(folder: Path, slack: LocalSlack, **environment: str) -> Typist:
    """Return somebody who has the tokens set already."""
    tokens = {"SLACK_BOT_TOKEN": slack.bot_token, "SLACK_APP_TOKEN": slack.app_token}
    someone = begin(folder, slack, **(tokens | environment))
    someone.answer("Press Enter when", "")
    someone.wait_for("4 of 6")
    return someone


def test_a_channel_that_the_bot_is_not_in_is_told_with_those_that_it_is_in(tmp_path: Path, slack: LocalSlack) -> None:
    someone = at_the_team(tmp_path, slack)
    someone.answer("Channel [none]:", "suport")
    someone.wait_for("The bot is in no channel suport. Write /invite @econnect-bot there, then type it again.")
    someone.wait_for("Or type one that it is in: #support-triage, #")
    someone.answer("Channel [none]:", "Support Triage")
    someone.wait_for("That is #support-triage (")
    someone.wait_for("Language")
    assert someone.interrupt() == 130
    assert saved(tmp_path) == {"ECONNECT_TRIAGE_CHANNEL": slack.channels["support-triage"].id}


def test_language_and_hours_are_read_as_people_type_them(tmp_path: Path, slack: LocalSlack) -> None:
    someone = at_the_team(tmp_path, slack, ECONNECT_TRIAGE_CHANNEL=slack.channels["support-triage"].id)
    someone.answer("Language", "Frysk")
    someone.wait_for("Type nl or en.")
    someone.answer("Language", "Dutch")
    someone.wait_for("That is nl.")
    someone.answer("Days", "ma t/m vr")
    someone.wait_for("That is mon-fri.")
    someone.answer("Hours", "9-5")
    someone.wait_for("Type the start and the end on a 24-hour clock")
    someone.answer("Hours", "9-17u")
    someone.wait_for("That is 09:00-17:00.")
    someone.answer("Time zone", "amsterdam")
    someone.answer("Contact [none]:", "geen")
    someone.wait_for("6 of 6")
    assert someone.interrupt() == 130
    assert saved(tmp_path) == {
        "ECONNECT_TEAM_LANGUAGE": "nl",
        "ECONNECT_WORKING_DAYS": "mon-fri",
        "ECONNECT_WORKING_HOURS": "09:00-17:00",
        "ECONNECT_TIME_ZONE": "Europe/Amsterdam",
    }
    assert "must be" not in someone.whole


def test_enter_keeps_what_is_there_and_names_the_channel(tmp_path: Path, slack: LocalSlack) -> None:
    kept = {
        "ECONNECT_TRIAGE_CHANNEL": slack.channels["support-triage"].id,
        "ECONNECT_TEAM_LANGUAGE": "EN",
        "ECONNECT_WORKING_DAYS": "mon, tue",
        "ECONNECT_WORKING_HOURS": "09:00 - 17:00",
        "ECONNECT_TIME_ZONE": "Europe/Brussels",
        "ECONNECT_SUPPORT_CONTACT": "#help",
    }
    (tmp_path / ".env").write_text("".join(f"{name}={value}\n" for name, value in kept.items()), encoding="utf-8")
    someone = at_the_team(tmp_path, slack)
    for question in ("Channel [#support-triage]:", "Language", "Days", "Hours", "Time zone", "Contact [#help]:"):
        someone.answer(question, "")
    someone.wait_for("6 of 6")
    assert someone.interrupt() == 130
    assert saved(tmp_path) == kept


def test_a_channel_and_a_contact_can_be_taken_back(tmp_path: Path, slack: LocalSlack) -> None:
    kept = f"ECONNECT_TRIAGE_CHANNEL={slack.channels['support-triage'].id}\nECONNECT_SUPPORT_CONTACT='#help'\n"
    (tmp_path / ".env").write_text(kept, encoding="utf-8")
    someone = at_the_team(tmp_path, slack)
    someone.answer("Channel [#support-triage]:", "none")
    someone.answer("Contact [#help]:", "none")
    someone.wait_for("All is set.")
    assert someone.end() == 0
    assert saved(tmp_path) == {"ECONNECT_TRIAGE_CHANNEL": "", "ECONNECT_SUPPORT_CONTACT": ""}
    assert someone.whole.count("note ") == 1
    assert "WARNING" not in someone.whole


def test_a_channel_that_cannot_be_used_says_why(tmp_path: Path, slack: LocalSlack) -> None:
    triage = slack.channels["support-triage"]
    slack.archive(triage)
    someone = at_the_team(tmp_path, slack)
    someone.answer("Channel [none]:", "support-triage")
    someone.wait_for("#support-triage is archived")
    slack.faults.for_calls("users.conversations", "error:missing_scope", "503")
    someone.answer("Channel [none]:", "support-triage")
    someone.wait_for("(missing_scope)")
    someone.wait_for("Type the channel's ID")
    someone.answer("Channel [none]:", f"https://x.slack.com/archives/{triage.id}")
    someone.wait_for("(status 503)")
    someone.wait_for("This ID is taken as it is.")
    someone.wait_for("Language")
    assert someone.interrupt() == 130
    assert saved(tmp_path)["ECONNECT_TRIAGE_CHANNEL"] == triage.id


def test_where_slack_is_not_there_a_channels_id_is_taken_and_its_name_can_wait(
    tmp_path: Path, slack: LocalSlack
) -> None:
    someone = at_the_team(tmp_path, slack, SLACK_API_URL="http://127.0.0.1:1/api/")
    someone.answer("Channel [none]:", "support-triage")
    someone.wait_for("`setup` finds it by its name: everything else is kept.")
    someone.answer("Channel [none]:", "c0123456789")
    someone.wait_for("This ID is taken as it is.")
    someone.wait_for("Language")
    assert someone.interrupt() == 130
    assert saved(tmp_path) == {"ECONNECT_TRIAGE_CHANNEL": "C0123456789"}


def test_without_a_bot_token_it_says_why_no_name_can_be_looked_up(tmp_path: Path, slack: LocalSlack) -> None:
    someone = at_the_team(tmp_path, slack, SLACK_BOT_TOKEN="")
    someone.answer("Channel [none]:", "support-triage")
    someone.wait_for("Slack does not say which channels the bot is in (there is no bot token).")
    someone.wait_for("Channel [none]:")
    assert someone.interrupt() == 130


def test_a_token_is_neither_a_channel_nor_a_contact_that_people_are_shown(tmp_path: Path, slack: LocalSlack) -> None:
    someone = at_the_team(tmp_path, slack)
    someone.answer("Channel [none]:", slack.app_token)
    someone.wait_for("That is a token, which does not belong here.")
    someone.answer("Channel [none]:", "")
    someone.answer("Contact [none]:", f" {slack.bot_token}")
    someone.wait_for("That is a token, which does not belong here.")
    someone.answer("Contact [none]:", "#help")
    someone.wait_for("All is set.")
    assert someone.end() == 0
    assert saved(tmp_path) == {"ECONNECT_SUPPORT_CONTACT": "#help"}
