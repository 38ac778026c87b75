from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from localslack import Channel, LocalSlack, Member
from localslack.workspace_spec import ChannelSpec, PersonSpec, WorkspaceSpec
from tests.localslack.app import running_app
from tests.localslack.conftest import MANIFEST, Clock


def test_a_dm_is_opened_once(client: WebClient, alice: Member) -> None:
    assert client.conversations_open(users=alice.id)["channel"] == {"id": alice.dm.id}
    whole = client.conversations_open(users=[alice.id], return_im=True)["channel"]
    assert (whole["is_im"], whole["user"]) == (True, alice.id)


def test_history_is_newest_first_in_pages_without_replies(client: WebClient, alice: Member, general: Channel) -> None:
    first, second, third = (alice.says(general, word) for word in ("one", "two", "three"))
    alice.says(general, "below one", first.ts)
    page = client.conversations_history(channel=general.id, limit=2)
    assert [each["text"] for each in page["messages"]] == ["three", "two"]
    rest = client.conversations_history(channel=general.id, limit=2, cursor=page["response_metadata"]["next_cursor"])
    assert ([each["text"] for each in rest["messages"]], rest["has_more"]) == (["one"], False)
    between = client.conversations_history(channel=general.id, oldest=first.ts, latest=third.ts)
    assert [each["ts"] for each in between["messages"]] == [second.ts]
    exact = client.conversations_history(channel=general.id, latest=first.ts, inclusive=True, limit=1)
    assert [each["ts"] for each in exact["messages"]] == [first.ts]


def test_replies_are_oldest_first_with_metadata_where_asked(
    client: WebClient, alice: Member, general: Channel
) -> None:
    said = alice.says(general, "question")
    metadata = {"event_type": "ticket", "event_payload": {"id": "7"}}
    client.chat_postMessage(channel=general.id, thread_ts=said.ts, text="answer", metadata=metadata)
    plain = client.conversations_replies(channel=general.id, ts=said.ts)["messages"]
    assert [each["text"] for each in plain] == ["question", "answer"]
    assert "metadata" not in plain[1]
    assert (plain[0]["reply_count"], "reply_count" in plain[1]) == (1, False)
    messages = client.conversations_replies(channel=general.id, ts=said.ts, include_all_metadata=True)["messages"]
    assert messages[1]["metadata"] == metadata


def test_members_come_a_hundred_at_a_time(clock: Clock) -> None:
    names = tuple(f"person{number}" for number in range(130))
    people = tuple(PersonSpec(name, name) for name in names)
    with LocalSlack(MANIFEST, workspace=WorkspaceSpec(people, (ChannelSpec("all", names),)), clock=clock) as slack:
        client, channel = WebClient(slack.bot_token, slack.api_url), slack.channels["all"]
        first = client.conversations_members(channel=channel.id)
        rest = client.conversations_members(channel=channel.id, cursor=first["response_metadata"]["next_cursor"])
        assert (len(first["members"]), len(rest["members"])) == (100, 31)
        assert rest["response_metadata"]["next_cursor"] == ""
        assert {*first["members"], *rest["members"]} == channel.members


@pytest.mark.parametrize("limit", ["0", "1000", "999999999"])
def test_a_limit_beyond_what_slack_gives_is_its_own(client: WebClient, general: Channel, limit: str) -> None:
    answer = client.api_call("conversations.history", params={"channel": general.id, "limit": limit})
    assert (answer["messages"], answer["has_more"]) == ([], False)


@pytest.mark.parametrize("limit", ["-1", "x", "²", "1" * 5000])
def test_a_limit_that_is_no_number_is_refused(client: WebClient, general: Channel, limit: str) -> None:
    with pytest.raises(SlackApiError, match="invalid_limit"):
        client.api_call("conversations.history", params={"channel": general.id, "limit": limit})


def test_ephemeral_words_are_in_no_history(client: WebClient, alice: Member, general: Channel) -> None:
    client.chat_postEphemeral(channel=general.id, user=alice.id, text="psst")
    assert client.conversations_history(channel=general.id)["messages"] == []


def test_members_and_channels_are_told(slack: LocalSlack, client: WebClient) -> None:
    triage = slack.channels["support-triage"]
    names = {slack.people[name].id for name in ("bob", "carol")}
    assert set(client.conversations_members(channel=triage.id)["members"]) == names | {slack.app.bot_user_id}
    assert client.conversations_info(channel=triage.id)["channel"]["is_private"] is True


def test_a_dm_is_told_as_one(with_manifest: Callable[[Callable[[dict[str, Any]], None]], Path]) -> None:
    path = with_manifest(lambda document: document["oauth_config"]["scopes"]["bot"].append("im:read"))
    with LocalSlack(path) as slack:
        client, alice = WebClient(token=slack.bot_token, base_url=slack.api_url), slack.people["alice"]
        assert client.conversations_info(channel=alice.dm.id)["channel"]["user"] == alice.id


