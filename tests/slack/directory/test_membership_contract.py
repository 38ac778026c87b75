"""What whoever tells of the support team keeps to: the one that asks Slack, and the one in its place in tests."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.domain.desk import SupportDeskConfig
from bot.slack.directory.membership import SlackMembership
from bot.slack.web_api import SlackApi
from localslack import LocalSlack
from tests.clocks import CLOCK, HandClock
from tests.domain.test_hours import AMSTERDAM
from tests.services.fakes import FakeMembership
from tests.slack.fakes import FakeWorkspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.services.ports import Membership

MANIFEST = Path(__file__).parents[3] / "manifest.yml"


@dataclass
class Team:
    """A support team of Bob and Carol, whom Alice is not in."""

    membership: Membership
    alice: str
    bob: str
    carol: str
    fall_silent: Callable[[], object]


@pytest.fixture(params=["fake", "slack"])
def team(request: pytest.FixtureRequest) -> Iterator[Team]:
    if request.param == "fake":
        fake = FakeMembership({"bob", "carol"})
        yield Team(fake, "alice", "bob", "carol", lambda: setattr(fake, "is_unknown", True))
        return
    with LocalSlack(MANIFEST, clock=CLOCK.seconds) as slack:
        desk = SupportDeskConfig(slack.channels["support-triage"].id, AMSTERDAM)
        home = FakeWorkspace(slack.app.team_id, slack.app.bot_user_id)
        asking = SlackMembership(SlackApi(slack.bot_token, slack.api_url), desk, HandClock(), home)
        ids = {name: person.id for name, person in slack.people.items()}
        yield Team(asking, ids["alice"], ids["bob"], ids["carol"], lambda: slack.revoke(slack.bot_token))


def test_who_is_in_the_team_is_a_member_and_nobody_else(team: Team) -> None:
    assert team.membership.membership_of(team.bob) == "member"
    assert team.membership.membership_of(team.alice) == "outsider"
    assert team.membership.membership_of("UNOBODY") == "outsider"


def test_the_members_are_told_by_name(team: Team) -> None:
    members = team.membership.members()
    assert [each.person for each in members] == [team.bob, team.carol]
    assert [each.name.split()[0] for each in members] == ["Bob", "Carol"]


def test_learning_the_names_changes_nothing_of_who_is_listed(team: Team) -> None:
    team.membership.learn_names()
    assert [each.person for each in team.membership.members()] == [team.bob, team.carol]
    team.fall_silent()
    team.membership.learn_names()


def test_who_cannot_be_found_out_is_no_outsider_and_nobody_is_listed(team: Team) -> None:
    team.fall_silent()
    assert team.membership.membership_of(team.alice) == "unknown"
    assert team.membership.members() == ()


def test_a_known_member_stays_one_while_nothing_can_be_found_out(team: Team) -> None:
    assert team.membership.membership_of(team.bob) == "member"
    team.fall_silent()
    assert team.membership.membership_of(team.bob) == "member"
