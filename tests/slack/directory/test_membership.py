"""Who is in the support team, as a real local Slack tells it."""

from __future__ import annotations

import time
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest

from bot.domain.desk import SupportDeskConfig
from bot.domain.forms import SupportMember
from bot.services.patience import ACK_SECONDS, at_most, seconds_left
from bot.services.supervising import RoundFailedError
from bot.slack.directory.membership import LIST_SECONDS, LISTED, NAMES_SECONDS, SlackMembership
from bot.slack.ids import MEMBERS
from bot.slack.web_api import CallAmbiguousError, CallNotMadeError, CallRefusedError, SlackAnswer, SlackApi
from localslack import LocalSlack
from localslack.workspace_spec import SHARED_WORKSPACE, ChannelSpec, GroupSpec, PersonSpec, WorkspaceSpec
from tests.clocks import CLOCK, HandClock
from tests.domain.test_hours import AMSTERDAM
from tests.slack.fakes import FakeWorkspace
from tests.slack.scripted_api import ScriptedApi
from tests.slack.slow_servers import served, trickling

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

MANIFEST = Path(__file__).parents[3] / "manifest.yml"
PEOPLE = WorkspaceSpec(
    (
        PersonSpec("bob", "Bob"),
        PersonSpec("carol", "Carol"),
        PersonSpec("dora", "Dora"),
        PersonSpec("guest", "Guest", is_guest=True),
    ),
    (
        ChannelSpec("triage", ("bob", "guest"), is_private=True),
        ChannelSpec("general", ("bob", "carol", "dora", "guest")),
    ),
    (GroupSpec("support", ("carol", "guest")),),
)


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack(MANIFEST, workspace=PEOPLE, clock=CLOCK.seconds) as running:
        yield running


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


def members_of(count: int) -> SlackAnswer:
    """Return that the channel has so many members."""
    return SlackAnswer({"members": [f"U{number}" for number in range(count)]}, {})


def refusing(code: str) -> ScriptedApi:
    """Return a Slack that refuses everything."""

    def refuse(_method: str, _params: Mapping[str, Any]) -> None:
        raise CallRefusedError(code)

    return ScriptedApi(answer=refuse)


def team_of(
    slack: LocalSlack, clock: HandClock, group: str | None = None, channel: str = "triage"
) -> SlackMembership:
    desk = SupportDeskConfig(slack.channels[channel].id, AMSTERDAM, group=group)
    home = FakeWorkspace(slack.app.team_id, slack.app.bot_user_id)
    return SlackMembership(SlackApi(slack.bot_token, slack.api_url), desk, clock, home)


def standings(slack: LocalSlack, team: SlackMembership) -> dict[str, str]:
    return {name: team.membership_of(person.id) for name, person in slack.people.items()}


def test_the_members_of_the_channel_are_the_team_and_guests_never(slack: LocalSlack, clock: HandClock) -> None:
    found = standings(slack, team_of(slack, clock))
    assert found == {"bob": "member", "carol": "outsider", "dora": "outsider", "guest": "outsider"}


def test_or_the_members_of_a_group_are(slack: LocalSlack, clock: HandClock) -> None:
    found = standings(slack, team_of(slack, clock, "S0SUPPORT"))
    assert found == {"bob": "outsider", "carol": "member", "dora": "outsider", "guest": "outsider"}


def test_people_of_another_workspace_are_never_in_the_team_of_a_shared_channel(clock: HandClock) -> None:
    with LocalSlack(MANIFEST, workspace=SHARED_WORKSPACE, clock=CLOCK.seconds) as slack:
        found = standings(slack, team_of(slack, clock, channel="shared-triage"))
    assert {name for name, standing in found.items() if standing == "member"} == {"bob", "carol"}
    assert set(found.values()) == {"member", "outsider"}


def test_nobody_is_in_the_team_while_it_is_not_known_which_workspace_is_ours(
    slack: LocalSlack, clock: HandClock
) -> None:
    desk = SupportDeskConfig(slack.channels["triage"].id, AMSTERDAM)
    home = FakeWorkspace(None)
    team = SlackMembership(SlackApi(slack.bot_token, slack.api_url), desk, clock, home)
    assert team.membership_of(slack.people["bob"].id) == "unknown"
    home.team = slack.app.team_id
    assert team.membership_of(slack.people["bob"].id) == "member"


