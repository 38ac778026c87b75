from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.outgoing import Body, Notice, Say
from bot.domain.reply import Answer, Clarification, HandOver
from bot.rendering.blocks.messages import split, to_blocks
from bot.rendering.blocks.mrkdwn import escape, to_mrkdwn
from tests.rendering.examples import BODIES, CONTEXT

_LIVE = re.compile(r"<[!@#]|<https?:|<mailto:")


def buttons(body: Body) -> list[dict[str, Any]]:
    return [
        element for block in to_blocks(body, CONTEXT) if block["type"] == "actions" for element in block["elements"]
    ]


def test_an_answer_has_a_button_for_each_related_article() -> None:
    found = buttons(Say(Answer("en", ("mailbox",), 0.93)))

    assert [(button["action_id"], button["value"]) for button in found] == [
        ("article:version", "version"),
        ("article:greeting", "greeting"),
    ]


def test_a_clarification_has_up_to_three_buttons_and_a_way_out() -> None:
    found = buttons(Say(Clarification("nl", ("mailbox", "version", "greeting", "mailbox"), 0.5)))

    assert [button["text"]["text"] for button in found] == [
        "The mailbox (nl)",
        "The version (nl)",
        "Hello (nl)",
        "Geen van deze",
    ]


@pytest.mark.parametrize("body", BODIES)
def test_every_message_keeps_to_slacks_limits(body: Body) -> None:
    blocks = to_blocks(body, CONTEXT)

    assert 0 < len(blocks) <= 50
    for block in blocks:
        actions = [element["action_id"] for element in block.get("elements", []) if "action_id" in element]
        assert len(actions) == len(set(actions)) <= 25
        if block["type"] == "section":
            assert 0 < len(block["text"]["text"]) <= 3000
        for element in block.get("elements", []):
            if element["type"] == "button":
                assert 0 < len(element["text"]["text"]) <= 75


@given(st.text())
def test_nothing_that_a_person_wrote_comes_alive(text: str) -> None:
    for body in (
        Say(HandOver("en", None, 0.1), asked=text),
        Notice("unknown-command", "en", (("command", text),)),
    ):
        for block in to_blocks(body, CONTEXT):
            if block["type"] == "section":
                assert not _LIVE.search(block["text"]["text"])
            if block["type"] == "rich_text":
                (quote,) = block["elements"]
                assert [element["type"] for element in quote["elements"]] == ["text"]


@given(st.text())
def test_escaping_is_undone_by_unescaping(text: str) -> None:
    escaped = escape(text)

    assert "<" not in escaped
    assert escaped.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == text


def test_markdown_becomes_slacks_own_marks() -> None:
    assert to_mrkdwn("**A > B**\n- one `<kvk>`") == "*A &gt; B*\n• one `&lt;kvk&gt;`"


@given(st.text(alphabet="ab \n", max_size=200), st.integers(5, 40))
def test_a_long_text_is_split_without_losing_a_word(text: str, longest: int) -> None:
    parts = list(split(text, longest))

    assert all(0 < len(part) <= longest for part in parts if part)
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_blocks_can_be_sent_as_json() -> None:
    assert all(json.dumps(to_blocks(body, CONTEXT)) for body in BODIES)
