from pathlib import Path

import pytest
import yaml
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from localslack import LocalSlack
from tests.localslack.conftest import MANIFEST


def test_everybody_is_listed_with_the_bot(slack: LocalSlack, client: WebClient) -> None:
    members = {member["name"]: member["is_bot"] for member in client.users_list()["members"]}
    assert members == {"econnect": True} | dict.fromkeys(slack.people, False)


def test_user_groups_are_listed_with_their_members(slack: LocalSlack, client: WebClient) -> None:
    (group,) = client.usergroups_list(include_users=True)["usergroups"]
    assert (group["id"], group["handle"], group["user_count"]) == (slack.groups["support"], "support", 2)
    assert set(group["users"]) == {slack.people["bob"].id, slack.people["carol"].id}
    assert "users" not in client.usergroups_list()["usergroups"][0]


def test_a_user_group_names_its_members(tmp_path: Path) -> None:
    manifest = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    manifest["oauth_config"]["scopes"]["bot"].append("usergroups:read")
    path = tmp_path / "manifest.yml"
    path.write_text(yaml.safe_dump(manifest), encoding="utf-8")
    with LocalSlack(path) as slack:
        client = WebClient(slack.bot_token, slack.api_url)
        told = client.usergroups_users_list(usergroup=slack.groups["support"])
        assert set(told["users"]) == {slack.people["bob"].id, slack.people["carol"].id}
        with pytest.raises(SlackApiError, match="no_such_subteam"):
            client.usergroups_users_list(usergroup="S0NONE")
