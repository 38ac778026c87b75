"""Whose a payload is: one rule for each kind, with what Slack sends from a channel that two workspaces share."""

from __future__ import annotations

from typing import Any

import pytest

from bot.slack.app import build_app
from bot.slack.home_workspace import is_at_home, is_of_home, team_of
from bot.slack.transport.dispatching import dispatcher
from tests.slack.fakes import FakeWorkspace, new_slack
from tests.slack.payloads import ALICE, TEAM, click, command, mention
from tests.slack.test_strange_shapes import OWN

OTHER = "T0OTHER"
"""The workspace that shares a channel with ours."""

STRANGER = {"id": ALICE, "team_id": OTHER}


def without(payload: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in payload.items() if name not in names}


AT_HOME: dict[str, dict[str, Any]] = {
    "an event from the other side of a shared channel": mention("x") | {"team_id": OTHER},
    "an event that names ours as its context": without(mention("x"), "authorizations")
    | {"team_id": OTHER, "context_team_id": TEAM},
    "an event without authorizations": without(mention("x"), "authorizations"),
    "a form that somebody of another workspace sends": OWN["hand-over"] | {"team": {"id": OTHER}, "user": STRANGER},
    "the same where it is closed": OWN["hand-over"]
    | {"type": "view_closed", "team": {"id": OTHER}, "user": STRANGER},
    "a form of an organization": OWN["hand-over"] | {"team": None},
    "a button in a message that somebody of another workspace presses": click("x") | {"user": STRANGER},
    "a button in App Home": click("x") | {"container": {"type": "view"}, "view": {"app_installed_team_id": TEAM}},
    "a button of an organization": click("x") | {"team": None, "user": {"id": ALICE, "team_id": TEAM}},
    "a command": command("/econnect"),
}
ELSEWHERE: dict[str, dict[str, Any]] = {
    "an event for another installation": mention("x")
    | {"authorizations": [{"team_id": OTHER, "is_bot": True}], "context_team_id": TEAM},
    "an event without authorizations": without(mention("x"), "authorizations") | {"team_id": OTHER},
    "a form": OWN["hand-over"] | {"view": {**OWN["hand-over"]["view"], "app_installed_team_id": OTHER}},
    "a button": click("x") | {"team": {"id": OTHER}},
    "a button of an organization": click("x") | {"team": None, "user": STRANGER},
    "a command": command("/econnect") | {"team_id": OTHER},
    "what names no workspace": without(mention("x"), "authorizations", "team_id"),
}


@pytest.mark.parametrize("name", AT_HOME)
def test_what_is_ours_is_taken(name: str) -> None:
    assert team_of(AT_HOME[name]) == TEAM
    assert dispatcher(build_app(new_slack()))(AT_HOME[name], {}).status == 200


@pytest.mark.parametrize("name", ELSEWHERE)
def test_what_is_anothers_or_nobodys_is_refused(name: str) -> None:
    assert dispatcher(build_app(new_slack()))(ELSEWHERE[name], {}).status == 403


@pytest.mark.parametrize(
    ("payload", "is_ours"),
    [
        (click("x") | {"team": None, "enterprise": {"id": "E1"}, "user": {"id": ALICE, "team_id": OTHER}}, True),
        (click("x") | {"team": None, "enterprise": {"id": "E2"}}, False),
        (command("/econnect") | {"enterprise_id": "E1", "team_id": OTHER}, True),
        (mention("x") | {"authorizations": [{"enterprise_id": "E1", "team_id": OTHER}]}, True),
        # The other side of a shared channel is an organization as well.
        (mention("x") | {"enterprise_id": "E2", "authorizations": [{"enterprise_id": "E1", "team_id": None}]}, True),
        (
            mention("x") | {"enterprise_id": "E1", "authorizations": [{"enterprise_id": None, "team_id": OTHER}]},
            False,
        ),
    ],
)
def test_where_the_app_is_installed_in_a_whole_organization_all_its_workspaces_are_ours(
    payload: dict[str, Any], *, is_ours: bool
) -> None:
    assert is_at_home(payload, FakeWorkspace(team="E1", enterprise="E1")) == is_ours


ACCOUNT = {"enterprise_id": "E1", "teams": [TEAM, "T2"]}


@pytest.mark.parametrize(
    ("user", "is_ours"),
    [
        ({"id": "U1", "team_id": TEAM}, True),
        ({"id": "W1", "team_id": TEAM, "enterprise_user": {}}, True),
        ({"id": "W1", "team_id": "T2", "enterprise_user": ACCOUNT}, True),
        ({"id": "U1", "team_id": OTHER}, False),
        ({"id": "U1", "team_id": OTHER, "profile": {"team": TEAM}}, False),
        ({"id": "W1", "team_id": OTHER, "enterprise_user": {"enterprise_id": "E2", "teams": [OTHER]}}, False),
        ({"id": "U1"}, False),
        ({"id": "U1", "team_id": None, "enterprise_user": None}, False),
        ({"id": "U1", "enterprise_user": {"teams": TEAM}}, False),
    ],
)
def test_somebody_belongs_to_our_workspace_only_where_slack_says_so(user: dict[str, Any], *, is_ours: bool) -> None:
    assert is_of_home(user, FakeWorkspace()) == is_ours
    assert not is_of_home(user, FakeWorkspace(None))


@pytest.mark.parametrize(
    ("user", "is_ours"),
    [
        ({"id": "W1", "team_id": "T2", "enterprise_user": ACCOUNT}, True),
        ({"id": "W1", "team_id": "E1", "enterprise_user": ACCOUNT}, True),
        ({"id": "U1", "team_id": TEAM}, False),
        ({"id": "W1", "team_id": OTHER, "enterprise_user": {"enterprise_id": "E2", "teams": [OTHER]}}, False),
    ],
)
def test_somebody_belongs_to_our_organization_only_where_slack_says_so(
    user: dict[str, Any], *, is_ours: bool
) -> None:
    assert is_of_home(user, FakeWorkspace(enterprise="E1")) == is_ours
