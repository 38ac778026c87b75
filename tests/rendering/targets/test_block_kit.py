from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.outgoing import ConversationMessage, ReplyMessage, SystemNotice
from bot.domain.reply import Answer, Clarification, HandOver
from bot.rendering.conversation_messages import elements_of
from bot.rendering.targets.block_kit import blocks_of, fallback_of
from tests.rendering.examples import BODIES, CONTEXT

_LIVE = re.compile(r"<[!@#]|<https?:|<mailto:")


def shown(body: ConversationMessage) -> list[dict[str, Any]]:
    return list(blocks_of(elements_of(body, CONTEXT)))


def buttons(body: ConversationMessage) -> list[dict[str, Any]]:
    return [element for block in shown(body) if block["type"] == "actions" for element in block["elements"]]


def test_an_answer_has_a_button_for_each_related_article() -> None:
    found = buttons(ReplyMessage(Answer("en", ("mailbox",), 0.93)))

    assert [(button["action_id"], button["value"]) for button in found] == [
        ("article:version", "none"),
    ]


def test_buttons_carry_of_which_question_they_are() -> None:
    found = buttons(ReplyMessage(Clarification("nl", ("mailbox",), 0.5), trace_id="0123456789abcdef"))

    assert [(button["action_id"], button["value"]) for button in found] == [
        ("article:mailbox", "0123456789abcdef"),
        ("none-of-these", "0123456789abcdef"),
        ("explain", "0123456789abcdef"),
    ]


def test_below_an_answer_one_can_say_whether_it_helped() -> None:
    def votes(said: ReplyMessage) -> list[dict[str, Any]]:
        return [
            element for block in shown(said) if block["type"] == "context_actions" for element in block["elements"]
        ]

    (found,) = votes(ReplyMessage(Answer("en", ("mailbox",), 0.93), trace_id="t1"))
    assert (found["positive_button"]["value"], found["negative_button"]["value"]) == (
        "yes:t1:mailbox",
        "no:t1:mailbox",
    )
    assert votes(ReplyMessage(Answer("en", ("greeting",), 0.93), trace_id="t1")) == []
    assert votes(ReplyMessage(Answer("en", ("mailbox",), 0.93))) == []
    assert votes(ReplyMessage(HandOver("en", None, 0.1), trace_id="t1")) == []


def test_a_clarification_has_up_to_three_buttons_and_a_way_out() -> None:
    found = buttons(ReplyMessage(Clarification("nl", ("mailbox", "version", "greeting", "mailbox"), 0.5)))

    assert [button["text"]["text"] for button in found] == [
        "The mailbox (nl)",
        "The version (nl)",
        "Hello (nl)",
        "Geen van deze",
    ]


@pytest.mark.parametrize("body", BODIES)
def test_every_message_keeps_to_slacks_limits(body: ConversationMessage) -> None:
    blocks = shown(body)

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
        ReplyMessage(HandOver("en", None, 0.1), asked=text),
        SystemNotice("unknown-command", "en", (("command", text),)),
    ):
        assert not _LIVE.search(fallback_of(elements_of(body, CONTEXT)))
        for block in shown(body):
            if block["type"] == "section":
                assert not _LIVE.search(block["text"]["text"])
            if block["type"] == "rich_text":
                (quote,) = block["elements"]
                assert [element["type"] for element in quote["elements"]] == ["text"]


def test_what_is_offered_twice_has_one_button() -> None:
    found = buttons(ReplyMessage(Clarification("en", ("mailbox", "mailbox", "version"), 0.5)))

    assert [button["action_id"] for button in found] == ["article:mailbox", "article:version", "none-of-these"]


def test_the_fallback_says_everything_escaped() -> None:
    said = ReplyMessage(HandOver("en", "prices", 0.8), asked="where is <kvk>@x & <!channel>?")

    assert fallback_of(elements_of(said, CONTEXT)) == (
        "You asked:\n\n&gt; where is &lt;kvk&gt;@x &amp; &lt;!channel&gt;?\n\n"
        "I don't have a reviewed answer about prices.\n\nThe support team can help you: #help-econnect"
    )


def test_blocks_can_be_sent_as_json() -> None:
    assert all(json.dumps(blocks_of(elements_of(body, CONTEXT))) for body in BODIES)


def test_an_answers_block_is_made_once_and_what_people_wrote_is_never_kept() -> None:
    answer, asked = Answer("en", ("mailbox",), 0.9), "a canary"
    first, again = shown(ReplyMessage(answer, asked=asked)), shown(ReplyMessage(answer, asked=asked))
    shared = [block for block in first if any(block is other for other in again)]

    assert [block["type"] for block in shared] == ["rich_text"]
    assert asked not in str(shared)