def test_the_bot_itself_is_nobody(slack: LocalSlack, clock: HandClock) -> None:
    assert team_of(slack, clock).membership_of(slack.app.bot_user_id) == "outsider"


def test_who_was_taken_out_is_out_within_five_minutes(slack: LocalSlack, clock: HandClock) -> None:
    team, bob = team_of(slack, clock), slack.people["bob"]
    assert team.membership_of(bob.id) == "member"
    bob.leaves(slack.channels["triage"])
    clock.pass_time(minutes=4)
    assert team.membership_of(bob.id) == "member"
    clock.pass_time(minutes=1)
    assert team.membership_of(bob.id) == "outsider"


def test_who_was_just_added_need_not_wait_for_it(slack: LocalSlack, clock: HandClock) -> None:
    team, carol = team_of(slack, clock), slack.people["carol"]
    assert team.membership_of(carol.id) == "outsider"
    carol.joins(slack.channels["triage"])
    clock.pass_time(seconds=10)
    assert team.membership_of(carol.id) == "member"


def test_slack_is_asked_once_in_five_minutes(slack: LocalSlack, clock: HandClock) -> None:
    team = team_of(slack, clock)
    for _ in range(20):
        team.membership_of(slack.people["bob"].id)
    assert [call.method for call in slack.calls()] == ["conversations.members", "users.info"]


@pytest.mark.parametrize("fault", ["500", "429:1", "reset-before", "error:missing_scope", "html", "empty"])
@pytest.mark.parametrize("method", ["conversations.members", "users.info"])
def test_where_slack_does_not_tell_nobody_is_in_it(
    slack: LocalSlack, clock: HandClock, method: str, fault: str
) -> None:
    team = team_of(slack, clock)
    slack.faults.for_calls(method, fault)
    assert team.membership_of(slack.people["bob"].id) == "unknown"
    assert team.membership_of(slack.people["bob"].id) == "member"


def test_pages_are_read_to_the_end(clock: HandClock) -> None:
    names = tuple(f"p{number}" for number in range(1205))
    workspace = WorkspaceSpec(tuple(PersonSpec(name, name) for name in names), (ChannelSpec("triage", names),))
    with LocalSlack(MANIFEST, workspace=workspace, clock=CLOCK.seconds) as slack:
        assert team_of(slack, clock).membership_of(slack.people["p1204"].id) == "member"


def test_who_waits_for_an_ack_is_not_kept_longer_by_all_that_is_asked(clock: HandClock) -> None:
    desk, home = SupportDeskConfig("C1", AMSTERDAM), FakeWorkspace()
    with served(trickling()) as url:
        team = SlackMembership(SlackApi("xoxb-1", url, timeout_seconds=30), desk, clock, home)
        begin = time.monotonic()
        with at_most(0.5):
            assert [team.membership_of(person) for person in ("U1", "U2", "U3")] == ["unknown"] * 3
    assert time.monotonic() - begin < 5


def test_the_list_of_the_team_has_its_members_by_name_and_nobody_else(slack: LocalSlack, clock: HandClock) -> None:
    bob, carol, dora = (slack.people[name] for name in ("bob", "carol", "dora"))
    for person in (dora, carol):
        person.joins(slack.channels["triage"])

    assert team_of(slack, clock).members() == (
        SupportMember(bob.id, "Bob"),
        SupportMember(carol.id, "Carol"),
        SupportMember(dora.id, "Dora"),
    )
    assert team_of(slack, clock, "S0SUPPORT").members() == (SupportMember(carol.id, "Carol"),)


def test_the_list_leaves_out_people_of_other_workspaces_and_the_deactivated(clock: HandClock) -> None:
    with LocalSlack(MANIFEST, workspace=SHARED_WORKSPACE, clock=CLOCK.seconds) as slack:
        ours = {slack.people[name].id for name in ("bob", "carol")}
        assert {each.person for each in team_of(slack, clock, channel="shared-triage").members()} == ours


