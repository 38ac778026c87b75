"""The channels that the bot is in, as people name them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.slack.directory.own_channels import OwnChannel, likest, own_channels, pick_channel
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


@pytest.fixture
def channels() -> list[OwnChannel]:
    return list(own_channels(ScriptedApi(answer=answer)))


def test_every_channel_comes_once_from_whichever_page(channels: list[OwnChannel]) -> None:
    assert [each.id for each in channels] == ["C0", "C1", "G2", "C3"]


@pytest.mark.parametrize(
    "wanted",
    [
        "support-triage",
        "#support-triage",
        "# Support-Triage ",
        "Support Triage",
        "#Support Triage",
        "support_triage",
        "SupportTriage",
        '"support-triage"',
        "\u201cSupport Triage\u201d",
        "`#support-triage`",
        "G2",
        "g2",
        "#G2",
        "https://a.slack.com/archives/G2",
        "a.slack.com/archives/G2",
        "<https://a.slack.com/archives/G2>",
        "https://a.enterprise.slack.com/archives/G2/",
        "https://a.slack.com/archives/G2/p1700000000000100?x=1",
        "https://app.slack.com/client/T1/G2",
        "https://app.slack.com/client/E1/G2/thread/G2-1",
        "slack://channel?team=T1&id=G2",
        "<#G2|support-triage>",
        "<#G2>",
    ],
)
def test_a_channel_is_known_by_its_name_its_link_or_its_id_however_it_is_typed(
    channels: list[OwnChannel], wanted: str
) -> None:
    assert pick_channel(channels, wanted) == OwnChannel("G2", "support-triage")


@pytest.mark.parametrize("wanted", ["", "#", "-", "triage", "G9", "https://a.slack.com/G2"])
def test_where_the_bot_is_not_is_not_found(channels: list[OwnChannel], wanted: str) -> None:
    assert pick_channel(channels, wanted) is None


def test_an_archived_one_says_so(channels: list[OwnChannel]) -> None:
    assert pick_channel(channels, "old") == OwnChannel("C3", "old", is_archived=True)


def test_the_very_name_counts_more_than_one_that_is_alike_and_of_two_alike_none_is_guessed() -> None:
    dashed, joined = OwnChannel("C1", "help-desk"), OwnChannel("C2", "helpdesk")
    assert pick_channel([dashed, joined], "helpdesk") == joined
    assert pick_channel([dashed, joined], "Help-Desk") == dashed
    assert pick_channel([dashed, joined], "Help Desk") == dashed
    assert pick_channel([dashed, joined], "help_desk") is None
    assert pick_channel([dashed], "help_desk") == dashed


def test_a_name_that_reads_like_an_id_is_a_name_first() -> None:
    named, other = OwnChannel("C1", "c2"), OwnChannel("C2", "other")
    assert pick_channel([other, named], "c2") == named
    assert pick_channel([other, named], "C2") == other


def test_the_channels_that_are_likest_are_named_first_and_never_too_many() -> None:
    many = [OwnChannel(f"C{number}", f"team-{number:02}") for number in range(30)]
    found = likest([*many, OwnChannel("C99", "support-triage"), OwnChannel("C98", "old", is_archived=True)], "suport")
    assert found[0].name == "support-triage"
    assert len(found) == 12
    assert "old" not in {each.name for each in found}
