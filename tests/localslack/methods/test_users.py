from slack_sdk import WebClient

from localslack import LocalSlack


def test_everybody_is_listed_with_the_bot(slack: LocalSlack, client: WebClient) -> None:
    members = {member["name"]: member["is_bot"] for member in client.users_list()["members"]}
    assert members == {"econnect": True} | dict.fromkeys(slack.people, False)


def test_user_groups_are_listed_with_their_members(slack: LocalSlack, client: WebClient) -> None:
    (group,) = client.usergroups_list(include_users=True)["usergroups"]
    assert (group["id"], group["handle"], group["user_count"]) == (slack.groups["support"], "support", 2)
    assert set(group["users"]) == {slack.people["bob"].id, slack.people["carol"].id}
    assert "users" not in client.usergroups_list()["usergroups"][0]
