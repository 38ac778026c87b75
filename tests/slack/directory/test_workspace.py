from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.services.supervising import RoundFailedError
from bot.slack.backoff import backoff
from bot.slack.directory.workspace import Workspace
from bot.slack.web_api import SlackApi
from localslack import LocalSlack
from tests.clocks import CLOCK
from tests.slack.slow_servers import served

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterator, Mapping
    from threading import Event

MANIFEST = Path(__file__).parents[3] / "manifest.yml"


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack(MANIFEST, clock=CLOCK.seconds) as running:
        yield running


def test_a_token_that_slack_takes_makes_the_bot_ready_and_it_is_not_asked_again(slack: LocalSlack) -> None:
    check = Workspace(SlackApi(slack.bot_token, slack.api_url))
    assert not check.is_known()
    check.ask()
    check.ask()

    assert check.is_known()
    assert len(slack.calls("auth.test")) == 1


def test_a_token_that_slack_refuses_fails_each_round_by_name_and_is_asked_again(slack: LocalSlack) -> None:
    check = Workspace(SlackApi("xoxb-wrong", slack.api_url))
    for _ in range(3):
        with pytest.raises(
            RoundFailedError, match=r"SLACK_BOT_TOKEN \(invalid_auth\): copy it again from .*, and restart"
        ) as failed:
            check.ask()
        assert "xoxb-wrong" not in str(failed.value)

    assert not check.is_known()
    assert len(slack.calls("auth.test")) == 3


def test_a_slack_that_cannot_be_reached_fails_the_round_and_is_asked_again(slack: LocalSlack) -> None:
    slack.faults.for_calls("auth.test", "reset-before", "empty", "ok")
    check = Workspace(SlackApi(slack.bot_token, slack.api_url))
    for _ in range(2):
        with pytest.raises(RoundFailedError, match=r"^Slack cannot be reached"):
            check.ask()
    check.ask()

    assert check.team == slack.app.team_id


@pytest.mark.parametrize("team", ["E1", "T1"])
def test_an_installation_in_a_whole_organization_is_known_as_one_and_told(
    team: str, caplog: pytest.LogCaptureFixture
) -> None:
    told = {"ok": True, "url": "https://acme.enterprise.slack.com/", "team_id": "E1", "user_id": "UBOT"}
    with served(saying(told | {"team_id": team, "enterprise_id": "E1", "is_enterprise_install": True})) as url:
        organization = Workspace(SlackApi("xoxb-1", url))
        organization.ask()
    with served(saying(told | {"team_id": "T1", "enterprise_id": "E1", "is_enterprise_install": False})) as url:
        one_of_its_workspaces = Workspace(SlackApi("xoxb-1", url))
        one_of_its_workspaces.ask()

    assert (organization.team, organization.enterprise, organization.bot) == ("E1", "E1", "UBOT")
    assert (one_of_its_workspaces.team, one_of_its_workspaces.enterprise) == ("T1", None)
    assert caplog.text.count("whole organization") == 1


def saying(answer: Mapping[str, object]) -> Callable[[socket.socket, Event], None]:
    """Return what answers each call so."""
    body = json.dumps(answer).encode()

    def answer_with(connection: socket.socket, _ended: Event) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n")
        connection.sendall(b"Content-Length: %d\r\n\r\n" % len(body) + body)

    return answer_with


def test_messages_have_the_workspaces_address_as_soon_as_it_is_known(slack: LocalSlack) -> None:
    workspace = Workspace(SlackApi(slack.bot_token, slack.api_url))
    assert workspace.message_link("C1", "1700000000.000100") == "https://slack.com/archives/C1/p1700000000000100"
    workspace.ask()
    assert workspace.message_link("C1", "2.1", "1.1") == (
        f"https://{slack.app.team_domain}.slack.com/archives/C1/p21?thread_ts=1.1&cid=C1"
    )


def test_waits_grow_up_to_a_minute() -> None:
    each = backoff()

    assert [next(each) for _ in range(8)] == [1, 2, 4, 8, 16, 32, 60, 60]