def test_of_two_with_one_name_the_handle_tells_which_is_which(clock: HandClock) -> None:
    names = ("sam1", "sam2")
    workspace = WorkspaceSpec(tuple(PersonSpec(name, "Sam") for name in names), (ChannelSpec("triage", names),))
    with LocalSlack(MANIFEST, workspace=workspace, clock=CLOCK.seconds) as slack:
        assert [each.name for each in team_of(slack, clock).members()] == ["Sam (@sam1)", "Sam (@sam2)"]


def test_names_are_asked_for_once_a_day_and_who_is_in_the_team_as_often_as_ever(
    slack: LocalSlack, clock: HandClock
) -> None:
    team = team_of(slack, clock)
    for _ in range(3):
        assert [each.name for each in team.members()] == ["Bob"]
        clock.pass_time(minutes=10)
    asked = [call.method for call in slack.calls()]
    assert asked.count("conversations.members") == 3
    assert asked.count("users.info") == 3  # of Bob, the guest and the bot


def test_nobody_is_listed_where_the_team_is_larger_than_a_menu(clock: HandClock) -> None:
    names = tuple(f"p{number}" for number in range(101))
    workspace = WorkspaceSpec(tuple(PersonSpec(name, name) for name in names), (ChannelSpec("triage", names),))
    with LocalSlack(MANIFEST, workspace=workspace, clock=CLOCK.seconds) as slack:
        assert team_of(slack, clock).members() == ()
        assert [call.method for call in slack.calls()] == ["conversations.members"]


@pytest.mark.parametrize("fault", ["500", "429:1", "reset-before", "html"])
@pytest.mark.parametrize("method", ["conversations.members", "users.info"])
def test_nobody_is_listed_where_slack_does_not_tell(
    slack: LocalSlack, clock: HandClock, method: str, fault: str
) -> None:
    team = team_of(slack, clock)
    slack.faults.for_calls(method, fault)
    assert team.members() == ()
    assert [each.name for each in team.members()] == ["Bob"]


def test_who_slack_does_not_know_is_left_out(slack: LocalSlack, clock: HandClock) -> None:
    carol = slack.people["carol"]
    carol.joins(slack.channels["triage"])
    desk = SupportDeskConfig(slack.channels["triage"].id, AMSTERDAM)
    home = FakeWorkspace(slack.app.team_id, slack.app.bot_user_id)

    def tell(_: str, params: Mapping[str, Any]) -> None:
        if params == {"user": carol.id}:
            raise CallRefusedError("user_not_found")

    team = SlackMembership(ScriptedApi(slack.bot_token, slack.api_url, answer=tell), desk, clock, home)
    assert [each.name for each in team.members()] == ["Bob"]


def test_nobody_is_listed_while_it_is_not_known_which_workspace_is_ours(slack: LocalSlack, clock: HandClock) -> None:
    desk = SupportDeskConfig(slack.channels["triage"].id, AMSTERDAM)
    assert SlackMembership(SlackApi(slack.bot_token, slack.api_url), desk, clock, FakeWorkspace(None)).members() == ()


def test_who_waits_for_the_form_is_not_kept_by_the_names(clock: HandClock) -> None:
    desk, home = SupportDeskConfig("C1", AMSTERDAM), FakeWorkspace()
    with served(trickling()) as url:
        team = SlackMembership(SlackApi("xoxb-1", url, timeout_seconds=30), desk, clock, home)
        begin = time.monotonic()
        assert team.members() == ()
    assert time.monotonic() - begin < 5


def test_all_names_together_have_one_deadline_however_many_there_are(clock: HandClock) -> None:
    ended: list[str] = []

    def tell(method: str, params: Mapping[str, Any]) -> SlackAnswer:
        if method == MEMBERS:
            return members_of(LISTED)
        seconds, left = LIST_SECONDS * 0.6, seconds_left(99)
        Event().wait(min(seconds, left))  # no longer than it may, as every call of Slack's
        if left < seconds:
            raise CallAmbiguousError("TimeoutError")
        ended.append(params["user"])
        return SlackAnswer({"user": {"id": params["user"], "team_id": "T1", "real_name": "x"}}, {})

    team = SlackMembership(ScriptedApi(answer=tell), SupportDeskConfig("C1", AMSTERDAM), clock, FakeWorkspace())
    begin = time.monotonic()
    assert team.members() == ()
    assert time.monotonic() - begin < 4 * LIST_SECONDS  # one after another, the names take thirteen times as long
    assert ended, "what came in is remembered"