def test_a_guest_is_told_apart(slack: LocalSlack, client: WebClient) -> None:
    assert client.users_info(user=slack.people["mallory"].id)["user"]["is_restricted"] is True
    assert client.users_info(user=slack.people["alice"].id)["user"]["is_restricted"] is False


@pytest.mark.parametrize(
    ("method", "arguments", "code"),
    [
        ("conversations.replies", {"channel": "{general}", "ts": "1.000000"}, "thread_not_found"),
        ("conversations.replies", {"channel": "{general}"}, "invalid_arguments"),
        ("conversations.history", {"channel": "{random}"}, "not_in_channel"),
        ("conversations.history", {"channel": "C0NOWHERE"}, "channel_not_found"),
        ("conversations.history", {"channel": "{general}", "limit": "many"}, "invalid_limit"),
        ("conversations.open", {"users": "U1,U2"}, "method_not_supported_for_channel_type"),
        ("conversations.open", {"users": "U0NOBODY"}, "user_not_found"),
        ("conversations.open", {"users": "U0LOCAL000"}, "cannot_dm_bot"),
        ("conversations.open", {}, "users_list_not_supplied"),
        ("users.info", {"user": "U0NOBODY"}, "user_not_found"),
        ("reactions.add", {"channel": "{general}", "timestamp": "1.0", "name": "eyes"}, "message_not_found"),
    ],
)
def test_a_look_up_is_refused_with_slacks_code(
    slack: LocalSlack, client: WebClient, method: str, arguments: dict[str, str], code: str
) -> None:
    ids = {name: channel.id for name, channel in slack.channels.items()}
    with pytest.raises(SlackApiError) as raised:
        client.api_call(method, params={key: value.format(**ids) for key, value in arguments.items()})
    assert raised.value.response["error"] == code


def test_a_private_channel_needs_its_own_scope(
    with_manifest: Callable[[Callable[[dict[str, Any]], None]], Path],
) -> None:
    path = with_manifest(lambda document: document["oauth_config"]["scopes"]["bot"].remove("groups:history"))
    with LocalSlack(path) as slack:
        client = WebClient(token=slack.bot_token, base_url=slack.api_url)
        assert client.conversations_history(channel=slack.channels["general"].id)["ok"]
        with pytest.raises(SlackApiError) as raised:
            client.conversations_history(channel=slack.channels["support-triage"].id)
        assert raised.value.response["error"] == "missing_scope"
        assert raised.value.response["needed"] == "groups:history"


def names(answer: SlackResponse) -> list[str]:
    return [channel["name"] for channel in answer["channels"]]


def test_the_bot_lists_public_channels_and_its_own_private_ones(client: WebClient) -> None:
    assert names(client.conversations_list()) == ["general", "random"]
    assert names(client.conversations_list(types="public_channel,private_channel")) == [
        "general",
        "support-triage",
        "random",
    ]
    assert names(client.users_conversations(types="public_channel, private_channel")) == ["general", "support-triage"]
    assert not any("is_member" in channel for channel in client.users_conversations()["channels"])
    assert all("is_member" in channel for channel in client.conversations_list()["channels"])


def test_a_list_comes_in_pages(client: WebClient) -> None:
    first = client.conversations_list(limit=1)
    second = client.conversations_list(limit=1, cursor=first["response_metadata"]["next_cursor"])
    assert (names(first), names(second)) == (["general"], ["random"])
    assert second["response_metadata"]["next_cursor"] == ""


def test_a_list_needs_a_scope_of_each_kind(client: WebClient) -> None:
    with pytest.raises(SlackApiError) as raised:
        client.conversations_list(types="public_channel,im")
    assert raised.value.response["needed"] == "im:read"
    with pytest.raises(SlackApiError, match="invalid_types"):
        client.conversations_list(types="canvas")


def test_the_bot_joins_a_public_channel_and_is_told(
    with_manifest: Callable[[Callable[[dict[str, Any]], None]], Path],
) -> None:
    def change(document: dict[str, Any]) -> None:
        document["oauth_config"]["scopes"]["bot"].append("channels:join")
        document["settings"]["event_subscriptions"]["bot_events"] += ["member_joined_channel", "member_left_channel"]

    with LocalSlack(with_manifest(change)) as slack, running_app() as app:
        slack.deliver_to(app.url)
        client, random = WebClient(token=slack.bot_token, base_url=slack.api_url), slack.channels["random"]
        assert client.conversations_join(channel=random.id)["channel"]["is_member"] is True
        assert client.conversations_join(channel=random.id)["ok"]
        mallory = slack.people["mallory"]
        mallory.leaves(mallory.joins(slack.channels["random"]))
        with pytest.raises(SlackApiError, match="method_not_supported_for_channel_type"):
            client.conversations_join(channel=slack.channels["support-triage"].id)
        slack.settle()
        joined = [event["user"] for event in app.events("member_joined_channel")]
        assert sorted(joined) == sorted([slack.app.bot_user_id, mallory.id])
        assert [event["user"] for event in app.events("member_left_channel")] == [mallory.id]
