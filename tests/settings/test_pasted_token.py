from __future__ import annotations

import pytest

from bot.settings.pasted_token import is_token, read_pasted

BOT, APP = "xoxb-12-34-aB", "xapp-1-A0-12-ab"


@pytest.mark.parametrize(
    "pasted",
    [
        BOT,
        f"  {BOT}\n",
        f'"{BOT}"',
        f"'{BOT}',",
        f"“{BOT}”",
        f"SLACK_BOT_TOKEN={BOT}",
        f'export SLACK_BOT_TOKEN="{BOT}"',
        f"SLACK_BOT_TOKEN: {BOT}",
        f"Bearer {BOT}",
        f"`{BOT}`",
    ],
)
def test_a_token_is_read_however_it_was_pasted(pasted: str) -> None:
    found = read_pasted(pasted)
    assert (found.token, found.setting, found.wrong) == (BOT, "SLACK_BOT_TOKEN", "")


def test_a_token_for_another_question_says_which() -> None:
    assert read_pasted(APP).setting == "SLACK_APP_TOKEN"


@pytest.mark.parametrize("nothing", ["", " ", '""', "\t\r\n"])
def test_nothing_is_nothing(nothing: str) -> None:
    assert (read_pasted(nothing).token, read_pasted(nothing).wrong) == ("", "")


@pytest.mark.parametrize(
    ("pasted", "told"),
    [
        ("xoxp-1-2", "user token"),
        ("xoxe.xoxb-1-2", "expires"),
        ("xoxe-1-2", "expires"),
        ("xoxa-1", "earlier kind"),
        ("hunter2", "no token of Slack's"),
        ("0123456789abcdef0123456789abcdef", "no token of Slack's"),
        ("xoxb-1 xoxb-2", "copy it again"),
        ("xoxb-1\u200b2", "copy it again"),
    ],
)
def test_what_is_no_token_of_the_bots_is_told_what_it_is(pasted: str, told: str) -> None:
    assert told in read_pasted(pasted).wrong
    assert read_pasted(pasted).setting is None


@pytest.mark.parametrize(
    ("typed", "expected"), [(f" SLACK_APP_TOKEN={APP}", True), ("xoxp-1", True), ("#xoxb-help", False), ("", False)]
)
def test_a_token_is_known_where_something_else_was_asked_for(typed: str, *, expected: bool) -> None:
    assert is_token(typed) is expected
