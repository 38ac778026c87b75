"""What the bot says of scopes that were not granted, at its start and in `doctor`."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.desk import SupportDeskConfig
from bot.slack.directory.granted_scopes import examine_scopes, granted_scopes, tell_scopes
from bot.slack.directory.membership import SlackMembership
from bot.slack.directory.workspace import Workspace
from bot.slack.ids import OPTIONAL_SCOPES, SCOPES
from bot.slack.web_api import SlackApi
from localslack import LocalSlack
from localslack.workspace_spec import DEFAULT_WORKSPACE
from tests.clocks import CLOCK, HandClock
from tests.domain.test_hours import AMSTERDAM
from tests.slack.fakes import FakeWorkspace

MANIFEST = Path(__file__).parents[3] / "manifest.yml"
CHANNELS_TEAM = SupportDeskConfig("C1", AMSTERDAM)
GROUPS_TEAM = replace(CHANNELS_TEAM, group="S1")
NO_REACTION = replace(CHANNELS_TEAM, reaction=None)


def told(granted: frozenset[str], desk: SupportDeskConfig | None) -> dict[str, str]:
    """Return the verdict of each finding, by its first word."""
    found = examine_scopes({"x-oauth-scopes": ", ".join(sorted(granted))}, desk)
    return {each.message.split()[0]: each.verdict for each in found}


def test_where_everything_is_granted_all_is_well() -> None:
    assert told(SCOPES, GROUPS_TEAM) == {"everything": "ok"}


@pytest.mark.parametrize("headers", [{}, {"date": "today"}])
def test_a_missing_header_is_told_as_not_known_never_as_missing(headers: dict[str, str]) -> None:
    (found,) = examine_scopes(headers, GROUPS_TEAM)
    assert (found.verdict, "cannot be told" in found.message) == ("warning", True)
    assert granted_scopes(headers) is None


def test_an_empty_header_says_that_nothing_was_granted() -> None:
    assert granted_scopes({"x-oauth-scopes": ""}) == frozenset()
    assert {found.verdict for found in examine_scopes({"x-oauth-scopes": ""}, None)} == {"problem", "warning"}


@pytest.mark.parametrize("scope", sorted(SCOPES - OPTIONAL_SCOPES))
def test_a_scope_that_is_needed_is_a_problem(scope: str) -> None:
    (found, *others) = examine_scopes({"x-oauth-scopes": ",".join(SCOPES - {scope})}, GROUPS_TEAM)
    assert (found.verdict, found.message, others) == ("problem", f"the app was not granted {scope}", [])


@pytest.mark.parametrize(
    ("scope", "desk", "verdict"),
    [
        ("usergroups:read", GROUPS_TEAM, "problem"),
        ("usergroups:read", CHANNELS_TEAM, None),
        ("usergroups:read", None, None),
        ("reactions:read", CHANNELS_TEAM, "warning"),
        ("reactions:read", NO_REACTION, None),
        ("reactions:read", None, None),
        ("mpim:history", None, "warning"),
    ],
)
def test_an_optional_scope_is_missed_where_its_feature_is_wanted(
    scope: str, desk: SupportDeskConfig | None, verdict: str | None
) -> None:
    assert told(SCOPES - {scope}, desk) == ({scope: verdict} if verdict else {"everything": "ok"})


def test_the_start_says_which_feature_is_off(caplog: pytest.LogCaptureFixture) -> None:
    workspace = replace(DEFAULT_WORKSPACE, declined_scopes=OPTIONAL_SCOPES)
    with LocalSlack(MANIFEST, workspace=workspace, clock=CLOCK.seconds) as slack:
        Workspace(SlackApi(slack.bot_token, slack.api_url), GROUPS_TEAM).ask()
    levels = {record.getMessage().split()[0]: record.levelno for record in caplog.records}
    assert {scope: levels[scope] for scope in OPTIONAL_SCOPES} == {
        "usergroups:read": logging.ERROR,
        "reactions:read": logging.WARNING,
        "mpim:history": logging.WARNING,
    }


def test_the_start_says_nothing_where_all_is_well(caplog: pytest.LogCaptureFixture) -> None:
    tell_scopes({"x-oauth-scopes": ",".join(SCOPES)}, GROUPS_TEAM)
    assert not caplog.records


def test_without_its_scope_nobody_counts_as_a_member_of_the_group() -> None:
    workspace = replace(DEFAULT_WORKSPACE, declined_scopes=frozenset({"usergroups:read"}))
    with LocalSlack(MANIFEST, workspace=workspace, clock=CLOCK.seconds) as slack:
        desk = SupportDeskConfig(slack.channels["support-triage"].id, AMSTERDAM, group=slack.groups["support"])
        team = SlackMembership(
            SlackApi(slack.bot_token, slack.api_url), desk, HandClock(), FakeWorkspace(slack.app.team_id)
        )
        assert team.membership_of(slack.people["bob"].id) == "unknown"
