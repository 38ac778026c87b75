"""Deactivated people, guests, `W…` ids; archived channels and group DMs."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from localslack import LocalSlack
from localslack.workspace_spec import ChannelSpec, PersonSpec, WorkspaceSpec
from tests.localslack.app import TinyApp, running_app
from tests.localslack.conftest import ManifestWriter

WORKSPACE = WorkspaceSpec(
    people=(
        PersonSpec("alice", "Alice"),
        PersonSpec("bob", "Bob"),
        PersonSpec("carol", "Carol", is_enterprise=True),
        PersonSpec("dora", "Dora", is_deactivated=True),
        PersonSpec("mallory", "Mallory", is_single_channel_guest=True),
        PersonSpec("victor", "Victor", team="stranger"),
    ),
    channels=(
        ChannelSpec("general", ("alice", "bob", "carol", "dora", "mallory")),
        ChannelSpec("old", ("alice",), is_archived=True),
        ChannelSpec("private", ("alice", "bob"), is_private=True),
        ChannelSpec("mpdm-alice--bob", ("alice", "bob"), is_group_dm=True),
    ),
)


@pytest.fixture
def workspace() -> WorkspaceSpec:
    return WORKSPACE


def refused(acts: Iterable[Callable[[], object]], reason: str) -> None:
    """See to it that none of this can be done."""
    for act in acts:
        with pytest.raises(LookupError, match=reason):
            act()


def test_guests_are_restricted_and_single_channel_guests_ultra_restricted(
    slack: LocalSlack, client: WebClient
) -> None:
    told = client.users_info(user=slack.people["mallory"].id)["user"]
    assert (told["is_restricted"], told["is_ultra_restricted"]) == (True, True)


def test_people_of_an_organization_have_ids_with_a_w(slack: LocalSlack, client: WebClient, app: TinyApp) -> None:
    carol = slack.people["carol"]
    assert carol.id.startswith("W")
    assert client.users_info(user=carol.id)["user"]["id"] == carol.id
    slack.people["alice"].says(slack.channels["general"], "@carol hello")
    slack.settle()
    assert app.requests[-1].payload["event"]["text"] == f"<@{carol.id}> hello"


def test_a_deactivated_person_has_an_entry_with_less_in_it(slack: LocalSlack, client: WebClient) -> None:
    told = client.users_info(user=slack.people["dora"].id)["user"]
    assert told["deleted"] is True
    assert not {"real_name", "tz", "is_restricted"} & told.keys()
    assert slack.people["dora"].id in client.conversations_members(channel=slack.channels["general"].id)["members"]


def test_a_dm_with_a_deactivated_person_cannot_be_opened_but_posts_by_id_arrive_unread(
    slack: LocalSlack, client: WebClient
) -> None:
    dora = slack.people["dora"]
    with pytest.raises(SlackApiError, match="user_disabled"):
        client.conversations_open(users=dora.id)
    assert client.chat_postMessage(channel=dora.id, text="hello")["channel"] == dora.dm.id


def test_what_is_said_in_an_open_dm_of_somebody_who_was_deactivated_arrives_unread(
    slack: LocalSlack, client: WebClient
) -> None:
    bob = slack.people["bob"]
    opened = client.conversations_open(users=bob.id)["channel"]["id"]
    slack.deactivate(bob)
    assert client.chat_postMessage(channel=opened, text="hello")["ok"] is True
    assert [each.text for each in slack.messages(bob.dm)] == ["hello"]


def test_nobody_acts_with_a_deactivated_account(slack: LocalSlack, app: TinyApp) -> None:
    bob, general = slack.people["bob"], slack.channels["general"]
    said = bob.says(general, "hello")
    slack.settle()
    before = len(app.requests)
    slack.deactivate(bob)
    acts = (
        lambda: bob.says(general, "again"),
        lambda: bob.writes_dm("again"),
        lambda: bob.forwards(said, general),
        lambda: bob.types("/econnect hello"),
        lambda: bob.edits(said, "again"),
        lambda: bob.reacts(said, "eyes"),
        lambda: bob.uses_shortcut("ask_anything"),
        bob.opens_home,
    )
    refused(acts, "deactivated")
    assert len(app.requests) == before


def test_a_stranger_is_neither_opened_a_dm_nor_posted_to(slack: LocalSlack, client: WebClient) -> None:
    victor = slack.people["victor"]
    with pytest.raises(SlackApiError, match="user_not_visible"):
        client.conversations_open(users=victor.id)
    with pytest.raises(SlackApiError, match="channel_not_found"):
        client.chat_postMessage(channel=victor.id, text="hello")


def test_nobody_writes_in_an_archived_channel_and_nothing_comes_from_there(slack: LocalSlack, app: TinyApp) -> None:
    alice, general = slack.people["alice"], slack.channels["general"]
    said = alice.says(general, "hello")
    slack.settle()
    told = [request.payload["event"]["type"] for request in app.requests]
    archived = slack.archive(general)
    acts = (
        lambda: alice.says(general, "again"),
        lambda: alice.forwards(said, general),
        lambda: alice.edits(said, "again"),
        lambda: alice.deletes(said),
        lambda: alice.reacts(said, "eyes"),
        lambda: alice.types("/econnect hello", archived),
    )
    refused(acts, "archived")
    assert [request.payload["event"]["type"] for request in app.requests] == told


def test_an_archived_channel_takes_nothing_and_still_tells_its_members(slack: LocalSlack, client: WebClient) -> None:
    old, alice = slack.channels["old"].id, slack.people["alice"].id
    refused: tuple[tuple[Callable[[], object], str], ...] = (
        (lambda: client.chat_postMessage(channel=old, text="a"), "is_archived"),
        (lambda: client.chat_postEphemeral(channel=old, user=alice, text="a"), "is_archived"),
        (lambda: client.chat_update(channel=old, ts="1.0", text="a"), "is_inactive"),
        (lambda: client.reactions_add(channel=old, timestamp="1.0", name="eyes"), "is_archived"),
    )
    for call, error in refused:
        with pytest.raises(SlackApiError, match=error):
            call()
    assert client.conversations_info(channel=old)["channel"]["is_archived"] is True
    assert alice in client.conversations_members(channel=old)["members"]


def test_a_public_channel_that_is_unarchived_has_nobody_of_before(slack: LocalSlack, client: WebClient) -> None:
    alice, general = slack.people["alice"], slack.channels["general"]
    opened = alice.unarchives(slack.archive(general))
    assert opened.members == {alice.id}
    with pytest.raises(SlackApiError, match="not_in_channel"):
        client.chat_postMessage(channel=general.id, text="hello")
    alice.invites_bot(opened)
    assert client.chat_postMessage(channel=general.id, text="hello")["ok"] is True


def test_a_private_channel_that_is_unarchived_has_its_members(slack: LocalSlack, client: WebClient) -> None:
    alice, private = slack.people["alice"], slack.channels["private"]
    alice.unarchives(slack.archive(private))
    assert client.chat_postMessage(channel=private.id, text="hello")["ok"] is True


def test_an_archived_channel_cannot_be_joined(with_manifest: ManifestWriter) -> None:
    path = with_manifest(lambda document: document["oauth_config"]["scopes"]["bot"].append("channels:join"))
    with LocalSlack(path, workspace=WORKSPACE) as slack, pytest.raises(SlackApiError, match="is_archived"):
        WebClient(slack.bot_token, slack.api_url).conversations_join(channel=slack.channels["old"].id)


def test_a_message_in_a_group_dm_comes_as_mpim_where_that_is_asked_for(with_manifest: ManifestWriter) -> None:
    def ask(document: dict[str, Any]) -> None:
        document["oauth_config"]["scopes"]["bot"].append("mpim:history")
        document["settings"]["event_subscriptions"]["bot_events"].append("message.mpim")

    with LocalSlack(with_manifest(ask), workspace=WORKSPACE) as slack, running_app() as app:
        slack.deliver_to(app.url)
        slack.people["alice"].says(slack.channels["mpdm-alice--bob"], "@econnect hello")
        slack.settle()
        events = {request.payload["event"]["type"]: request.payload["event"] for request in app.requests}
        assert events["message"]["channel_type"] == "mpim"
        assert "app_mention" in events


def test_a_group_dm_without_the_scope_tells_of_mentions_alone(slack: LocalSlack, app: TinyApp) -> None:
    alice, group = slack.people["alice"], slack.channels["mpdm-alice--bob"]
    alice.says(group, "hello")
    alice.says(group, "@econnect hello")
    slack.settle()
    assert [request.payload["event"]["type"] for request in app.requests] == ["app_mention"]


def test_the_bot_is_not_invited_into_a_group_dm(slack: LocalSlack) -> None:
    with pytest.raises(LookupError, match="group DM"):
        slack.people["alice"].invites_bot(slack.channels["mpdm-alice--bob"])


def test_an_unknown_person_is_not_found(client: WebClient) -> None:
    with pytest.raises(SlackApiError, match="user_not_found"):
        client.users_info(user="U0NOBODY")
