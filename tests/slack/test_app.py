"""The app without a transport: payloads in, acks and the outbox out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.transport.payload_shapes import Malformed, checked
from tests.slack.payloads import click, command, mention, message

if TYPE_CHECKING:
    from pathlib import Path
from tests.slack.front import Front, away_store


def test_in_an_organization_everything_is_its_own_whichever_workspace_a_payload_names(front: Front) -> None:
    """A channel that several of its workspaces share has one id, and a message there is one message."""
    front.home.team = front.home.enterprise = "E1"
    one, other, third = (
        mention("which version?") | {"authorizations": [{"enterprise_id": "E1", "team_id": team}]}
        for team in ("T1", "T2", None)
    )
    assert [front.take(one), front.take(other), front.take(third)] == [200, 200, 200]
    assert [outgoing.destination.team for outgoing in front.outbox()] == ["E1"]


@pytest.mark.parametrize("payload", [mention("hello"), message("hello"), click("article:help")])
def test_while_the_store_is_away_nothing_else_is_acked(payload: dict[str, Any]) -> None:
    assert Front(away_store()).take(payload) == 503


def test_a_payload_that_cannot_be_read_is_acked_and_is_no_fault(
    front: Front, caplog: pytest.LogCaptureFixture
) -> None:
    assert front.take(mention("hello", user={"id": 1}, files=3)) == 200
    assert front.take(message("hello") | {"event": {"type": "message", "text": 1, "user": "U1"}}) == 200
    assert (front.outbox(), caplog.text) == ([], "")


shapes = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


names = st.sampled_from([*mention("x"), *click("x"), "enterprise", "view", "event_context"])


@given(st.sampled_from([mention("x"), message("x"), click("x"), command("/econnect", "x")]), names, shapes)
def test_no_part_of_a_payload_whatever_its_shape_is_a_fault_of_ours(
    payload: dict[str, Any], name: str, shape: object
) -> None:
    try:
        whole = checked(payload | {name: shape})
    except Malformed:
        return
    assert Front().take(whole) in {200, 400, 403}


def test_a_payload_that_bolt_itself_cannot_read_is_a_bad_request(front: Front) -> None:
    assert front.take(mention("hello") | {"enterprise": 5}) == 400


def test_nothing_in_the_environment_changes_the_app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("CLIENT_ID", "CLIENT_SECRET", "BOT_TOKEN", "SIGNING_SECRET", "SCOPES"):
        monkeypatch.setenv(f"SLACK_{name}", "from the environment")
    front = Front()
    assert front.take(mention("which version?")) == 200
    assert front.says() == ["en answer version-required"]
    assert list(tmp_path.iterdir()) == []


def test_until_slack_has_told_which_workspace_is_ours_everything_is_left_to_slack_and_commands_get_a_word(
    front: Front,
) -> None:
    team, front.home.team = front.home.team, None
    asked = mention("which version?")
    assert [front.take(asked), front.take(click("article:help"))] == [503, 503]
    assert front.ack(command("/econnect-privacy", "erase"))["text"] == "en just-started"
    assert front.outbox() == []
    front.home.team = team
    assert front.take(asked) == 200
    assert front.says() == ["en answer version-required"]