def test_names_are_not_asked_for_before_slack_allows_it_and_nobody_else_is_after_a_limit(clock: HandClock) -> None:
    def limit(method: str, _: Mapping[str, Any]) -> SlackAnswer:
        if method == MEMBERS:
            return members_of(60)
        asked.append(method)
        raise CallNotMadeError("ratelimited", 429, 30.0)

    asked: list[str] = []
    team = SlackMembership(ScriptedApi(answer=limit), SupportDeskConfig("C1", AMSTERDAM), clock, FakeWorkspace())
    for _ in range(6):
        with pytest.raises(RoundFailedError):
            team.learn_names()
        clock.pass_time(seconds=4)
    assert len(asked) <= 8, "what was under way at the first limit, and nothing after it"

    clock.pass_time(seconds=6)
    before = len(asked)
    with pytest.raises(RoundFailedError):
        team.learn_names()
    assert len(asked) > before


@pytest.mark.parametrize("code", ["missing_scope", "no_such_subteam", "fatal_error"])
def test_a_failure_to_learn_names_fails_each_round_and_is_tried_again_ever_more_seldom(
    clock: HandClock, code: str
) -> None:
    api = refusing(code)
    team = SlackMembership(api, SupportDeskConfig("C1", AMSTERDAM, group="S1"), clock, FakeWorkspace())
    begin = clock.now()
    moments: list[float] = []
    for _ in range(240):
        before = len(api.asked)
        with pytest.raises(RoundFailedError, match=f"not known yet: {code}"):
            team.learn_names()
        if len(api.asked) > before:
            moments.append((clock.now() - begin).total_seconds())
        clock.pass_time(seconds=5)

    assert moments == [0, 5, 15, 35, 75, 155, 315, 615, 915]


def test_names_that_were_learned_are_listed_and_asked_for_no_more(slack: LocalSlack, clock: HandClock) -> None:
    team = team_of(slack, clock)
    slack.faults.for_calls("users.info", "500")
    with pytest.raises(RoundFailedError):
        team.learn_names()
    for _ in range(3):
        clock.pass_time(seconds=5)
        team.learn_names()
    asked = len(slack.calls())
    assert [each.name for each in team.members()] == ["Bob"]
    assert len(slack.calls()) == asked


def test_no_names_are_learned_while_it_is_not_known_which_workspace_is_ours(clock: HandClock) -> None:
    api = refusing("missing_scope")
    SlackMembership(api, SupportDeskConfig("C1", AMSTERDAM), clock, FakeWorkspace(None)).learn_names()
    assert not api.asked


@pytest.mark.parametrize(
    ("ask", "fewest", "most"),
    [(SlackMembership.members, 0.0, LIST_SECONDS), (SlackMembership.learn_names, LIST_SECONDS, NAMES_SECONDS)],
)
def test_names_are_waited_for_as_long_as_whoever_asks_has_time(
    slack: LocalSlack, clock: HandClock, ask: Callable[[SlackMembership], object], fewest: float, most: float
) -> None:
    api = ScriptedApi(slack.bot_token, slack.api_url)
    desk = SupportDeskConfig(slack.channels["triage"].id, AMSTERDAM)
    ask(SlackMembership(api, desk, clock, FakeWorkspace(slack.app.team_id, slack.app.bot_user_id)))

    assert api.left
    assert all(fewest <= left <= most for left in api.left)


def test_all_calls_together_leave_the_store_half_of_what_an_ack_has(slack: LocalSlack, clock: HandClock) -> None:
    api = ScriptedApi(slack.bot_token, slack.api_url)
    desk = SupportDeskConfig(slack.channels["triage"].id, AMSTERDAM)
    home = FakeWorkspace(slack.app.team_id, slack.app.bot_user_id)
    team = SlackMembership(api, desk, clock, home)
    assert team.membership_of(slack.people["bob"].id) == "member"

    members, person = api.left
    assert ACK_SECONDS / 2 >= members > person
