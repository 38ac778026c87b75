import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from localslack import LocalSlack


def test_the_bot_and_the_workspace_are_described(slack: LocalSlack, client: WebClient) -> None:
    bot, team = client.bots_info(bot=slack.app.bot_id)["bot"], client.team_info()["team"]
    assert (bot["id"], bot["user_id"], bot["name"]) == (slack.app.bot_id, slack.app.bot_user_id, "econnect")
    assert (team["id"], team["name"]) == (slack.app.team_id, "Local Slack")


def test_there_is_no_other_bot(client: WebClient) -> None:
    with pytest.raises(SlackApiError, match="bot_not_found"):
        client.bots_info(bot="B0OTHER")
