"""What Slack says of the bot's tokens and its triage channel, as `doctor` tells it."""

from __future__ import annotations

import socket
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from bot.domain.desk import SupportDeskConfig
from bot.slack.directory.token_checks import examine_app_token, examine_bot_token, examine_desk
from localslack import LocalSlack
from tests.clocks import HandClock
from tests.domain.test_hours import AMSTERDAM

if TYPE_CHECKING:
    from collections.abc import Iterator

MANIFEST = Path(__file__).parents[3] / "manifest.yml"
NOWHERE = "http://127.0.0.1:1/api/"


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack(MANIFEST) as slack:
        yield slack


def test_a_token_that_slack_takes_is_told_with_who_the_bot_is_and_where(slack: LocalSlack) -> None:
    found = {each.what: each for each in examine_bot_token(slack.bot_token, slack.api_url, None, HandClock())}
    assert (found["bot token"].verdict, found["scopes"].verdict) == ("ok", "ok")
    assert found["bot token"].message.startswith("Slack accepts it: ")
    assert found["clock"].verdict == "problem"  # the tests' clock stands


def test_each_token_is_tried_as_what_it_is(slack: LocalSlack) -> None:
    (app,) = examine_app_token(slack.app_token, slack.api_url)
    assert app.verdict == "ok"
    (swapped,) = examine_app_token(slack.bot_token, slack.api_url)
    assert swapped.verdict == "problem"
    assert "SLACK_APP_TOKEN" in swapped.message
    wrong, *_ = examine_bot_token("xoxb-wrong", slack.api_url, None, HandClock())
    assert (wrong.verdict, wrong.message) == ("problem", "Slack rejects SLACK_BOT_TOKEN (invalid_auth)")


def test_a_slack_that_is_not_there_is_no_wrong_token() -> None:
    desk = SupportDeskConfig("C1", AMSTERDAM)
    found = [
        *examine_bot_token("xoxb-1", NOWHERE, None, HandClock()),
        *examine_app_token("xapp-1", NOWHERE),
        *examine_desk(desk, "xoxb-1", NOWHERE),
    ]
    assert [each.what for each in found] == ["bot token", "app token", "support team"]
    assert all("cannot be reached" in each.message and "127.0.0.1" in each.remedy for each in found)
    assert all(each.is_unknown for each in found)


def test_a_refused_token_is_known_to_be_wrong(slack: LocalSlack) -> None:
    wrong, *_ = examine_bot_token("xoxb-wrong", slack.api_url, None, HandClock())
    assert not wrong.is_unknown
    (wrong,) = examine_app_token("xapp-wrong", slack.api_url)
    assert not wrong.is_unknown


def test_a_name_that_is_not_found_points_to_dns_and_the_proxy() -> None:
    (found,) = examine_app_token("xapp-1", "http://slack.invalid/api/")
    assert found.message == "Slack cannot be reached (gaierror)"
    assert "The name slack.invalid is not found" in found.remedy
    assert "HTTPS_PROXY" in found.remedy
    assert found.is_unknown


def test_a_tls_that_is_not_trusted_points_to_its_certificate() -> None:
    def refuse(listener: socket.socket) -> None:
        connection, _ = listener.accept()
        with connection:
            connection.recv(4096)
            connection.sendall(b"HTTP/1.0 200 OK\r\n\r\n")

    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = Thread(target=refuse, args=(listener,))
        server.start()
        (found,) = examine_app_token("xapp-1", f"https://127.0.0.1:{listener.getsockname()[1]}/api/")
        server.join()
    assert found.message.startswith("Slack cannot be reached (SSL")
    assert "SSL_CERT_FILE" in found.remedy
    assert found.is_unknown


def test_the_triage_channel_has_to_be_one_where_the_bot_can_post(slack: LocalSlack) -> None:
    def verdict(channel: str, group: str | None = None) -> list[tuple[str, str]]:
        desk = SupportDeskConfig(channel, AMSTERDAM, group=group)
        return [(each.verdict, each.message) for each in examine_desk(desk, slack.bot_token, slack.api_url)]

    triage = slack.channels["support-triage"]
    here = ("ok", f"cards go to #{triage.name}")
    assert verdict(triage.id) == [here]
    assert verdict(triage.id, slack.groups["support"])[0] == here
    assert "cannot be read (no_such_subteam)" in verdict(triage.id, "S0GONE")[1][1]
    assert "channel_not_found" in verdict("C0GONE")[0][1]
    slack.archive(triage)
    assert verdict(triage.id) == [("problem", f"#{triage.name} is archived")]


@pytest.mark.parametrize(
    ("outcome", "told", "remedy"),
    [
        ("429:5", "Slack asks for patience (ratelimited)", "Wait a minute, then try again."),
        ("503", "Slack has trouble of its own (HTTP status 503)", "slack-status.com"),
        ("html", "Slack has trouble of its own (HTTP status 200)", "a proxy answer for 127.0.0.1"),
        ("reset-before", "Slack cannot be reached (", "127.0.0.1"),
    ],
)
def test_a_slack_that_answers_and_cannot_serve_is_not_told_as_one_that_is_not_there(
    slack: LocalSlack, outcome: str, told: str, remedy: str
) -> None:
    slack.faults.for_calls("apps.connections.open", outcome)
    (found,) = examine_app_token(slack.app_token, slack.api_url)
    assert found.message.startswith(told)
    assert remedy in found.remedy
    assert found.is_unknown
