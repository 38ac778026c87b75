"""How long nobody's name is asked for after a failure."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.slack.directory.names_rest import LONGEST, NamesRest
from bot.slack.web_api import CallAmbiguousError, CallNotMadeError, CallRefusedError, SlackCallError
from tests.moments import MOMENT


def test_at_first_nothing_is_waited_for() -> None:
    assert not NamesRest().lasts(MOMENT)


@pytest.mark.parametrize("error", [CallRefusedError("x"), CallAmbiguousError("x"), CallNotMadeError("x")])
def test_a_rest_doubles_until_it_is_as_long_as_any(error: SlackCallError) -> None:
    rest, lengths = NamesRest(), list[float]()
    for _ in range(9):
        rest = rest.after(error, MOMENT)
        lengths.append(rest.length.total_seconds())
    assert lengths == [5, 10, 20, 40, 80, 160, 300, 300, 300]


@pytest.mark.parametrize(("asked", "seconds"), [(1.0, 5), (30.0, 30), (3600.0, 3600), (None, 5)])
def test_a_rest_is_at_least_as_long_as_slack_asks(asked: float | None, seconds: int) -> None:
    rest = NamesRest().after(CallNotMadeError("ratelimited", 429, asked), MOMENT)
    assert rest.lasts(MOMENT + timedelta(seconds=seconds - 1))
    assert not rest.lasts(MOMENT + timedelta(seconds=seconds))
    assert rest.length <= LONGEST, "what Slack asked for once is not doubled"
