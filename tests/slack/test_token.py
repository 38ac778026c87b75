from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import pytest

from bot.localslack import LocalSlack
from bot.slack.courier import new_client
from bot.slack.patience import waits
from bot.slack.token import TokenCheck

if TYPE_CHECKING:
    from collections.abc import Iterator

MANIFEST = Path(__file__).parents[2] / "manifest.yml"


class Stopping(Event):
    """Lets so many tries pass without waiting, then stops."""

    def __init__(self, tries: int) -> None:
        super().__init__()
        self._left = tries
        self.waited: list[float] = []

    def wait(self, timeout: float | None = None) -> bool:
        self.waited.append(timeout or 0)
        self._left -= 1
        return self._left <= 0


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack(MANIFEST) as running:
        yield running


def test_a_token_that_slack_takes_makes_the_bot_ready(slack: LocalSlack) -> None:
    check = TokenCheck(new_client(slack.bot_token, slack.api_url))
    assert not check.is_ready()
    check.start(Event()).join()

    assert check.is_ready()


def test_a_token_that_slack_refuses_is_told_by_name_and_asked_again(
    slack: LocalSlack, caplog: pytest.LogCaptureFixture
) -> None:
    check, stop = TokenCheck(new_client("xoxb-wrong", slack.api_url)), Stopping(3)
    check.start(stop).join()

    assert not check.is_ready()
    assert caplog.text.count("Slack does not take SLACK_BOT_TOKEN (invalid_auth)") == 3
    assert "xoxb-wrong" not in caplog.text
    assert stop.waited == [1, 2, 4]


def test_a_slack_that_cannot_be_reached_is_told_and_tried_again(
    slack: LocalSlack, caplog: pytest.LogCaptureFixture
) -> None:
    slack.faults.for_calls("auth.test", "reset-before", "500", "ok")
    check = TokenCheck(new_client(slack.bot_token, slack.api_url))
    check.start(Stopping(9)).join()

    assert check.is_ready()
    assert "tried again in 1 s" in caplog.text
    assert "tried again in 2 s" in caplog.text
    assert "SLACK_BOT_TOKEN" not in caplog.text


def test_waits_grow_up_to_a_minute() -> None:
    each = waits()

    assert [next(each) for _ in range(8)] == [1, 2, 4, 8, 16, 32, 60, 60]
