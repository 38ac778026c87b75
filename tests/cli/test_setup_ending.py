"""How `setup` ends: what is told of what was found, against local Slack."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.operations.health import Health
from bot.operations.metrics import Metrics
from bot.services.supervising import Supervisor
from tests.cli.typist import begin

if TYPE_CHECKING:
    from pathlib import Path

    from localslack import LocalSlack
    from tests.cli.typist import Typist

pytestmark = pytest.mark.slow


def finished(folder: Path, slack: LocalSlack, **environment: str) -> Typist:
    """Return somebody who has answered everything, with no support team."""
    someone = begin(folder, slack, **environment)
    someone.answer("Press Enter when", "")
    someone.answer("SLACK_BOT_TOKEN:", slack.bot_token)
    someone.answer("SLACK_APP_TOKEN:", slack.app_token)
    someone.answer("Channel [none]:", "")
    someone.answer("Contact", "")
    return someone


def test_what_only_this_shell_knows_is_told_at_the_end(tmp_path: Path, slack: LocalSlack) -> None:
    someone = finished(tmp_path, slack)
    someone.wait_for(
        "SLACK_API_URL, ECONNECT_DATA_DIR and HEALTH_PORT are set only in this shell, not in .env: "
        "set them where the bot starts as well."
    )
    someone.wait_for("All is set. Start the bot with:")
    assert someone.end() == 0


def test_a_bot_that_runs_has_to_be_restarted_where_something_was_changed(tmp_path: Path, slack: LocalSlack) -> None:
    health = Health({"database": lambda: "", "outbox": lambda: ""}, Metrics(), Supervisor(), 0)
    health.start()
    someone = finished(tmp_path, slack, HEALTH_PORT=str(health.port))
    someone.wait_for("All is set. A bot is running here: restart it, so that it uses the new settings.")
    assert someone.end() == 0
    again = begin(tmp_path, slack, HEALTH_PORT=str(health.port))
    again.answer("Press Enter when", "")
    again.answer("SLACK_BOT_TOKEN [xoxb-", "")
    again.answer("SLACK_APP_TOKEN [xapp-", "")
    again.answer("Channel [none]:", "")
    again.answer("Contact", "")
    again.wait_for("All is set, and a bot is running here. Nothing was changed.")
    assert again.end() == 0
    health.stop()


def test_what_was_skipped_is_told_at_the_end_with_the_way_on(tmp_path: Path, slack: LocalSlack) -> None:
    someone = begin(tmp_path, slack)
    someone.answer("Press Enter when", "")
    someone.answer("SLACK_BOT_TOKEN:", slack.bot_token)
    someone.answer("SLACK_APP_TOKEN:", "skip")
    someone.answer("Channel [none]:", "")
    someone.answer("Contact", "")
    someone.wait_for("SLACK_APP_TOKEN is missing: the app-level token")
    someone.wait_for("Something needs fixing, see above. Then: ")
    assert someone.end() == 1


def test_what_needs_fixing_does_not_hide_what_was_not_checked(tmp_path: Path, slack: LocalSlack) -> None:
    slack.faults.for_calls("apps.connections.open", "503", "503")
    someone = begin(tmp_path, slack, ECONNECT_KNOWLEDGE_DIR="/nowhere")
    someone.answer("Press Enter when", "")
    someone.answer("SLACK_BOT_TOKEN:", slack.bot_token)
    someone.answer("SLACK_APP_TOKEN:", slack.app_token)
    someone.answer("Keep it and check it later? [Y/n]:", "")
    someone.answer("Channel [none]:", "")
    someone.answer("Contact", "")
    someone.wait_for("Something needs fixing, see above. Then: ")
    someone.wait_for("Not checked, since Slack could not be asked: app token.")
    assert someone.end() == 1


def test_a_slack_that_is_back_by_then_leaves_nothing_to_check(tmp_path: Path, slack: LocalSlack) -> None:
    slack.faults.for_calls("auth.test", "503")
    someone = begin(tmp_path, slack)
    someone.answer("Press Enter when", "")
    someone.answer("SLACK_BOT_TOKEN:", slack.bot_token)
    someone.answer("Keep it and check it later? [Y/n]:", "")
    someone.answer("SLACK_APP_TOKEN:", slack.app_token)
    someone.answer("Channel [none]:", "")
    someone.answer("Contact", "")
    someone.wait_for("All is set.")
    assert someone.end() == 0
    assert "Not checked" not in someone.whole
