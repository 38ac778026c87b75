"""Members of other workspaces: who they are to the app, and what of them reaches it."""

import pytest
from slack_sdk import WebClient

from localslack import LocalSlack
from localslack.workspace_spec import SHARED_WORKSPACE, WorkspaceSpec
from tests.localslack.app import TinyApp
from tests.localslack.surfaces import QUESTION


@pytest.fixture
def workspace() -> WorkspaceSpec:
    return SHARED_WORKSPACE


def test_somebody_in_a_shared_channel_is_no_stranger_but_of_another_team(
    slack: LocalSlack, client: WebClient
) -> None:
    user = client.users_info(user=slack.people["peggy"].id)["user"]
    assert (user["team_id"], user.get("is_stranger")) == (slack.teams["partner"], None)
    assert user["is_restricted"] is False


def test_somebody_whom_the_app_meets_nowhere_is_a_stranger(slack: LocalSlack, client: WebClient) -> None:
    user = client.users_info(user=slack.people["victor"].id)["user"]
    assert (user["team_id"], user["is_stranger"]) == (slack.teams["stranger"], True)


def test_members_of_a_shared_channel_are_named_but_not_listed_in_the_workspace(
    slack: LocalSlack, client: WebClient
) -> None:
    shared, peggy = slack.channels["shared-triage"], slack.people["peggy"]
    assert peggy.id in client.conversations_members(channel=shared.id)["members"]
    assert "peggy" not in {user["name"] for user in client.users_list()["members"]}


def test_a_shared_channel_says_with_whom(slack: LocalSlack, client: WebClient) -> None:
    shared, own = (
        client.conversations_info(channel=slack.channels[name].id)["channel"] for name in ("with-partner", "general")
    )
    assert (shared["is_shared"], shared["is_ext_shared"]) == (True, True)
    assert set(shared["shared_team_ids"]) == {slack.app.team_id, slack.teams["partner"]}
    assert (own["is_shared"], own["is_ext_shared"]) == (False, False)


def test_an_event_says_whether_its_channel_is_shared(slack: LocalSlack, app: TinyApp) -> None:
    peggy, alice = slack.people["peggy"], slack.people["alice"]
    alice.says(slack.channels["general"], "hello")
    alice.says(slack.channels["with-partner"], "hello")
    peggy.writes_dm("hello")
    slack.settle()
    shared = {slack.channels["with-partner"].id, peggy.dm.id}
    envelopes = [request.payload for request in app.requests]
    assert len(envelopes) == 3
    assert all(each["is_ext_shared_channel"] == (each["event"]["channel"] in shared) for each in envelopes)


def test_a_message_names_the_workspace_of_its_author(slack: LocalSlack, app: TinyApp) -> None:
    channel = slack.channels["with-partner"]
    slack.people["trent"].says(channel, "@econnect hello")
    slack.settle()
    for request in app.requests:
        event = request.payload["event"]
        assert {event["team"], event["user_team"], event["source_team"]} == {slack.teams["partner"]}
        assert (event["user_profile"]["name"], event["user_profile"]["is_restricted"]) == ("trent", True)


def test_a_message_of_ones_own_people_names_no_other_workspace(slack: LocalSlack, app: TinyApp) -> None:
    slack.people["alice"].says(slack.channels["with-partner"], "hello")
    slack.settle()
    event = app.requests[-1].payload["event"]
    assert event["team"] == slack.app.team_id
    assert not {"user_team", "source_team", "user_profile"} & event.keys()


def test_an_event_comes_from_its_authors_workspace_and_goes_to_the_apps(slack: LocalSlack, app: TinyApp) -> None:
    peggy, channel = slack.people["peggy"], slack.channels["with-partner"]
    peggy.edits(peggy.says(channel, "hello"), "hello again")
    slack.settle()
    for request in app.requests:
        assert request.payload["team_id"] == slack.teams["partner"]
        assert request.payload["authorizations"][0]["team_id"] == slack.app.team_id
        assert request.payload["context_team_id"] == slack.app.team_id
    assert len(app.requests) == 2


def test_a_command_is_none_for_people_of_another_workspace(slack: LocalSlack, app: TinyApp) -> None:
    told = slack.people["peggy"].types("/econnect hello", slack.channels["with-partner"])
    assert told
    assert (told.text, app.requests) == ("/econnect is not a valid command.", [])


def test_a_stranger_cannot_write_to_the_app_and_stays_a_stranger(slack: LocalSlack, client: WebClient) -> None:
    victor = slack.people["victor"]
    assert victor.sees(victor.dm) == []
    with pytest.raises(LookupError, match="victor is in no channel with this app"):
        victor.writes_dm("hello")
    assert client.users_info(user=victor.id)["user"]["is_stranger"] is True


def test_a_form_of_somebody_elses_workspace_names_the_apps_in_the_view_alone(
    slack: LocalSlack, app: TinyApp, client: WebClient
) -> None:
    for name, team in (("peggy", slack.teams["partner"]), ("alice", slack.app.team_id)):
        person = slack.people[name]
        person.uses_shortcut("ask_anything")
        client.views_open(trigger_id=app.requests[-1].payload["trigger_id"], view=QUESTION)
        assert person.modal
        person.submits(person.modal, {"text": "Which version?"})
        sent = app.requests[-1].payload
        assert (sent["type"], sent["team"]["id"], sent["user"]["team_id"]) == ("view_submission", team, team)
        assert sent["view"]["app_installed_team_id"] == slack.app.team_id
