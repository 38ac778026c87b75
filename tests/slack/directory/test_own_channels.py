"""The channels that the bot is in, as people name them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.slack.directory.own_channels import OwnChannel, find_own_channel, own_channels
from bot.slack.web_api import SlackAnswer
from tests.slack.scripted_api import ScriptedApi

if TYPE_CHECKING:
    from collections.abc import Mapping

PAGES: list[dict[str, Any]] = [
    {
        "channels": [{"id": "C0", "name": "support-triage", "is_archived": True}, {"id": "C1"}],
        "response_metadata": {"next_cursor": "2"},
    },
    {
        "channels": [{"id": "G2", "name": "support-triage"}, {"id": "C3", "name": "old", "is_archived": True}],
        "response_metadata": {"next_cursor": ""},
    },
    {"channels": [], "response_metadata": None},
]


def answer(_method: str, params: Mapping[str, Any]) -> SlackAnswer:
    return SlackAnswer(PAGES[int(params["cursor"] or 1) - 1], {})


@pytest.mark.parametrize(
    "wanted",
    [
        "support-triage",
        "#support-triage",
        "# Support-Triage ",
        "G2",
        "https://a.slack.com/archives/G2",
        "https://a.slack.com/archives/G2/p1700000000000100?x=1",
        "https://app.slack.com/client/T1/G2",
        "<#G2|support-triage>",
        "<#G2>",
    ],
)
def test_a_channel_is_found_by_its_name_or_its_id_on_whichever_page(wanted: str) -> None:
    assert find_own_channel(ScriptedApi(answer=answer), wanted) == OwnChannel("G2", "support-triage")


@pytest.mark.parametrize("wanted", ["", "#", "triage", "G9", "g2", "https://a.slack.com/G2"])
def test_where_the_bot_is_not_is_not_found(wanted: str) -> None:
    assert find_own_channel(ScriptedApi(answer=answer), wanted) is None


def test_an_archived_one_says_so() -> None:
    assert find_own_channel(ScriptedApi(answer=answer), "old") == OwnChannel("C3", "old", is_archived=True)


def test_every_channel_comes_once() -> None:
    assert [each.id for each in own_channels(ScriptedApi(answer=answer))] == ["C0", "C1", "G2", "C3"]
